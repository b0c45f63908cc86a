"""Databases, caches and the libraries that map objects to them."""

from __future__ import annotations

from housestyle_core.facts.blocking.family import Family

THREAD = "wrap it in `asyncio.to_thread`"
CONNECTION = "commit execute rollback"
STATEMENTS = "execute executemany fetchall fetchmany fetchone"
CURSOR = f"{STATEMENTS} __iter__"
SESSION = (
    "bulk_insert_mappings bulk_save_objects bulk_update_mappings commit connection execute flush "
    "get get_one merge refresh rollback scalar scalars"
)
MANAGER = (
    "aggregate bulk_create bulk_update count create earliest exists first get get_or_create "
    "in_bulk iterator last latest update update_or_create"
)

DATABASES = (
    Family(
        "sqlalchemy",
        "network",
        "waits for the database, or for a free connection of the pool",
        "use an `AsyncSession` or `AsyncEngine` of `sqlalchemy.ext.asyncio`, or " + THREAD,
        {
            "sqlalchemy.Connection": "commit exec_driver_sql execute rollback scalar scalars",
            "sqlalchemy.Engine": "begin connect raw_connection",
            "sqlalchemy.MetaData": "create_all drop_all reflect",
            "sqlalchemy.Table": "create drop",
            "sqlalchemy.orm.Query": "all count delete first get one one_or_none scalar update "
            "__iter__",
            "sqlalchemy.orm.Session": SESSION,
            "sqlalchemy.orm.scoped_session": SESSION,
            "sqlmodel.Session": f"{SESSION} exec",
        },
    ),
    Family(
        "sqlite",
        "disk",
        "every statement may wait for the disk and for the lock of another writer",
        "use `aiosqlite`, or " + THREAD,
        {
            "sqlite3": "connect",
            "sqlite3.Connection": f"{CONNECTION} backup executemany executescript iterdump",
            "sqlite3.Cursor": f"{CURSOR} executescript",
        },
    ),
    Family(
        "postgres",
        "network",
        "every statement waits for the server",
        "use `asyncpg` or `psycopg.AsyncConnection`, or " + THREAD,
        {
            "psycopg": "connect",
            "psycopg.Connection": f"{CONNECTION} connect",
            "psycopg.Cursor": f"{CURSOR} stream",
            "psycopg_pool.ConnectionPool": "check connection getconn wait",
            "psycopg2": "connect",
            "psycopg2.extensions.connection": "commit rollback",
            "psycopg2.extensions.cursor": f"{CURSOR} callproc copy_expert copy_from copy_to",
            "psycopg2.extras": "execute_batch execute_values",
            "psycopg2.pool.SimpleConnectionPool": "getconn",
            "psycopg2.pool.ThreadedConnectionPool": "getconn",
        },
    ),
    Family(
        "sql-driver",
        "network",
        "every statement waits for the server",
        "use an async driver, or " + THREAD,
        {
            "MySQLdb": "connect",
            "cassandra.cluster.Cluster": "connect",
            "cassandra.cluster.Session": "execute execute_concurrent prepare",
            "clickhouse_connect": "get_client",
            "clickhouse_connect.driver.Client": "command insert insert_df query query_arrow "
            "query_df query_np",
            "clickhouse_driver.Client": "execute execute_iter insert_dataframe query_dataframe",
            "duckdb": "connect execute query read_csv read_parquet sql",
            "duckdb.DuckDBPyConnection": f"{CONNECTION} df executemany fetchall fetchone "
            "fetchmany query sql",
            "mysql.connector": "connect",
            "mysql.connector.abstracts.MySQLConnectionAbstract": "cmd_query commit connect ping "
            "reconnect rollback",
            "mysql.connector.abstracts.MySQLCursorAbstract": f"{STATEMENTS} callproc",
            "neo4j.Driver": "execute_query verify_connectivity",
            "neo4j.Session": "execute_read execute_write run",
            "neo4j.Transaction": "commit rollback run",
            "oracledb": "connect",
            "oracledb.Connection": "commit ping rollback",
            "oracledb.Cursor": f"{CURSOR} callfunc callproc",
            "peewee.BaseQuery": "execute __iter__",
            "peewee.Database": "begin commit connect create_tables drop_tables "
            "execute_sql rollback",
            "peewee.Model": "create create_table delete_by_id delete_instance get get_by_id "
            "get_or_create get_or_none insert_many save",
            "peewee.SelectBase": "count exists first get peek scalar",
            "pymssql": "connect",
            "pymssql.Connection": "bulk_copy commit rollback",
            "pymssql.Cursor": f"{CURSOR} callproc",
            "pymysql": "connect",
            "pymysql.connections": "Connection",
            "pymysql.connections.Connection": "begin commit connect ping query rollback",
            "pymysql.cursors.Cursor": f"{CURSOR} callproc",
            "pyodbc": "connect",
            "pyodbc.Connection": CONNECTION,
            "pyodbc.Cursor": CURSOR,
            "snowflake.connector": "connect",
            "snowflake.connector.SnowflakeConnection": "commit execute_string rollback",
            "snowflake.connector.cursor.SnowflakeCursor": f"{CURSOR} fetch_pandas_all",
        },
    ),
    Family(
        "django-orm",
        "network",
        "every query waits for the database; Django refuses it in async code",
        "await the method with an `a` in front, as in `aget`, or use `sync_to_async`",
        {
            "django.db.models.Model": "delete refresh_from_db save",
            "django.contrib.auth": "authenticate login logout",
            "django.db.models.manager.BaseManager": MANAGER,
            "django.db.models.manager.Manager": MANAGER,
            "django.db.models.query.QuerySet": f"{MANAGER} delete __iter__",
            "django.shortcuts": "get_list_or_404 get_object_or_404",
        },
    ),
    Family(
        "mongo",
        "network",
        "every operation waits for the server",
        "use `pymongo.AsyncMongoClient`, or " + THREAD,
        {
            "pymongo.MongoClient": "drop_database list_database_names list_databases server_info "
            "start_session",
            "pymongo.collection.Collection": "aggregate bulk_write count_documents create_index "
            "create_indexes delete_many delete_one distinct drop drop_index "
            "estimated_document_count find_one find_one_and_delete find_one_and_replace "
            "find_one_and_update index_information insert_many insert_one rename replace_one "
            "update_many update_one",
            "pymongo.cursor.Cursor": "distinct explain next to_list __iter__",
            "pymongo.command_cursor.CommandCursor": "next to_list __iter__",
            "pymongo.database.Database": "command create_collection drop_collection "
            "list_collection_names list_collections validate_collection",
            "gridfs.GridFS": "delete exists find_one get list put",
        },
    ),
    Family(
        "redis",
        "network",
        "every command waits for the server",
        "await the same method of `redis.asyncio.Redis`, or " + THREAD,
        {
            "redis.Redis": "* -bf -cf -cms -client -close -ft -from_pool -from_url "
            "-get_connection_kwargs -get_encoder -get_retry -json -load_external_module -lock "
            "-monitor -pipeline -pubsub -register_script -set_response_callback -set_retry "
            "-tdigest -topk -ts -vset",
            "redis.RedisCluster": "* -close -from_url -get_default_node -get_encoder -get_node "
            "-get_nodes -get_primaries -get_random_node -get_replicas -keyslot -lock -monitor "
            "-pipeline -pubsub -register_script -set_default_node -set_response_callback",
            "redis.cluster.ClusterPipeline": "execute -*",
            "redis.client.Pipeline": "execute -*",
            "redis.client.PubSub": "execute_command get_message ping psubscribe "
            "punsubscribe ssubscribe subscribe sunsubscribe unsubscribe",
            "redis.lock.Lock": "acquire extend locked owned reacquire release __enter__",
        },
    ),
    Family(
        "redis-scan",
        "network",
        "every batch is asked of the server",
        "iterate the same method of `redis.asyncio.Redis` with `async for`",
        {
            "redis.Redis": "hscan_iter scan_iter sscan_iter zscan_iter",
            "redis.client.PubSub": "listen",
        },
        lazy=True,
    ),
    Family(
        "valkey",
        "network",
        "every command waits for the server",
        "await the same method of `valkey.asyncio.Valkey`, or " + THREAD,
        {
            "valkey.Valkey": "* -close -from_pool -from_url -lock -pipeline -pubsub "
            "-register_script",
        },
    ),
    Family(
        "memcache",
        "network",
        "every command waits for the server",
        "use `aiomcache`, or " + THREAD,
        {
            "memcache.Client": "*",
            "pylibmc.Client": "*",
            "pymemcache.Client": "* -check_key -close -disconnect_all",
            "pymemcache.PooledClient": "* -check_key -close",
            "pymemcache.HashClient": "* -add_server -close -remove_server",
        },
    ),
)
