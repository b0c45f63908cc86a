"""Sleep, other processes and threads, the keyboard, and long computation."""

from __future__ import annotations

from housestyle_core.facts.blocking.family import Family

THREAD = "wrap it in `asyncio.to_thread`"

WAITS = (
    Family(
        "sleep",
        "sleep",
        "nothing else runs meanwhile",
        "await `asyncio.sleep`",
        {"time": "sleep"},
    ),
    Family(
        "retry-sleep",
        "sleep",
        "the pauses between attempts are those of `time.sleep`",
        "use `tenacity.AsyncRetrying`",
        {"tenacity.Retrying": "__call__ __iter__"},
    ),
    Family(
        "signal",
        "sleep",
        "waits for a signal",
        "use `loop.add_signal_handler`",
        {"signal": "pause sigwait sigwaitinfo sigtimedwait"},
    ),
    Family(
        "select",
        "sleep",
        "waits for descriptors, as the loop itself does",
        "use `loop.add_reader`, or streams",
        {
            "select": "select",
            "selectors.BaseSelector": "select",
            "selectors.DefaultSelector": "select",
        },
    ),
    Family(
        "keyboard",
        "sleep",
        "waits for a person",
        THREAD,
        {"builtins": "input", "getpass": "getpass", "sys.stdin": "read readline readlines"},
    ),
    Family(
        "subprocess",
        "process",
        "starting a process copies this one, and most of these wait for its end",
        "await `asyncio.create_subprocess_exec`, or " + THREAD,
        {
            "subprocess": "Popen call check_call check_output getoutput getstatusoutput run",
            "subprocess.Popen": "communicate wait",
            "os": "popen posix_spawn posix_spawnp spawnl spawnle spawnlp spawnlpe spawnv spawnve "
            "spawnvp spawnvpe system wait wait3 wait4 waitid waitpid",
            "pty": "spawn",
        },
    ),
    Family(
        "thread",
        "lock",
        "waits for another thread, and deadlocks if that one needs the loop",
        "await an `asyncio` primitive, or " + THREAD,
        {
            "threading.Barrier": "wait",
            "threading.Condition": "wait wait_for",
            "threading.Event": "wait",
            "threading.Thread": "join",
            "threading.Timer": "join",
        },
    ),
    Family(
        "queue",
        "lock",
        "waits for another thread, and deadlocks if that one needs the loop",
        "use `asyncio.Queue`, or " + THREAD,
        {
            **dict.fromkeys(
                (f"queue.{name}" for name in ("Queue", "LifoQueue", "PriorityQueue")),
                "get join put",
            ),
            "queue.SimpleQueue": "get",
        },
    ),
    Family(
        "executor",
        "lock",
        "waits for work in other threads or processes",
        "await `loop.run_in_executor` or `asyncio.wrap_future`",
        {
            "concurrent.futures": "as_completed wait",
            "concurrent.futures.Future": "exception result",
            **dict.fromkeys(
                (
                    f"concurrent.futures.{kind}"
                    for kind in ("Executor", "ProcessPoolExecutor", "ThreadPoolExecutor")
                ),
                "map shutdown",
            ),
        },
    ),
    Family(
        "multiprocessing",
        "process",
        "waits for another process",
        "await `loop.run_in_executor` with a `ProcessPoolExecutor`",
        {
            "multiprocessing.Process": "join start",
            "multiprocessing.queues.Queue": "get put",
            "multiprocessing.connection.Connection": "recv recv_bytes",
            "multiprocessing.pool.AsyncResult": "get wait",
            "multiprocessing.pool.Pool": "apply join map starmap",
        },
    ),
    Family(
        "password-hash",
        "cpu",
        "made to take a tenth of a second or more",
        THREAD,
        {
            "argon2.PasswordHasher": "hash verify",
            "argon2.low_level": "hash_secret hash_secret_raw verify_secret",
            "bcrypt": "checkpw hashpw kdf",
            **{
                f"cryptography.hazmat.primitives.kdf.{kind}": "derive verify"
                for kind in ("pbkdf2.PBKDF2HMAC", "scrypt.Scrypt")
            },
            "django.contrib.auth.base_user.AbstractBaseUser": "check_password set_password",
            "django.contrib.auth.hashers": "check_password make_password",
            "hashlib": "pbkdf2_hmac scrypt",
            "passlib.context.CryptContext": "hash verify verify_and_update",
            **{
                f"passlib.hash.{kind}": "hash verify"
                for kind in ("argon2", "bcrypt", "pbkdf2_sha256", "pbkdf2_sha512", "scrypt")
            },
            "pwdlib.PasswordHash": "hash verify verify_and_update",
            "werkzeug.security": "check_password_hash generate_password_hash",
        },
    ),
    Family(
        "bulk-cpu",
        "cpu",
        "takes time in proportion to the value, which is mostly small: off by default",
        THREAD,
        {
            "bz2": "compress decompress",
            "cv2": "cvtColor resize",
            "gzip": "compress decompress",
            "lzma": "compress decompress",
            "zlib": "compress decompress",
        },
        on=False,
    ),
)
