"""Clients of services: clouds, search, messages, language models."""

from __future__ import annotations

from housestyle_core.facts.blocking.family import Family

THREAD = "wrap it in `asyncio.to_thread`"
MODEL_CLIENT = "* -close -copy -is_closed -with_options"
STRIPE_CLASSES = (
    "Charge Customer Invoice PaymentIntent PaymentMethod Price Product Refund SetupIntent "
    "Subscription"
)

SERVICES = (
    Family(
        "aws",
        "network",
        "every operation is a request, retried with pauses",
        "use `aioboto3`, or " + THREAD,
        {
            "boto3.resource": "* -get_available_subresources",
            "boto3.client": "* -can_paginate -close -generate_presigned_post "
            "-generate_presigned_url -get_paginator -get_waiter",
            "botocore.paginate.PageIterator": "build_full_result search __iter__",
            "botocore.waiter.Waiter": "wait",
        },
    ),
    Family(
        "google-cloud",
        "network",
        "every operation is a request, retried with pauses",
        THREAD,
        {
            "firebase_admin.auth": "create_custom_token create_user delete_user get_user "
            "get_user_by_email revoke_refresh_tokens update_user verify_id_token",
            "google.auth": "default",
            "google.api_core.future.polling.PollingFuture": "exception result",
            "google.cloud.bigquery.Client": "create_dataset create_table delete_table get_dataset "
            "get_job get_table insert_rows insert_rows_json list_rows load_table_from_file "
            "load_table_from_uri query query_and_wait",
            "google.cloud.bigquery.QueryJob": "to_arrow to_dataframe",
            "google.cloud.firestore.CollectionReference": "add get",
            "google.cloud.firestore.DocumentReference": "create delete get set update",
            "google.cloud.firestore.Query": "get",
            "google.cloud.firestore.WriteBatch": "commit",
            "google.cloud.pubsub_v1.PublisherClient": "create_topic delete_topic get_topic",
            "google.cloud.pubsub_v1.SubscriberClient": "acknowledge create_subscription "
            "delete_subscription get_subscription modify_ack_deadline pull",
            "google.cloud.secretmanager.SecretManagerServiceClient": "access_secret_version "
            "add_secret_version create_secret delete_secret get_secret list_secrets update_secret",
            "google.cloud.storage.Blob": "compose delete download_as_bytes download_as_string "
            "download_as_text download_to_file download_to_filename exists make_public patch "
            "reload rewrite upload_from_file upload_from_filename upload_from_string",
            "google.cloud.storage.Bucket": "copy_blob create delete delete_blob delete_blobs "
            "exists get_blob patch reload",
            "google.cloud.storage.Client": "create_bucket get_bucket lookup_bucket",
            "google.cloud.tasks_v2.CloudTasksClient": "create_task delete_task get_task run_task",
            "google.oauth2.id_token": "fetch_id_token verify_firebase_token verify_oauth2_token "
            "verify_token",
            "googleapiclient.http.HttpRequest": "execute",
        },
    ),
    Family(
        "google-listing",
        "network",
        "every page is a request",
        "pass it to `asyncio.to_thread` with what uses it: `asyncio.to_thread(list, …)`",
        {
            "google.cloud.bigquery.Client": "list_datasets list_tables",
            "google.cloud.bigquery.table.RowIterator": "__iter__",
            "google.cloud.firestore.CollectionReference": "list_documents stream",
            "google.cloud.firestore.Query": "stream",
            "google.cloud.storage.Bucket": "list_blobs",
            "google.cloud.storage.Client": "list_blobs list_buckets",
        },
        lazy=True,
    ),
    Family(
        "azure",
        "network",
        "every operation is a request",
        "use the class of the same name in the package's `aio` module, or " + THREAD,
        {
            "azure.identity.DefaultAzureCredential": "get_token",
            "azure.keyvault.secrets.SecretClient": "backup_secret begin_delete_secret get_secret "
            "purge_deleted_secret set_secret update_secret_properties",
            "azure.servicebus.ServiceBusReceiver": "abandon_message complete_message "
            "dead_letter_message peek_messages receive_messages renew_message_lock __iter__",
            "azure.servicebus.ServiceBusSender": "schedule_messages send_messages",
            "azure.storage.blob.BlobClient": "delete_blob download_blob exists "
            "get_blob_properties upload_blob",
            "azure.storage.blob.ContainerClient": "create_container delete_blob "
            "delete_container download_blob exists list_blobs upload_blob",
        },
    ),
    Family(
        "object-store",
        "network",
        "every operation is a request",
        THREAD,
        {
            "minio.Minio": "* -disable_accelerate_endpoint -enable_accelerate_endpoint "
            "-set_app_info -trace_off -trace_on",
        },
    ),
    Family(
        "search-engine",
        "network",
        "every operation is a request",
        "use the library's async client, or " + THREAD,
        {
            "elasticsearch.Elasticsearch": "* -close -options",
            "elasticsearch.helpers": "bulk parallel_bulk reindex scan streaming_bulk",
            "chromadb.Collection": "add count delete get modify peek query update upsert",
            "meilisearch.Client": "* -generate_tenant_token -index",
            "meilisearch.index.Index": "*",
            "opensearchpy.OpenSearch": "* -close",
            "opensearchpy.helpers": "bulk parallel_bulk reindex scan streaming_bulk",
            "pinecone.Index": "* -close",
            "pinecone.Pinecone": "create_index delete_index describe_index has_index list_indexes",
            "qdrant_client.QdrantClient": "* -close",
        },
    ),
    Family(
        "message-broker",
        "network",
        "waits for the broker",
        "use an async client (`aio_pika`, `aiokafka`), or " + THREAD,
        {
            "celery.Celery": "send_task",
            "celery.app.task.Task": "apply_async delay retry",
            "celery.result.AsyncResult": "failed get ready successful wait @info @result @state "
            "@status @traceback",
            "celery.result.ResultSet": "get join join_native",
            "confluent_kafka.Consumer": "close commit consume list_topics poll",
            "confluent_kafka.Producer": "flush list_topics poll",
            "kafka.KafkaConsumer": "close commit partitions_for_topic poll topics __iter__",
            "kafka.KafkaProducer": "close flush partitions_for",
            "kombu.Connection": "connect drain_events ensure_connection",
            "kombu.Producer": "publish",
            "pika": "BlockingConnection",
            "pika.BlockingConnection": "channel close process_data_events sleep",
            "pika.adapters.blocking_connection.BlockingChannel": "basic_ack basic_consume "
            "basic_get basic_publish close consume exchange_declare queue_bind queue_declare "
            "queue_delete queue_purge start_consuming tx_commit",
        },
    ),
    Family(
        "grpc",
        "network",
        "every call of a stub waits for the server",
        "use a channel of `grpc.aio`, or " + THREAD,
        {
            "grpc.Future": "exception result",
            "grpc.StreamUnaryMultiCallable": "__call__ with_call",
            "grpc.UnaryUnaryMultiCallable": "__call__ with_call",
        },
    ),
    Family(
        "language-model",
        "network",
        "an answer takes seconds to minutes",
        "use the library's async client, as in `AsyncOpenAI`, or " + THREAD,
        {
            "anthropic.Anthropic": MODEL_CLIENT,
            "cohere.Client": "*",
            "cohere.ClientV2": "*",
            "google.generativeai.GenerativeModel": "count_tokens generate_content",
            "groq.Groq": MODEL_CLIENT,
            "huggingface_hub.HfApi": "create_repo dataset_info delete_repo file_exists "
            "hf_hub_download list_repo_files model_info snapshot_download upload_file "
            "upload_folder whoami",
            "huggingface_hub.InferenceClient": "* -close",
            "ollama": "chat create delete embed embeddings generate list ps pull push show",
            "ollama.Client": "chat create delete embed embeddings generate list ps pull push show",
            "openai.AzureOpenAI": MODEL_CLIENT,
            "openai.OpenAI": MODEL_CLIENT,
            "together.Together": MODEL_CLIENT,
        },
    ),
    Family(
        "language-model-twin",
        "network",
        "an answer takes seconds to minutes",
        "await the call of the same name with an `a` in front: `a{method}`",
        {
            "langchain_core.embeddings.Embeddings": "embed_documents embed_query",
            "langchain_core.language_models.BaseChatModel": "batch generate invoke",
            "langchain_core.language_models.BaseLLM": "batch generate invoke",
            "litellm": "completion embedding image_generation moderation speech "
            "text_completion transcription",
        },
    ),
    Family(
        "google-genai",
        "network",
        "an answer takes seconds to minutes",
        "await the same method of what `client.aio` has, or " + THREAD,
        {
            "google.genai.chats.Chat": "send_message send_message_stream",
            "google.genai.files.Files": "delete download get upload",
            "google.genai.models.Models": "compute_tokens count_tokens edit_image embed_content "
            "generate_content generate_content_stream generate_images generate_videos",
        },
    ),
    Family(
        "async-suffix",
        "network",
        "every operation is a request",
        "await the same method with `_async` behind it, or " + THREAD,
        {
            "mistralai.client.Mistral": "*",
            "stripe.StripeClient": "* -construct_event -deserialize -parse_event_notification",
            "stripe.billing_portal.Session": "create",
            "stripe.checkout.Session": "create list retrieve",
            **{f"stripe.{kind}": "create list modify retrieve" for kind in STRIPE_CLASSES.split()},
        },
    ),
    Family(
        "service-client",
        "network",
        "every operation is a request",
        THREAD,
        {
            "docker.DockerClient": "df info login ping version",
            "docker.models.containers.Container": "exec_run kill logs reload remove restart start "
            "stats stop wait",
            "docker.models.containers.ContainerCollection": "create get list prune run",
            "docker.models.images.ImageCollection": "build get list pull push remove",
            "git.Remote": "fetch pull push update",
            "git.Repo": "archive blame clone clone_from init is_dirty",
            "github.Github": "get_organization get_repo get_user search_code search_issues "
            "search_repositories",
            "github.Repository.Repository": "compare create_file create_issue create_pull "
            "get_branch get_commit get_contents get_issue get_pull update_file",
            "hvac.Client": "is_authenticated list read write",
            "jwt.PyJWKClient": "fetch_data get_jwk_set get_signing_key get_signing_key_from_jwt "
            "get_signing_keys",
            "kubernetes.config": "load_config load_incluster_config load_kube_config",
            "sendgrid.SendGridAPIClient": "send",
            "slack_sdk.WebClient": "*",
            "slack_sdk.webhook.WebhookClient": "send send_dict",
            "tavily.TavilyClient": "crawl extract map search",
            "twilio.rest.Client": "*",
        },
    ),
)
