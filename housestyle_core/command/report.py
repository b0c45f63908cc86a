"""One report from the findings of both engines."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from housestyle_core.tree.source import UnreadableError, read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from housestyle_core.finding import Diagnostic

    Paint = Callable[[str, str], str]

BOLD, RED, BLUE = "1", "31", "34"


def painter(*, colour: bool) -> Paint:
    """A function that gives a text a style of the terminal, or leaves it as it is."""
    return lambda style, text: f"\033[{style}m{text}\033[0m" if colour else text


def merged(found: Mapping[str, Iterable[Diagnostic]]) -> list[tuple[str, Diagnostic]]:
    """The findings of each engine in one sorted list, each with its engine.

    Where two engines report a rule at the same place, the first of them has it.
    """
    kept: dict[tuple[str, int, int, str, str], tuple[str, Diagnostic]] = {}
    for engine, items in found.items():
        taken = {key[:4] for key in kept}
        for item in items:
            place = (item.path, item.line, item.column, item.rule.code)
            if place not in taken:
                kept[*place, item.message] = engine, item
    return [kept[key] for key in sorted(kept)]


def render(findings: Iterable[Diagnostic], paint: Paint) -> Iterator[str]:
    """The lines of a report: each finding, the source line, and a mark below the exact range."""
    for path, items in groupby(findings, key=lambda item: item.path):
        lines = _lines(path)
        for item in items:
            place = f"{item.path}:{item.line}:{item.column}:"
            code = paint(RED, item.rule.code)
            yield f"{paint(BOLD, place)} {code} ({item.rule.name}) {item.message}"
            if item.line <= len(lines):
                yield from _excerpt(item, lines[item.line - 1].rstrip("\r\n"), paint)


def summary(findings: list[tuple[str, Diagnostic]], engines: Collection[str], checked: int) -> str:
    """What was found, in one line; `checked` is the number of files."""
    if not findings:
        by = f" ({', '.join(engines)})" if engines else ""
        return f"no findings in {counted(checked, 'file')}{by}"
    files = len({item.path for _, item in findings})
    shares = (f"{sum(one == engine for one, _ in findings)} {engine}" for engine in engines)
    total = f"{counted(len(findings), 'finding')} in {files} of {counted(checked, 'file')}"
    return f"{total} ({', '.join(shares)})"


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _excerpt(item: Diagnostic, line: str, paint: Paint) -> Iterator[str]:
    text = "".join(char if char.isprintable() or char == "\t" else " " for char in line)
    start = min(item.column - 1, len(text))
    end = item.end_column - 1 if item.end_line == item.line else len(text)
    margin = " " * len(str(item.line))
    indent = "".join("\t" if char == "\t" else " " for char in text[:start])
    yield paint(BLUE, f"  {item.line} | ") + text
    mark = "^" * max(1, min(end, len(text)) - start)
    yield paint(BLUE, f"  {margin} | ") + indent + paint(RED, mark)


def _lines(path: str) -> list[str]:
    try:
        return read_lines(path)
    except UnreadableError:
        return []
