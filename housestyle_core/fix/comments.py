"""The comments that each engine reads, written into those that other tools read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from housestyle_core.tree.suppress import LINE_COMMENT

if TYPE_CHECKING:
    from housestyle_core.catalogue import Rule

CODES = re.compile(r"# noqa:\s?[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*(?![A-Z0-9])", re.IGNORECASE)
IGNORE = re.compile(r"#\s*type:\s*ignore(?![0-9A-Za-z])")
IGNORED = re.compile(r"#\s*type:\s*ignore\s*\[[^\]#]*(?=\]\s*(?:#|$))")
TYPE = re.compile(r"#\s*type:[^#]*")


def with_noqa(comment: str, rule: Rule) -> str | None:
    """A comment that is flake8's about the rule too; None where that cannot be."""
    found = LINE_COMMENT.search(comment)
    if found is None:
        return f"{comment}  # noqa: {rule.code}".lstrip()
    codes = CODES.search(comment)
    if codes is None:
        return None if found["codes"] else comment
    if rule.code in re.split(r"[,\s]+", codes[0].upper()):
        return comment
    separator = ", " if ", " in codes[0] else ","
    return _inserted(comment, codes.end(), f"{separator}{rule.code}")


def with_ignore(comment: str, rule: Rule) -> str | None:
    """A comment that is mypy's about the rule too, in front of all that is no type.

    None where that cannot be.
    """
    name = rule.mypy_code
    if names := IGNORED.match(comment):
        known = re.split(r"[\[,\s]+", names[0])
        separator = "," if "," in names[0] and ", " not in names[0] else ", "
        new = f"{separator if known[-1] else ''}{name}"
        return comment if name in known else _inserted(comment, names.end(), new)
    if IGNORE.match(comment):
        return None
    ignore = f"# type: ignore[{name}]"
    declared = TYPE.match(comment)
    if declared is None:
        return f"{ignore}  {comment}" if comment else ignore
    rest = comment[declared.end() :]
    if IGNORE.match(rest):
        after = with_ignore(rest, rule)
        return after and declared[0] + after
    return _inserted(comment, len(declared[0].rstrip()), f"  {ignore}")


def _inserted(comment: str, place: int, text: str) -> str:
    return f"{comment[:place]}{text}{comment[place:]}"
