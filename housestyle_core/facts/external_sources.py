"""The calls that bring data of an unknown shape into a program, and what to write in their place.

Names are those of the module that defines a function or class, as mypy knows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

Gives = Literal["data", "text", "rows"]


class Family(Record):
    """Sources that one remedy is for; those that are not `on` wait for their name in an option.

    `calls` maps a module or class to names in it, separated by spaces. A dunder name stands for
    the syntax that calls it, `@name` is an attribute. In `instead`, `{call}` is the source as it
    is written, `{function}` what is called there, `{owner}` what its method is called on and
    `{argument}` its first argument.
    `gives` tells data of any shape from text, which is data only where code takes it apart, and
    from the rows of a database, which are data where their columns have no type.
    """

    name: str
    instead: str
    calls: Mapping[str, str]
    on: bool = True
    gives: Gives = "data"


VALIDATE = "`Model.model_validate({call})`"
EACH_ROW = "`Model.model_validate(row)` for each row"
FETCHES = "fetchone fetchmany fetchall"
RESULTS = "all first one one_or_none fetchone fetchmany fetchall __iter__"
REDIS_TEXT = "get getdel getset hget lindex lpop rpop spop srandmember mget hmget hvals lrange"

FAMILIES = (
    Family(
        "json",
        "`Model.model_validate_json({argument})`",
        {"json": "loads", "orjson": "loads", "ujson": "loads decode", "simplejson": "loads"},
    ),
    Family(
        "json",
        "`Model.model_validate_json({argument}.read())`",
        dict.fromkeys(("json", "ujson", "simplejson"), "load"),
    ),
    Family(
        "msgspec",
        "`{function}({argument}, type=Model)`",
        {f"msgspec.{form}": "decode" for form in ("json", "msgpack", "toml", "yaml")},
    ),
    Family(
        "msgspec",
        "`Decoder(Model)`",
        {"msgspec.json.Decoder": "decode decode_lines", "msgspec.msgpack.Decoder": "decode"},
    ),
    Family(
        "yaml",
        VALIDATE,
        {"yaml": "load load_all safe_load safe_load_all full_load full_load_all unsafe_load"},
    ),
    Family(
        "toml",
        VALIDATE,
        dict.fromkeys(
            ("tomllib", "tomllib._parser", "tomli._parser", "toml.decoder"), "load loads"
        ),
    ),
    Family("csv", EACH_ROW, {"csv": "DictReader"}),
    Family(
        "http-response",
        "`Model.model_validate_json({owner}.content)`",
        dict.fromkeys(
            ("httpx.Response", "httpx._models.Response", "requests.models.Response"), "json"
        ),
    ),
    Family(
        "http-response",
        "`Model.model_validate_json({owner}.data)`",
        {"urllib3.response.BaseHTTPResponse": "json"},
    ),
    Family(
        "aiohttp",
        "`Model.model_validate_json(await {owner}.read())`",
        {"aiohttp.client_reqrep.ClientResponse": "json", "aiohttp.web_request.BaseRequest": "json"},
    ),
    Family(
        "aiohttp",
        "`Model.model_validate_json(await {owner}.receive_str())`",
        {
            "aiohttp.client_ws.ClientWebSocketResponse": "receive_json",
            "aiohttp.web_ws.WebSocketResponse": "receive_json",
        },
    ),
    Family(
        "request",
        "`Model.model_validate_json(await {owner}.body())`",
        {"starlette.requests.Request": "json"},
    ),
    Family(
        "socket",
        "`Model.model_validate_json(await {owner}.receive_text())`",
        {"starlette.websockets.WebSocket": "receive_json"},
    ),
    Family(
        "flask",
        "`Model.model_validate_json({owner}.get_data())`",
        {"werkzeug.wrappers.request.Request": "get_json @json"},
    ),
    Family(
        "form",
        VALIDATE,
        {"starlette.requests.Request": "form", "aiohttp.web_request.BaseRequest": "post"},
        on=False,
    ),
    Family(
        "request-text",
        "a parameter of the handler",
        {
            f"starlette.datastructures.{kind}": "__getitem__ get"
            for kind in ("QueryParams", "Headers")
        },
        on=False,
        gives="text",
    ),
    Family(
        "environ",
        "a field of a `BaseSettings` class",
        {"os._Environ": "__getitem__ get", "os": "getenv"},
        on=False,
        gives="text",
    ),
    Family(
        "ini",
        "`Model.model_validate(dict(section))` for the section",
        {"configparser.RawConfigParser": "get", "configparser.SectionProxy": "__getitem__ get"},
        on=False,
        gives="text",
    ),
    Family(
        "message",
        "JSON and `Model.model_validate_json({call})`",
        {
            "websockets.asyncio.connection.Connection": "recv __aiter__",
            "websockets.sync.connection.Connection": "recv __iter__",
            "starlette.websockets.WebSocket": "receive_text receive_bytes",
            "confluent_kafka.cimpl.Message": "value",
            "aiokafka.structs.ConsumerRecord": "@value",
            "botocore.response.StreamingBody": "read",
            "aiobotocore.response.StreamingBody": "read",
        },
        on=False,
        gives="text",
    ),
    Family(
        "redis",
        "JSON and `Model.model_validate_json({call})`",
        dict.fromkeys(("redis.client.Redis", "redis.asyncio.client.Redis"), REDIS_TEXT),
        on=False,
        gives="text",
    ),
    Family(
        "redis",
        VALIDATE,
        dict.fromkeys(("redis.client.Redis", "redis.asyncio.client.Redis"), "hgetall"),
        on=False,
    ),
    Family(
        "subprocess",
        "a model for what it prints",
        {"subprocess": "check_output getoutput", "subprocess.CompletedProcess": "@stdout"},
        on=False,
        gives="text",
    ),
    Family(
        "pickle",
        "`isinstance`, or store JSON and read it with `Model.model_validate_json(...)`",
        {
            "_pickle": "load loads",
            "_pickle.Unpickler": "load",
            "pickle": "load loads",
            "marshal": "load loads",
            "shelve.Shelf": "__getitem__ get",
            "joblib.numpy_pickle": "load",
        },
        on=False,
    ),
    Family(
        "rows",
        EACH_ROW,
        {
            "sqlalchemy.engine.result.MappingResult": RESULTS,
            "pymongo.synchronous.collection.Collection": "find find_one find_one_and_update",
            "pymongo.asynchronous.collection.AsyncCollection": "find_one find_one_and_update",
        },
        on=False,
        gives="rows",
    ),
    Family(
        "rows",
        "`Model.model_validate(row._mapping)` for each row",
        {"sqlalchemy.engine.result.Result": RESULTS},
        on=False,
        gives="rows",
    ),
    Family(
        "rows",
        "`row_factory=class_row(Model)`",
        {
            "psycopg.cursor.Cursor": f"{FETCHES} __iter__",
            "psycopg.cursor_async.AsyncCursor": f"{FETCHES} __aiter__",
        },
        on=False,
        gives="rows",
    ),
    Family(
        "rows",
        "`Model.model_validate(dict(row))` for each row, of a row type with names",
        {
            "sqlite3.Cursor": f"{FETCHES} __next__",
            "aiosqlite.cursor.Cursor": f"{FETCHES} __aiter__",
            "psycopg2._psycopg.cursor": f"{FETCHES} __next__",
            "pymysql.cursors.Cursor": f"{FETCHES} __iter__",
            "asyncpg.connection.Connection": "fetch fetchrow",
            "asyncpg.pool.Pool": "fetch fetchrow",
        },
        on=False,
        gives="rows",
    ),
)
