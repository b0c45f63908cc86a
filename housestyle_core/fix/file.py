"""Files as bytes: read so that nothing is lost, replaced so that no moment sees half a file."""

from __future__ import annotations

import io
import os
import tempfile
import tokenize
from contextlib import suppress

from housestyle_core.record import Record
from housestyle_core.tree.source import UnreadableError

LOSSY = "its encoding cannot write what it reads: save it as UTF-8"
NARROW = "its encoding cannot write what is new: save it as UTF-8"


class FileText(Record):
    """A file's bytes, and the text in them with its own line ends, without a byte order mark."""

    path: str
    content: bytes
    encoding: str
    text: str


def read_file(path: str) -> FileText:
    """Read a file as Python does. Raises UnreadableError."""
    try:
        with open(path, "rb") as file:
            content = file.read()
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from None
    except (SyntaxError, LookupError, UnicodeDecodeError) as error:
        raise UnreadableError(str(error)) from None
    if text.encode(encoding) != content:
        raise UnreadableError(LOSSY)
    return FileText(path, content, encoding, text)


def replace_file(old: FileText, text: str) -> None:
    """Write another text into a file, at once: whoever opens it sees the old or the new one.

    A link stays one, its target is replaced; mode and owner are kept. Raises UnreadableError, and
    leaves the file alone, where it is no longer what was read or cannot be replaced.
    """
    path = os.path.realpath(old.path)
    try:
        with open(path, "r+b") as file:  # opened for writing: what may not be written must stay
            if file.read() != old.content:
                raise UnreadableError("changed meanwhile")
            state = os.fstat(file.fileno())
        _replace(path, text.encode(old.encoding), state)
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from None
    except UnicodeEncodeError:
        raise UnreadableError(NARROW) from None


def write_copy(old: FileText, text: str, path: str) -> None:
    """Write another text for a file to `path`. Raises UnreadableError where that fails."""
    try:
        with open(path, "wb") as file:
            file.write(text.encode(old.encoding))
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from None
    except UnicodeEncodeError:
        raise UnreadableError(NARROW) from None


def _replace(path: str, content: bytes, state: os.stat_result) -> None:
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".housestyle-")
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            with suppress(AttributeError, PermissionError):
                os.fchown(handle, state.st_uid, state.st_gid)
            os.chmod(temporary, state.st_mode & 0o7777)
            os.fsync(handle)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
