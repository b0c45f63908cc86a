"""What must be closed with `await`, by the dotted name of the call that gives it, and why.

Left out are clients that live as long as the program and close themselves when they are collected
(`openai.AsyncOpenAI`, `anthropic.AsyncAnthropic`, Motor's client, an SQLAlchemy engine), and what
gives nothing but a wrapper of them (`boto3.Session`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.public_names import names_written, public_names
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.infer import called_name, infer_type
from housestyle_core.record import Record

if TYPE_CHECKING:
    import ast
    from collections.abc import Mapping

    from housestyle_core.tree.context import Context

ENTER = "async with {}"
ENTER_AWAITED = "async with await {}"
FACTORY = "async_sessionmaker"
"""The class of SQLAlchemy whose instances, of any name, open what must be closed."""
BORROWED = frozenset({"connection_pool", "transport"})
"""Arguments that bring in what holds the connections: an ASGI application, a shared pool."""


class Kind(Record):
    """Calls of one kind: why their results must be closed, and how.

    `closer` is the method that closes, empty where only `async with` does; `entered` is how
    `async with` takes the call, empty where the object is no context manager.
    """

    reason: str
    closer: str
    entered: str
    calls: str


class Options(Record):
    """`extra`: more calls that give what must be closed; `allow`: calls whose results need not be.

    Both take dotted names (`vendor.AsyncClient`, `redis.asyncio.Redis`).
    """

    extra: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()


KINDS = (
    Kind(
        "the sockets of its pool stay open",
        "aclose",
        ENTER,
        "httpx.AsyncClient httpx2.AsyncClient",
    ),
    Kind(
        "its connector stays open and aiohttp warns of an unclosed session",
        "close",
        ENTER,
        "aiohttp.ClientSession",
    ),
    Kind(
        "redis-py has no destructor that could disconnect",
        "aclose",
        ENTER,
        "redis.asyncio.Redis redis.asyncio.StrictRedis redis.asyncio.Redis.from_url "
        "redis.asyncio.StrictRedis.from_url redis.asyncio.Redis.from_pool redis.asyncio.from_url "
        "redis.asyncio.RedisCluster redis.asyncio.RedisCluster.from_url valkey.asyncio.Valkey "
        "valkey.asyncio.Valkey.from_url valkey.asyncio.from_url",
    ),
    Kind(
        "its connection is missing in the pool until the garbage collector cuts it off",
        "close",
        ENTER,
        "sqlalchemy.ext.asyncio.AsyncSession sqlmodel.ext.asyncio.session.AsyncSession "
        "sqlalchemy.ext.asyncio.async_sessionmaker.__call__ "
        "sqlalchemy.ext.asyncio.AsyncEngine.connect aiomysql.Pool.acquire asyncpg.Pool.acquire "
        "psycopg_pool.AsyncConnectionPool.connection",
    ),
    Kind(
        "the server keeps the connection",
        "close",
        "",
        "asyncpg.connect",
    ),
    Kind(
        "the server keeps the connections",
        "close",
        ENTER,
        "aiomysql.connect aiomysql.create_pool asyncpg.create_pool asyncssh.connect "
        "psycopg_pool.AsyncConnectionPool pymongo.AsyncMongoClient",
    ),
    Kind(
        "the server keeps the connection",
        "close",
        ENTER_AWAITED,
        "aio_pika.connect aio_pika.connect_robust nats.connect psycopg.AsyncConnection.connect",
    ),
    Kind(
        "its thread keeps the process from ending",
        "close",
        ENTER,
        "aiosqlite.connect",
    ),
    Kind(
        "what is buffered may never be written",
        "close",
        ENTER,
        "aiofiles.open",
    ),
    Kind(
        "what is buffered may never be written",
        "aclose",
        ENTER_AWAITED,
        "anyio.open_file",
    ),
    Kind(
        "the file stays on the disk",
        "close",
        ENTER,
        "aiofiles.tempfile.NamedTemporaryFile aiofiles.tempfile.SpooledTemporaryFile "
        "aiofiles.tempfile.TemporaryDirectory aiofiles.tempfile.TemporaryFile "
        "anyio.NamedTemporaryFile anyio.SpooledTemporaryFile anyio.TemporaryDirectory "
        "anyio.TemporaryFile",
    ),
    Kind(
        "messages that it still holds are lost",
        "stop",
        ENTER,
        "aiokafka.AIOKafkaConsumer aiokafka.AIOKafkaProducer",
    ),
    Kind(
        "the peer is not told that the connection ends",
        "close",
        ENTER,
        "websockets.connect websockets.asyncio.client.connect websockets.client.connect",
    ),
    Kind(
        "the aiohttp session in it stays open",
        "close",
        ENTER,
        "azure.cosmos.aio.CosmosClient azure.identity.aio.AzureCliCredential "
        "azure.identity.aio.ClientSecretCredential azure.identity.aio.DefaultAzureCredential "
        "azure.identity.aio.ManagedIdentityCredential azure.keyvault.secrets.aio.SecretClient "
        "azure.servicebus.aio.ServiceBusClient azure.storage.blob.aio.BlobServiceClient "
        "azure.storage.blob.aio.ContainerClient elasticsearch.AsyncElasticsearch "
        "opensearchpy.AsyncOpenSearch",
    ),
    Kind(
        "it is no client before it is entered",
        "",
        ENTER,
        "aioboto3.Session.client aioboto3.Session.resource aiobotocore.session.AioSession."
        "create_client",
    ),
)
ADDED = Kind("the configuration says that it must be", "aclose", ENTER, "")
RESOURCES: Mapping[str, Kind] = {name: kind for kind in KINDS for name in kind.calls.split()}


def find_resource(names: tuple[str, ...], options: Options) -> Kind | None:
    """What is known of the result of a call: of a class, its bases in their order, or a function.

    None for what need not be closed.
    """
    for name in public_names(names):
        if name in options.allow:
            return None
        if name in options.extra:
            return ADDED
        if name in RESOURCES:
            return RESOURCES[name]
    return None


def opened(call: ast.Call, context: Context, options: Options) -> Kind | None:
    """What a call opens that must be closed, as far as one file tells; None if nothing."""
    name = context.resolve(call.func)
    if name is None and last_name(call.func) in written_names(options):
        name = called_name(call.func, context)
    if name is None:
        name = f"{infer_type(call.func, context)}.__call__"
    return find_resource((name,), options) if name and not is_borrower(call) else None


def is_borrower(call: ast.Call) -> bool:
    """Whether what would have to be closed is given to the call, so that its giver has it."""
    return not BORROWED.isdisjoint(keyword.arg for keyword in call.keywords)


@lru_cache(maxsize=8)
def written_names(options: Options) -> frozenset[str]:
    """The last names of what opens something that must be closed."""
    return names_written((*RESOURCES, *options.extra))
