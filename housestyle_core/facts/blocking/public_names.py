"""Where a library defines a name, and where its users import it from.

The data of this package has the names on the left, mypy and some imports know those on the right:
modules and classes, for which the public name stands in front of all that is below them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Iterable

PUBLIC = {
    name: public
    for public, names in {
        "aiofiles": "aiofiles.threadpool",
        "aiohttp": "aiohttp.client",
        "aiosqlite": "aiosqlite.core",
        "anthropic": "anthropic._client",
        "anthropic.Anthropic": "anthropic._resource.SyncAPIResource",
        "anyio": "anyio._core._fileio anyio._core._tempfile",
        "argon2": "argon2._password_hasher",
        "asyncpg": "asyncpg.connection asyncpg.pool",
        "azure.identity": "azure.identity._credentials.default",
        "azure.keyvault.secrets": "azure.keyvault.secrets._client",
        "azure.servicebus": (
            "azure.servicebus._servicebus_receiver azure.servicebus._servicebus_sender"
        ),
        "azure.storage.blob": (
            "azure.storage.blob._blob_client azure.storage.blob._container_client"
        ),
        "bcrypt": "bcrypt._bcrypt",
        "boto3.Session": "boto3.session.Session",
        "boto3.client": "botocore.client.BaseClient",
        "boto3.resource": "boto3.resources.base.ServiceResource",
        "builtins.open": "io.open",
        "bz2": "_bz2",
        "celery": "celery.app.base",
        "chromadb.Collection": "chromadb.api.models.Collection.Collection",
        "clickhouse_connect.driver": "clickhouse_connect.driver.client",
        "clickhouse_connect.get_client": "clickhouse_connect.driver.create_client",
        "clickhouse_driver": "clickhouse_driver.client",
        "cohere": "cohere.client cohere.client_v2",
        "concurrent.futures": (
            "concurrent.futures._base concurrent.futures.process concurrent.futures.thread"
        ),
        "confluent_kafka": "cimpl confluent_kafka.cimpl",
        "django.db.models": "django.db.models.base",
        "docker": "docker.client",
        "docx": "docx.api",
        "dotenv": "dotenv.main",
        "duckdb": "_duckdb",
        "elasticsearch": "elasticsearch._sync.client",
        "elasticsearch.Elasticsearch": "elasticsearch._sync.client.utils.NamespacedClient",
        "fabric": "fabric.connection",
        "git": "git.remote git.repo.base",
        "github": "github.MainClass",
        "google.auth": "google.auth._default",
        "google.cloud.bigquery": "google.cloud.bigquery.client google.cloud.bigquery.job.query",
        "google.cloud.firestore": (
            "google.cloud.firestore_v1.batch google.cloud.firestore_v1.client "
            "google.cloud.firestore_v1.collection google.cloud.firestore_v1.document "
            "google.cloud.firestore_v1.query"
        ),
        "google.cloud.secretmanager": (
            "google.cloud.secretmanager_v1.services.secret_manager_service.client"
        ),
        "google.cloud.storage": (
            "google.cloud.storage.blob google.cloud.storage.bucket google.cloud.storage.client"
        ),
        "google.cloud.tasks_v2": "google.cloud.tasks_v2.services.cloud_tasks.client",
        "google.generativeai": "google.generativeai.generative_models",
        "gridfs": "gridfs.synchronous.grid_file",
        "groq": "groq._client",
        "groq.Groq": "groq._resource.SyncAPIResource",
        "hashlib": "_hashlib",
        "httpx": "httpx._api httpx._client",
        "httpx2": "httpx2._api httpx2._client",
        "huggingface_hub": (
            "huggingface_hub._snapshot_download huggingface_hub.file_download "
            "huggingface_hub.hf_api huggingface_hub.inference._client"
        ),
        "hvac": "hvac.v1",
        "importlib.resources": "importlib.resources._functional importlib.resources._legacy",
        "importlib.resources.abc.Traversable": "importlib.abc.Traversable",
        "importlib.resources.files": "importlib.resources._common.files",
        "io": "_io",
        "joblib": "joblib.numpy_pickle",
        "jwt": "jwt.jwks_client",
        "kafka": "kafka.consumer.group kafka.producer.kafka",
        "kombu": "kombu.connection kombu.messaging",
        "kubernetes.config": "kubernetes.config.incluster_config kubernetes.config.kube_config",
        "langchain_core.embeddings": "langchain_core.embeddings.embeddings",
        "langchain_core.language_models": (
            "langchain_core.language_models.chat_models langchain_core.language_models.llms"
        ),
        "librosa": "librosa.core.audio",
        "litellm": "litellm.images.main litellm.main",
        "meilisearch": "meilisearch.client",
        "minio": "minio.api",
        "mistralai.client": "mistralai.client.sdk",
        "mistralai.client.Mistral": (
            "mistralai.Mistral mistralai.basesdk.BaseSDK mistralai.client.basesdk.BaseSDK"
        ),
        "multiprocessing.Process": "multiprocessing.process.BaseProcess",
        "multiprocessing.pool.AsyncResult": "multiprocessing.pool.ApplyResult",
        "multiprocessing.pool.Pool": "multiprocessing.Pool",
        "mysql.connector": "mysql.connector.pooling",
        "neo4j": "neo4j._sync.driver neo4j._sync.work.session neo4j._sync.work.transaction",
        "numpy": "numpy.lib._npyio_impl",
        "ollama": "ollama._client",
        "openai": "openai._client openai.lib.azure",
        "openai.OpenAI": "openai._resource.SyncAPIResource",
        "openpyxl": "openpyxl.reader.excel openpyxl.workbook.workbook",
        "opensearchpy": "opensearchpy.client",
        "opensearchpy.OpenSearch": "opensearchpy.client.utils.NamespacedClient",
        "opensearchpy.helpers": "opensearchpy.helpers.actions",
        "oracledb": "oracledb.connection oracledb.cursor",
        "os": "posix",
        "os.path": "genericpath ntpath posixpath",
        "pandas": "pandas.core.frame",
        "paramiko": "paramiko.client paramiko.sftp_client paramiko.transport",
        "passlib.hash": (
            "passlib.handlers.argon2 passlib.handlers.bcrypt passlib.handlers.pbkdf2 "
            "passlib.handlers.scrypt"
        ),
        "pathlib": "pathlib._local",
        "pika.BlockingConnection": "pika.adapters.blocking_connection.BlockingConnection",
        "pinecone": "pinecone._client pinecone.index",
        "polars": (
            "polars.dataframe.frame polars.io.avro polars.io.csv.functions "
            "polars.io.database.functions polars.io.ipc.functions polars.io.json.read "
            "polars.io.ndjson polars.io.parquet.functions polars.io.spreadsheet.functions"
        ),
        "psycopg": "psycopg.connection psycopg.cursor psycopg.connection_async",
        "psycopg2.connect": "psycopg2._psycopg.connect",
        "psycopg2.extensions": "psycopg2._psycopg",
        "psycopg_pool": "psycopg_pool.pool psycopg_pool.pool_async",
        "pwdlib": "pwdlib._hash",
        "pyarrow.csv": "pyarrow._csv",
        "pyarrow.json": "pyarrow._json",
        "pyarrow.parquet": "pyarrow.parquet.core",
        "pymemcache": "pymemcache.client.base pymemcache.client.hash",
        "pymongo": "pymongo.mongo_client pymongo.synchronous pymongo.synchronous.mongo_client",
        "pymssql": "pymssql._pymssql",
        "pypdf": "pypdf._reader",
        "qdrant_client": "qdrant_client.qdrant_client",
        "queue": "_queue",
        "redis.Redis": "redis.StrictRedis redis.client.Redis redis.client.StrictRedis",
        "redis.RedisCluster": "redis.cluster.RedisCluster",
        "redis.asyncio": "redis.asyncio.client",
        "requests": "requests.api requests.sessions",
        "sendgrid": "sendgrid.sendgrid",
        "signal": "_signal",
        "slack_sdk": "slack_sdk.web.client",
        "slack_sdk.webhook": "slack_sdk.webhook.client",
        "snowflake.connector.SnowflakeConnection": (
            "snowflake.connector.connection.SnowflakeConnection "
            "snowflake.connector.connection._connection.Connection"
        ),
        "snowflake.connector.cursor": "snowflake.connector.cursor._snowflake_cursor",
        "socket": "_socket",
        "sqlalchemy": "sqlalchemy.engine sqlalchemy.engine.base sqlalchemy.sql.schema",
        "sqlalchemy.ext.asyncio": "sqlalchemy.ext.asyncio.engine sqlalchemy.ext.asyncio.session",
        "sqlalchemy.orm": "sqlalchemy.orm.query sqlalchemy.orm.scoping sqlalchemy.orm.session",
        "sqlite3": "_sqlite3 sqlite3.dbapi2",
        "sqlmodel": "sqlmodel.orm.session",
        "stripe": (
            "stripe._charge stripe._customer stripe._invoice stripe._payment_intent "
            "stripe._payment_method stripe._price stripe._product stripe._refund "
            "stripe._setup_intent stripe._stripe_client stripe._subscription"
        ),
        "stripe.StripeClient": "stripe._stripe_service.StripeService",
        "stripe.billing_portal": "stripe.billing_portal._session",
        "stripe.checkout": "stripe.checkout._session",
        "tavily": "tavily.tavily",
        "together": "together._client",
        "together.Together": "together._resource.SyncAPIResource",
        "transformers": "transformers.models.auto.tokenization_auto transformers.pipelines",
        "twilio.rest.Client": (
            "twilio.base.instance_context.InstanceContext "
            "twilio.base.instance_resource.InstanceResource "
            "twilio.base.list_resource.ListResource"
        ),
        "urllib3": "urllib3.connectionpool urllib3.poolmanager",
        "urllib3.PoolManager": "urllib3._request_methods.RequestMethods",
        "valkey.Valkey": "valkey.client.Valkey",
    }.items()
    for name in names.split()
}


def names_written(names: Iterable[str]) -> frozenset[str]:
    """The last parts of dotted names, by whatever module they are imported from."""
    wanted = frozenset(names)
    return last_names({*wanted, *(name for name, public in PUBLIC.items() if public in wanted)})


@lru_cache(maxsize=64)
def public_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a callee as users import it, for which several rules ask in turn."""
    return tuple(map(public_name, names))


@lru_cache(maxsize=4096)
def public_name(name: str) -> str:
    """A dotted name as users import it, the longest known part of it replaced."""
    if name in PUBLIC:
        return PUBLIC[name]
    owner, dot, last = name.rpartition(".")
    return f"{public_name(owner)}.{last}" if dot else name
