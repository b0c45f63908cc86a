"""Path patterns of the configuration: `*`, `?` and `[…]` within a folder, `**` across folders."""

from __future__ import annotations

import re
from functools import lru_cache

PIECE = r"(?s)\*\*/|\*\*|\*|\?|\[!?[^!][^\]]*\]|."
RANGE = r"(?s)(?P<first>.)-(?P<last>.)|."
MISTAKES = {
    r"(?:\./)?": "it is empty",
    r"/.*|(?:.*/)?\.\.(?:/.*)?": "write it from the folder of `pyproject.toml`",
    r".*\\.*": "write `/` between folders",
    r".*\{[^{}]*,[^{}]*\}.*": "`{` is no wildcard: write each pattern by itself",
}
WILD = frozenset("*?[/")
WILDCARDS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(glob: str, path: str) -> bool:
    """Whether a relative path with `/` is meant by `glob`; a folder means all that is in it.

    Raises `re.error` for a glob that `fault` finds something wrong with.
    """
    name = glob.removeprefix("**/")
    if name and name != glob and WILD.isdisjoint(name):
        return name in path.split("/")  # most globs are such, and need no pattern
    return _pattern(glob).fullmatch(path) is not None


def fault(glob: str) -> str | None:
    """What is wrong with a glob, or why no file can match it, if anything."""
    try:
        _pattern(glob)
    except re.error as error:
        return error.msg
    return next((text for mistake, text in MISTAKES.items() if re.fullmatch(mistake, glob)), None)


@lru_cache(maxsize=1024)
def _pattern(glob: str) -> re.Pattern[str]:
    tokens = re.findall(PIECE, glob.removeprefix("./").rstrip("/"))
    return re.compile("".join(map(_regex, tokens)) + "(?:/.*)?", re.DOTALL)


def _regex(token: str) -> str:
    if token.startswith("[") and len(token) > 1:
        inside = re.sub(RANGE, _range, token[1:-1].removeprefix("!"))
        return f"(?!/)[{'^' if token.startswith('[!') else ''}{inside}]"
    return WILDCARDS.get(token) or re.escape(token)


def _range(match: re.Match[str]) -> str:
    first, last = match["first"], match["last"]
    return f"{re.escape(first)}-{re.escape(last)}" if first else re.escape(match[0])
