"""Types that functions, methods, attributes and loops of libraries give, by dotted name.

A capitalised name that is called gives itself (see `infer`), so constructors are not listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

RESOURCE_TREES: Mapping[str, str] = {
    "anthropic.Anthropic": "copy with_options",
    "cohere.Client": "",
    "elasticsearch.Elasticsearch": "options",
    "groq.Groq": "copy with_options",
    "huggingface_hub.InferenceClient": "",
    "mistralai.client.Mistral": "",
    "openai.AzureOpenAI": "copy with_options",
    "openai.OpenAI": "copy with_options",
    "opensearchpy.OpenSearch": "",
    "stripe.StripeClient": "",
    "together.Together": "copy with_options",
    "twilio.rest.Client": "",
}
"""Clients whose methods hang below attributes, as in `client.chat.completions.create`, and which
methods give such a client again."""
SETTINGS: Mapping[str, str] = {
    "anthropic.Anthropic": "api_key auth_token base_url",
    "groq.Groq": "api_key base_url",
    "huggingface_hub.InferenceClient": "model token",
    "openai.AzureOpenAI": "api_key base_url organization",
    "openai.OpenAI": "api_key base_url organization",
    "together.Together": "api_key base_url",
    "twilio.rest.Client": "account_sid password username",
}
"""Attributes of such clients that are values, without methods that wait."""
RETURNS: Mapping[str, str] = {
    f"{owner}.{name}": kind
    for kind, owners in {
        **{client: {client: names} for client, names in RESOURCE_TREES.items()},
        "asyncio.AbstractEventLoop": {"asyncio": "get_event_loop get_running_loop new_event_loop"},
        "boto3.resource": {
            "boto3": "resource",
            "boto3.Session": "resource",
            "boto3.resource": "Bucket BucketPolicy Instance Job Message "
            "Object ObjectSummary Queue Role Stack Subscription Table Topic User",
        },
        "boto3.client": {
            "boto3": "client",
            "boto3.Session": "client",
            "botocore.session.Session": "create_client",
        },
        "botocore.paginate.Paginator": {"boto3.client": "get_paginator"},
        "botocore.paginate.PageIterator": {"botocore.paginate.Paginator": "paginate"},
        "botocore.waiter.Waiter": {"boto3.client": "get_waiter"},
        "concurrent.futures.Future": {
            "asyncio": "run_coroutine_threadsafe",
            "concurrent.futures.ThreadPoolExecutor": "submit",
            "concurrent.futures.ProcessPoolExecutor": "submit",
        },
        "clickhouse_connect.driver.Client": {"clickhouse_connect": "get_client"},
        "docker.DockerClient": {"docker": "from_env"},
        "docker.models.containers.Container": {
            "docker.models.containers.ContainerCollection": "create get"
        },
        "google.cloud.bigquery.QueryJob": {"google.cloud.bigquery.Client": "query"},
        "google.cloud.bigquery.table.RowIterator": {
            "google.cloud.bigquery.Client": "list_rows query_and_wait"
        },
        "google.cloud.firestore.CollectionReference": {
            "google.cloud.firestore.Client": "collection",
            "google.cloud.firestore.DocumentReference": "collection",
        },
        "google.cloud.firestore.DocumentReference": {
            "google.cloud.firestore.Client": "document",
            "google.cloud.firestore.CollectionReference": "document",
        },
        "google.cloud.firestore.Query": {
            "google.cloud.firestore.CollectionReference": "limit order_by where",
            "google.cloud.firestore.Query": "limit order_by where",
        },
        "google.cloud.firestore.WriteBatch": {"google.cloud.firestore.Client": "batch"},
        "google.cloud.storage.Blob": {"google.cloud.storage.Bucket": "blob get_blob"},
        "google.cloud.storage.Bucket": {"google.cloud.storage.Client": "bucket get_bucket"},
        "importlib.resources.abc.Traversable": {
            "importlib.resources": "files",
            "importlib.resources.abc.Traversable": "joinpath",
        },
        "http.client.HTTPResponse": {
            "http.client.HTTPConnection": "getresponse",
            "http.client.HTTPSConnection": "getresponse",
            "urllib.request": "urlopen",
        },
        "pathlib.Path": {
            "pathlib.Path": "absolute cwd expanduser from_uri home joinpath readlink relative_to "
            "rename replace resolve with_name with_segments with_stem with_suffix",
        },
        "pika.adapters.blocking_connection.BlockingChannel": {"pika.BlockingConnection": "channel"},
        "meilisearch.index.Index": {"meilisearch.Client": "get_index index"},
        "mysql.connector.abstracts.MySQLConnectionAbstract": {"mysql.connector": "connect"},
        "mysql.connector.abstracts.MySQLCursorAbstract": {
            "mysql.connector.abstracts.MySQLConnectionAbstract": "cursor"
        },
        "multiprocessing.queues.Queue": {"multiprocessing": "JoinableQueue Queue"},
        "neo4j.Driver": {"neo4j.GraphDatabase": "driver"},
        "neo4j.Session": {"neo4j.Driver": "session"},
        "neo4j.Transaction": {"neo4j.Session": "begin_transaction"},
        "oracledb.Connection": {"oracledb": "connect"},
        "oracledb.Cursor": {"oracledb.Connection": "cursor"},
        "paramiko.SFTPClient": {
            "paramiko.SFTPClient": "from_transport",
            "paramiko.SSHClient": "open_sftp",
        },
        "pandas.DataFrame": {"pandas": "read_csv read_excel read_json read_parquet read_sql"},
        "pinecone.Index": {"pinecone.Pinecone": "Index"},
        "psycopg.Connection": {"psycopg": "connect", "psycopg.Connection": "connect"},
        "psycopg.Cursor": {"psycopg.Connection": "cursor execute", "psycopg.Cursor": "execute"},
        "psycopg2.extensions.connection": {
            "psycopg2": "connect",
            "psycopg2.pool.SimpleConnectionPool": "getconn",
            "psycopg2.pool.ThreadedConnectionPool": "getconn",
        },
        "psycopg2.extensions.cursor": {"psycopg2.extensions.connection": "cursor"},
        "pymssql.Connection": {"pymssql": "connect"},
        "pymssql.Cursor": {"pymssql.Connection": "cursor"},
        "pymongo.command_cursor.CommandCursor": {"pymongo.collection.Collection": "aggregate"},
        "pymongo.cursor.Cursor": {
            "pymongo.collection.Collection": "find",
            "pymongo.cursor.Cursor": "batch_size clone hint limit skip sort",
        },
        "pymongo.collection.Collection": {"pymongo.database.Database": "get_collection"},
        "pymongo.database.Database": {"pymongo.MongoClient": "get_database get_default_database"},
        "pymysql.connections.Connection": {"pymysql": "connect"},
        "pymysql.cursors.Cursor": {"pymysql.connections.Connection": "cursor"},
        "pyodbc.Connection": {"pyodbc": "connect"},
        "pyodbc.Cursor": {"pyodbc.Connection": "cursor execute"},
        "redis.client.Pipeline": {"redis.Redis": "pipeline"},
        "redis.client.PubSub": {"redis.Redis": "pubsub"},
        "redis.Redis": {"redis": "from_url", "redis.Redis": "from_pool from_url"},
        "redis.lock.Lock": {"redis.Redis": "lock"},
        "requests.Session": {"requests": "session"},
        "snowflake.connector.SnowflakeConnection": {"snowflake.connector": "connect"},
        "snowflake.connector.cursor.SnowflakeCursor": {
            "snowflake.connector.SnowflakeConnection": "cursor"
        },
        "socket.socket": {"socket": "create_connection socket"},
        "sqlalchemy.Connection": {
            "sqlalchemy.Engine": "begin connect",
            "sqlalchemy.orm.Session": "connection",
        },
        "sqlalchemy.Engine": {"sqlalchemy": "create_engine engine_from_config"},
        "sqlalchemy.orm.Query": {
            "sqlalchemy.orm.Query": "distinct filter filter_by group_by having join limit offset "
            "options order_by outerjoin with_entities with_for_update",
            "sqlalchemy.orm.Session": "query",
            "sqlmodel.Session": "query",
        },
        "sqlalchemy.ext.asyncio.AsyncEngine": {
            "sqlalchemy.ext.asyncio": "async_engine_from_config create_async_engine",
        },
        "sqlalchemy.ext.asyncio.async_sessionmaker": {
            "sqlalchemy.ext.asyncio": "async_sessionmaker",
        },
        "sqlalchemy.orm.Session": {
            "sqlalchemy.orm.sessionmaker": "__call__ begin",
        },
        "sqlite3.Connection": {"sqlite3": "connect"},
        "sqlite3.Cursor": {
            "sqlite3.Connection": "cursor execute executemany",
            "sqlite3.Cursor": "execute executemany",
        },
        "ssl.SSLContext": {"ssl": "create_default_context"},
        "ssl.SSLSocket": {"ssl.SSLContext": "wrap_socket"},
        "typing.IO": {
            **dict.fromkeys(("builtins", "bz2", "codecs", "gzip", "lzma", "pathlib.Path"), "open"),
            "os": "fdopen",
            "tempfile": "NamedTemporaryFile TemporaryFile",
        },
    }.items()
    for owner, names in owners.items()
    for name in names.split()
}
ATTRIBUTES: Mapping[str, str] = {
    "docker.DockerClient.containers": "docker.models.containers.ContainerCollection",
    "docker.DockerClient.images": "docker.models.images.ImageCollection",
    "google.genai.Client.files": "google.genai.files.Files",
    "google.genai.Client.models": "google.genai.models.Models",
    "pathlib.Path.parent": "pathlib.Path",
    "pymongo.MongoClient.*": "pymongo.database.Database",
    "pymongo.database.Database.*": "pymongo.collection.Collection",
    "subprocess.Popen.stderr": "typing.IO",
    "subprocess.Popen.stdin": "typing.IO",
    "subprocess.Popen.stdout": "typing.IO",
    **{f"{client}.*": client for client in RESOURCE_TREES},
    **{
        f"{client}.{name}": "builtins.object"
        for client, names in SETTINGS.items()
        for name in names.split()
    },
}
SUBSCRIPTS: Mapping[str, str] = {
    "pymongo.MongoClient": "pymongo.database.Database",
    "pymongo.database.Database": "pymongo.collection.Collection",
}
ITEMS: Mapping[str, str] = {
    "pathlib.Path.glob": "pathlib.Path",
    "pathlib.Path.iterdir": "pathlib.Path",
    "pathlib.Path.rglob": "pathlib.Path",
}
ENTERED: Mapping[str, str] = {"tempfile.TemporaryDirectory": "builtins.str"}
