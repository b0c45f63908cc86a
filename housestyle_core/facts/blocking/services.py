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
            "google.cloud.bigquery.Client": "create_dataset create_table delete_table get_dataset "
            "get_job get_table insert_rows insert_rows_json list_datasets list_rows list_tables "
            "load_table_from_file load_table_from_uri query query_and_wait",
            "google.cloud.storage.Blob": "compose delete download_as_bytes download_as_string "
            "download_as_text download_to_file download_to_filename exists make_public patch "
            "reload rewrite upload_from_file upload_from_filename upload_from_string",
            "google.cloud.storage.Bucket": "copy_blob create delete delete_blob delete_blobs "
            "exists get_blob list_blobs patch reload",
            "google.cloud.storage.Client": "create_bucket get_bucket list_blobs list_buckets "
            "lookup_bucket",
            "google.oauth2.id_token": "fetch_id_token verify_firebase_token verify_oauth2_token "
            "verify_token",
            "googleapiclient.http.HttpRequest": "execute",
        },
    ),
    Family(
        "object-store",
        "network",
        "every operation is a request",
        THREAD,
        {
            "azure.storage.blob.BlobClient": "delete_blob download_blob exists "
            "get_blob_properties upload_blob",
            "azure.storage.blob.ContainerClient": "create_container delete_blob "
            "delete_container download_blob exists list_blobs upload_blob",
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
            "meilisearch.Client": "* -generate_tenant_token -index",
            "opensearchpy.OpenSearch": "* -close",
            "opensearchpy.helpers": "bulk parallel_bulk reindex scan streaming_bulk",
            "qdrant_client.QdrantClient": "* -close",
        },
    ),
    Family(
        "message-broker",
        "network",
        "waits for the broker",
        "use an async client (`aio_pika`, `aiokafka`), or " + THREAD,
        {
            "celery.result.AsyncResult": "get wait",
            "celery.result.ResultSet": "get join join_native",
            "confluent_kafka.Consumer": "close commit consume list_topics poll",
            "confluent_kafka.Producer": "flush list_topics poll",
            "kafka.KafkaConsumer": "close commit partitions_for_topic poll topics __iter__",
            "kafka.KafkaProducer": "close flush partitions_for",
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
            "cohere.Client": "* -close",
            "google.generativeai.GenerativeModel": "count_tokens generate_content",
            "groq.Groq": MODEL_CLIENT,
            "ollama": "chat create delete embed embeddings generate list ps pull push show",
            "ollama.Client": "chat create delete embed embeddings generate list ps pull push show",
            "openai.AzureOpenAI": MODEL_CLIENT,
            "openai.OpenAI": MODEL_CLIENT,
            "together.Together": MODEL_CLIENT,
        },
    ),
    Family(
        "litellm",
        "network",
        "an answer takes seconds to minutes",
        "await the same function with an `a` in front, as in `acompletion`",
        {
            "litellm": "completion embedding image_generation moderation speech "
            "text_completion transcription"
        },
    ),
    Family(
        "stripe",
        "network",
        "every operation is a request",
        "await the same method with `_async` behind it, or " + THREAD,
        {
            "stripe.StripeClient": "* -construct_event -deserialize -parse_event_notification "
            "-parse_thin_event",
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
            "docker.models.containers.Container": "exec_run kill logs reload remove restart start "
            "stats stop wait",
            "docker.models.containers.ContainerCollection": "create get list prune run",
            "docker.models.images.ImageCollection": "build get list pull push remove",
            "git.Repo": "clone_from",
            "github.Github": "get_organization get_repo get_user search_code search_issues "
            "search_repositories",
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
