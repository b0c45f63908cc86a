"""The standard library on the disk."""

from __future__ import annotations

from housestyle_core.facts.blocking.family import Family

THREAD = "wrap it in `asyncio.to_thread`"
HANDLE = "read readline readlines write writelines truncate __iter__"

FILES = (
    Family(
        "open-file",
        "disk",
        "opening waits for the disk, and what is opened is read or written on the loop too",
        "open and use the file in a function that `asyncio.to_thread` runs",
        {
            "builtins": "open",
            "codecs": "open",
            "dbm": "open",
            "importlib.resources": "open_binary open_text",
            "importlib.resources.abc.Traversable": "open",
            "io": "open open_code FileIO",
            "os": "open fdopen",
            "pathlib.Path": "open",
            "shelve": "open",
            "tokenize": "open",
        },
    ),
    Family(
        "open-archive",
        "disk",
        "an archive's index is read when it is opened",
        "open and use the archive in a function that `asyncio.to_thread` runs",
        {
            "bz2": "open BZ2File",
            "gzip": "open GzipFile",
            "lzma": "open LZMAFile",
            "tarfile": "open is_tarfile TarFile",
            "tarfile.TarFile": "open",
            "zipfile": "ZipFile PyZipFile is_zipfile",
        },
        takes_buffer=True,
    ),
    Family(
        "file-handle",
        "disk",
        "a file has no state in which a read would have to wait and gives way instead",
        THREAD,
        {
            **dict.fromkeys(
                (
                    "bz2.BZ2File",
                    "gzip.GzipFile",
                    "io.BufferedRandom",
                    "io.BufferedReader",
                    "io.BufferedWriter",
                    "io.FileIO",
                    "io.TextIOWrapper",
                    "lzma.LZMAFile",
                    "tempfile._TemporaryFileWrapper",
                    "typing.BinaryIO",
                    "typing.IO",
                    "typing.TextIO",
                ),
                HANDLE,
            ),
            "tarfile.TarFile": "add addfile extract extractall getmember getmembers getnames",
            "zipfile.ZipFile": "extract extractall read testzip write writestr",
            **dict.fromkeys(("io.BytesIO", "io.StringIO", "tempfile.SpooledTemporaryFile"), "-*"),
        },
        of_handle=True,
    ),
    Family(
        "file-content",
        "disk",
        "the whole file passes through",
        THREAD,
        {
            "configparser.RawConfigParser": "read",
            "configparser.ConfigParser": "read",
            "filecmp": "cmp cmpfiles",
            "importlib.resources": "read_binary read_text",
            "importlib.resources.abc.Traversable": "read_bytes read_text",
            "linecache": "getline getlines",
            "netrc": "netrc",
            "os": "fsync read sendfile truncate write",
            "pathlib.Path": "read_bytes read_text write_bytes write_text",
            "pkgutil": "get_data",
            "shutil": "copy copy2 copyfile copyfileobj copytree make_archive move rmtree "
            "unpack_archive",
        },
    ),
    Family(
        "file-system",
        "disk",
        "creating, renaming and removing wait for the disk, or for the network behind it",
        THREAD,
        {
            "os": "chmod chown link makedirs mkdir mkfifo remove removedirs rename renames replace "
            "rmdir symlink unlink utime",
            "pathlib.Path": "chmod hardlink_to lchmod mkdir rename replace rmdir symlink_to touch "
            "unlink",
            "shutil": "chown copymode copystat",
            "tempfile": "NamedTemporaryFile TemporaryDirectory TemporaryFile mkdtemp mkstemp",
            "tempfile.TemporaryDirectory": "cleanup",
        },
    ),
    Family(
        "file-metadata",
        "disk",
        "a lookup that the cache of the kernel does not answer waits for the disk",
        THREAD,
        {
            "os": "access listdir lstat readlink scandir stat statvfs",
            "os.path": "exists getatime getctime getmtime getsize isdevdrive isdir isfile "
            "isjunction islink ismount lexists realpath samefile",
            "pathlib.Path": "exists group is_block_device is_char_device is_dir is_fifo is_file "
            "is_junction is_mount is_socket is_symlink lstat owner readlink resolve samefile stat",
            "shutil": "disk_usage which",
            "glob": "glob",
        },
    ),
    Family(
        "directory-walk",
        "disk",
        "every step reads a folder",
        "pass it to `asyncio.to_thread` with what uses it: `asyncio.to_thread(list, …)`",
        {
            "glob": "iglob",
            "os": "fwalk walk",
            "pathlib.Path": "glob iterdir rglob walk",
        },
        lazy=True,
    ),
    Family(
        "certificates",
        "disk",
        "the bundle of certificates is read and parsed",
        "do it once at start-up, or " + THREAD,
        {
            "ssl": "create_default_context",
            "ssl.SSLContext": "load_cert_chain load_default_certs load_verify_locations",
        },
    ),
    Family(
        "package-metadata",
        "disk",
        "the installed packages are searched",
        "do it once at import, or " + THREAD,
        {"importlib.metadata": "distribution entry_points files metadata requires version"},
    ),
)
