"""Libraries that wait inside every call, and what does the same for async code.

Only what opens a connection or asks a server is named: exceptions, types and helpers of the same
libraries (`requests.HTTPError`, `botocore.config.Config`) are used from async code too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

VERBS = "delete get head options patch post put request"
REDIS = "BlockingConnectionPool ConnectionPool Redis RedisCluster Sentinel StrictRedis from_url"
MODEL_CLIENTS = "AzureOpenAI OpenAI"


class Port(Record):
    """A library that waits, and what to use instead; of HTTP clients that is the team's choice."""

    library: str
    instead: str = ""

    @property
    def is_http(self) -> bool:
        return not self.instead


LIBRARIES: Mapping[Port, Mapping[str, str]] = {
    Port("requests"): {"requests": f"{VERBS} Session session"},
    Port("urllib3"): {
        "urllib3": "HTTPConnectionPool HTTPSConnectionPool PoolManager ProxyManager request"
    },
    Port("urllib.request"): {
        "urllib.request": "build_opener urlopen urlretrieve",
        "six.moves.urllib.request": "build_opener urlopen urlretrieve",
    },
    Port("http.client"): {"http.client": "HTTPConnection HTTPSConnection"},
    Port("httplib2"): {"httplib2": "Http"},
    Port("pycurl"): {"pycurl": "Curl"},
    Port("boto3", "`aioboto3` or `aiobotocore`"): {"boto3": "Session client resource"},
    Port("psycopg2", "`asyncpg` or `psycopg.AsyncConnection`"): {
        "psycopg2": "connect",
        "psycopg2.pool": "SimpleConnectionPool ThreadedConnectionPool",
    },
    Port("psycopg", "`psycopg.AsyncConnection`"): {
        "psycopg": "connect Connection.connect",
        "psycopg_pool": "ConnectionPool",
    },
    Port("pymysql", "`asyncmy` or `aiomysql`"): {"pymysql": "Connection connect"},
    Port("MySQLdb", "`asyncmy` or `aiomysql`"): {"MySQLdb": "Connect connect"},
    Port("mysql.connector", "`mysql.connector.aio`"): {"mysql.connector": "connect"},
    Port("pymongo", "`pymongo.AsyncMongoClient`"): {
        "pymongo": "MongoClient",
        "pymongo.mongo_client": "MongoClient",
    },
    Port("redis", "`redis.asyncio`"): {
        "redis": REDIS,
        "redis.client": "Redis StrictRedis",
        "redis.cluster": "RedisCluster",
        "redis.sentinel": "Sentinel",
    },
    Port("valkey", "`valkey.asyncio`"): {"valkey": "Valkey ValkeyCluster from_url"},
    Port("pymemcache", "`aiomcache`"): {
        "pymemcache": "Client HashClient PooledClient",
        "pymemcache.client.base": "Client PooledClient",
    },
    Port("elasticsearch", "`elasticsearch.AsyncElasticsearch`"): {"elasticsearch": "Elasticsearch"},
    Port("opensearchpy", "`opensearchpy.AsyncOpenSearch`"): {"opensearchpy": "OpenSearch"},
    Port("qdrant_client", "`qdrant_client.AsyncQdrantClient`"): {"qdrant_client": "QdrantClient"},
    Port("neo4j", "`neo4j.AsyncGraphDatabase`"): {"neo4j": "GraphDatabase.driver"},
    Port("influxdb_client", "`InfluxDBClientAsync`"): {"influxdb_client": "InfluxDBClient"},
    Port("openai", "`openai.AsyncOpenAI`"): {"openai": MODEL_CLIENTS},
    Port("anthropic", "`anthropic.AsyncAnthropic`"): {"anthropic": "Anthropic"},
    Port("groq", "`groq.AsyncGroq`"): {"groq": "Groq"},
    Port("pika", "`aio_pika`"): {"pika": "BlockingConnection"},
    Port("kafka", "`aiokafka`"): {"kafka": "KafkaConsumer KafkaProducer"},
    Port("azure.storage.blob", "`azure.storage.blob.aio`"): {
        "azure.storage.blob": "BlobClient BlobServiceClient ContainerClient"
    },
    Port("kubernetes", "`kubernetes_asyncio`"): {
        "kubernetes.client": "ApiClient AppsV1Api BatchV1Api CoreV1Api CustomObjectsApi"
    },
    Port("docker", "`aiodocker`"): {"docker": "APIClient DockerClient from_env"},
    Port("slack_sdk", "`AsyncWebClient` of `slack_sdk`"): {"slack_sdk": "WebClient"},
    Port("smtplib", "`aiosmtplib`"): {"smtplib": "SMTP SMTP_SSL"},
    Port("ftplib", "`aioftp`"): {"ftplib": "FTP FTP_TLS"},
    Port("imaplib", "`aioimaplib`"): {"imaplib": "IMAP4 IMAP4_SSL"},
    Port("paramiko", "`asyncssh`"): {"paramiko": "SSHClient Transport"},
}


@lru_cache(maxsize=1)
def ports() -> Mapping[str, Port]:
    """The libraries by the dotted names that wait."""
    return {
        f"{module}.{name}": port
        for port, modules in LIBRARIES.items()
        for module, names in modules.items()
        for name in names.split()
    }
