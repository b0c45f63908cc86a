"""Where a library defines a name, and where its users import it from.

mypy and some imports know the left, the data of this package has the right.
"""

from __future__ import annotations

from functools import lru_cache

PUBLIC = {
    "_bz2": "bz2",
    "_hashlib": "hashlib",
    "_io": "io",
    "_queue": "queue",
    "_socket": "socket",
    "_sqlite3": "sqlite3",
    "anthropic._client": "anthropic",
    "anthropic._resource.SyncAPIResource": "anthropic.Anthropic",
    "bcrypt._bcrypt": "bcrypt",
    "boto3.resources.base.ServiceResource": "boto3.resource",
    "boto3.session.Session": "boto3.Session",
    "botocore.client.BaseClient": "boto3.client",
    "concurrent.futures._base": "concurrent.futures",
    "concurrent.futures.process": "concurrent.futures",
    "concurrent.futures.thread": "concurrent.futures",
    "django.db.models.base": "django.db.models",
    "elasticsearch._sync.client": "elasticsearch",
    "elasticsearch._sync.client.utils.NamespacedClient": "elasticsearch.Elasticsearch",
    "genericpath": "os.path",
    "google.cloud.bigquery.client": "google.cloud.bigquery",
    "google.cloud.storage.blob": "google.cloud.storage",
    "google.cloud.storage.bucket": "google.cloud.storage",
    "google.cloud.storage.client": "google.cloud.storage",
    "httpx._api": "httpx",
    "httpx._client": "httpx",
    "httpx2._api": "httpx2",
    "httpx2._client": "httpx2",
    "importlib.abc.Traversable": "importlib.resources.abc.Traversable",
    "importlib.resources._common.files": "importlib.resources.files",
    "importlib.resources._functional": "importlib.resources",
    "io.open": "builtins.open",
    "jwt.jwks_client": "jwt",
    "kafka.consumer.group": "kafka",
    "kafka.producer.kafka": "kafka",
    "minio.api": "minio",
    "multiprocessing.Pool": "multiprocessing.pool.Pool",
    "multiprocessing.process.BaseProcess": "multiprocessing.Process",
    "ntpath": "os.path",
    "openai._client": "openai",
    "openai._resource.SyncAPIResource": "openai.OpenAI",
    "openai.lib.azure": "openai",
    "opensearchpy.client": "opensearchpy",
    "opensearchpy.client.utils.NamespacedClient": "opensearchpy.OpenSearch",
    "paramiko.client": "paramiko",
    "paramiko.sftp_client": "paramiko",
    "paramiko.transport": "paramiko",
    "pathlib._local": "pathlib",
    "pika.adapters.blocking_connection.BlockingConnection": "pika.BlockingConnection",
    "posix": "os",
    "posixpath": "os.path",
    "psycopg.connection": "psycopg",
    "psycopg.cursor": "psycopg",
    "psycopg2._psycopg": "psycopg2.extensions",
    "psycopg2._psycopg.connect": "psycopg2.connect",
    "psycopg_pool.pool": "psycopg_pool",
    "pymemcache.client.base": "pymemcache",
    "pymemcache.client.hash": "pymemcache",
    "pymongo.mongo_client": "pymongo",
    "pymongo.synchronous": "pymongo",
    "pymongo.synchronous.mongo_client": "pymongo",
    "gridfs.synchronous.grid_file": "gridfs",
    "redis.StrictRedis": "redis.Redis",
    "redis.client.Redis": "redis.Redis",
    "redis.client.StrictRedis": "redis.Redis",
    "redis.cluster": "redis",
    "requests.api": "requests",
    "requests.sessions": "requests",
    "slack_sdk.web.client": "slack_sdk",
    "sqlalchemy.engine": "sqlalchemy",
    "sqlalchemy.engine.base": "sqlalchemy",
    "sqlalchemy.orm.query": "sqlalchemy.orm",
    "sqlalchemy.orm.scoping": "sqlalchemy.orm",
    "sqlalchemy.orm.session": "sqlalchemy.orm",
    "sqlalchemy.sql.schema": "sqlalchemy",
    "sqlite3.dbapi2": "sqlite3",
    "sqlmodel.orm.session": "sqlmodel",
    "urllib3._request_methods.RequestMethods": "urllib3.PoolManager",
    "urllib3.connectionpool": "urllib3",
    "urllib3.poolmanager": "urllib3",
    "valkey.client.Valkey": "valkey.Valkey",
}


@lru_cache(maxsize=4096)
def public_name(name: str) -> str:
    """A dotted name as users import it, the longest known part of it replaced."""
    head, tail = name, ""
    while head:
        if head in PUBLIC:
            return PUBLIC[head] + tail
        head, dot, last = head.rpartition(".")
        tail = f"{dot}{last}{tail}"
    return name
