"""Names, sockets, mail and HTTP."""

from __future__ import annotations

from housestyle_core.facts.blocking.family import Family

THREAD = "wrap it in `asyncio.to_thread`"
VERBS = "delete get head options patch post put request"
POOL = "request request_encode_body request_encode_url urlopen"

NETWORK = (
    Family(
        "http-client",
        "network",
        "every call waits for a server's answer",
        "await `httpx.AsyncClient.{method}`, or " + THREAD,
        {
            "httpx": VERBS,
            "httpx.Client": f"{VERBS} send",
            "httpx2": VERBS,
            "httpx2.Client": f"{VERBS} send",
            "requests": VERBS,
            "requests.Session": VERBS,
        },
    ),
    Family(
        "http-stream",
        "network",
        "entering waits for a server's answer, reading for its body",
        "enter `httpx.AsyncClient.stream` with `async with`",
        dict.fromkeys(("httpx", "httpx.Client", "httpx2", "httpx2.Client"), "stream"),
    ),
    Family(
        "http-protocol",
        "network",
        "every call waits for a server's answer",
        "await a method of `httpx.AsyncClient`, or " + THREAD,
        {
            "http.client.HTTPConnection": "connect getresponse request",
            "http.client.HTTPSConnection": "connect getresponse request",
            "requests.Session": "send",
            "urllib.request": "urlopen urlretrieve",
            "urllib.request.OpenerDirector": "open",
            "urllib.robotparser.RobotFileParser": "read",
            "urllib3": "request",
            "urllib3.HTTPConnectionPool": POOL,
            "urllib3.HTTPSConnectionPool": POOL,
            "urllib3.PoolManager": POOL,
            "urllib3.ProxyManager": POOL,
            "xmlrpc.client.ServerProxy": "*",
        },
    ),
    Family(
        "http-body",
        "network",
        "the body comes in while it is read",
        "await a method of `httpx.AsyncClient`, or " + THREAD,
        {"http.client.HTTPResponse": "read readinto readline readlines __iter__"},
        of_handle=True,
    ),
    Family(
        "name-lookup",
        "network",
        "asks a name server",
        "await `loop.getaddrinfo`, or " + THREAD,
        {
            "email.utils": "make_msgid",
            "socket": "getaddrinfo getfqdn gethostbyaddr gethostbyname gethostbyname_ex "
            "getnameinfo",
        },
    ),
    Family(
        "socket",
        "network",
        "a socket waits for its peer unless it was told not to",
        "use `asyncio.open_connection`, or the loop's `sock_…` methods on a non-blocking socket",
        {
            "socket": "create_connection",
            "socket.socket": "accept connect recv recv_into recvfrom recvfrom_into recvmsg send "
            "sendall sendfile sendto",
            "ssl": "get_server_certificate",
            "ssl.SSLContext": "wrap_socket",
            "ssl.SSLSocket": "connect do_handshake read recv send sendall write",
        },
    ),
    Family(
        "mail-connection",
        "network",
        "the constructor connects when it is given a host",
        "use `aiosmtplib`, or " + THREAD,
        {"ftplib": "FTP FTP_TLS", "smtplib": "SMTP SMTP_SSL LMTP"},
        needs=("host",),
    ),
    Family(
        "mail",
        "network",
        "every command waits for the server",
        THREAD,
        {
            "django.core.mail": "mail_admins mail_managers send_mail send_mass_mail",
            "ftplib.FTP": "connect cwd delete login mkd mlsd nlst quit rename retrbinary retrlines "
            "rmd size storbinary storlines",
            "ftplib.FTP_TLS": "connect cwd delete login mkd mlsd nlst prot_p quit rename "
            "retrbinary retrlines rmd size storbinary storlines",
            "imaplib": "IMAP4 IMAP4_SSL IMAP4_stream",
            "imaplib.IMAP4": "append copy create delete expunge fetch list login logout search "
            "select status store uid",
            "imaplib.IMAP4_SSL": "append copy create delete expunge fetch list login logout "
            "search select status store uid",
            "poplib": "POP3 POP3_SSL",
            "poplib.POP3": "dele list pass_ quit retr stat top uidl user",
            "poplib.POP3_SSL": "dele list pass_ quit retr stat top uidl user",
            "smtplib.SMTP": "connect ehlo helo login noop quit send_message sendmail starttls",
            "smtplib.SMTP_SSL": "connect ehlo helo login noop quit send_message sendmail starttls",
        },
    ),
    Family(
        "remote-shell",
        "network",
        "every command waits for the other machine",
        "use `asyncssh`, or " + THREAD,
        {
            "fabric.Connection": "get open put run sudo",
            "paramiko.SFTPClient": "* -from_transport -get_channel -getcwd -normalize",
            "paramiko.SSHClient": "connect exec_command invoke_shell open_sftp",
            "paramiko.Transport": "auth_password auth_publickey connect open_session start_client",
        },
    ),
)
