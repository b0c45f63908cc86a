"""Path patterns of the configuration: `*`, `?` and `[…]` within a folder, `**` across folders."""

from __future__ import annotations

import re
from functools import lru_cache

TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]]*\]|.", re.DOTALL)
WILDCARDS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(glob: str, path: str) -> bool:
    """Whether a relative path with `/` is meant by `glob`; a folder means all that is in it."""
    return _pattern(glob).fullmatch(path) is not None


@lru_cache(maxsize=1024)
def _pattern(glob: str) -> re.Pattern[str]:
    tokens = TOKEN.findall(glob.removeprefix("./").rstrip("/"))
    return re.compile("".join(map(_regex, tokens)) + "(?:/.*)?", re.DOTALL)


def _regex(token: str) -> str:
    if token.startswith("[") and len(token) > 1:
        inside = token[1:-1].replace("\\", "\\\\")
        return f"[^/{inside[1:]}]" if inside.startswith("!") else f"[{inside}]"
    return WILDCARDS.get(token) or re.escape(token)
