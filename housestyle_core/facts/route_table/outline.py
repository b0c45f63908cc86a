"""What of a module decides on the routes of others, as a digest."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import Handler
from housestyle_core.facts.route_table.routers import ADDING

if TYPE_CHECKING:
    from housestyle_core.tree.context import File

CONNECTION = r"Request|WebSocket|Connection"
TELLING = "|".join((r"\bdef\b", "include_router", *sorted(ADDING)))


def outline_digest(file: File) -> str:
    """A digest of a module's text without the bodies that tell nothing."""
    lines = [*file.lines]
    for node in file.scope.inner:
        if isinstance(node, Handler):
            start, end = node.body[0].lineno - 1, node.end_lineno or node.lineno
            begins_line = not lines[start][: node.body[0].col_offset].strip()
            header, body = lines[node.lineno - 1 : start], lines[start:end]
            if begins_line and not _tells("".join(header), "".join(body)):
                lines[start:end] = [""] * (end - start)
    text = "".join(lines).encode(errors="surrogatepass")
    return hashlib.sha256(text).hexdigest()[:16]


def _tells(header: str, body: str) -> bool:
    """Whether a body may matter: it defines functions, registers routes or has the request."""
    return bool(re.search(CONNECTION, header) or re.search(TELLING, body))
