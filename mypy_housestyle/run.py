"""Run mypy as the project has it configured, for the command `housestyle`.

Reads which files to check from standard input and prints a line of JSON for each finding; what
mypy says beside that goes to standard error. Exits with 2 where mypy could not finish.
"""

from __future__ import annotations

import json
import os
import re
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, TextIO

import msgspec
from mypy.build import build
from mypy.errors import CompileError
from mypy.find_sources import InvalidSourceList, create_source_list
from mypy.fscache import FileSystemCache
from mypy.main import process_options

from housestyle_core.command.exchange import Item, Request
from housestyle_core.tree.position import character_offset
from mypy_housestyle.facts.shadows import lines_of

if TYPE_CHECKING:
    from mypy.options import Options

NAME = "mypy_housestyle"
FINDING = re.compile(r"(.+?):(\d+)(?::(\d+))?(?::(\d+):(\d+))?: error: (.*)  \[(hs-[a-z-]+)\]")
RANGE = re.compile(r"(:\d+:\d+):\d+:\d+(?=: (?:error|note): )")
RECURSION_LIMIT = 2**14


def main() -> int:
    """Check the files that standard input names; the exit status."""
    sys.setrecursionlimit(RECURSION_LIMIT)
    results = _results()
    request = msgspec.convert(json.load(sys.stdin), Request)
    paths = [os.path.relpath(path) for path in request.paths]
    cache = FileSystemCache()
    options = _options(os.path.relpath(request.files[0]), cache)
    options.shadow_file = [[*pair] for pair in request.shadows.items()] or None
    unreported: list[str] = []

    def flush(path: str | None, messages: list[str], _: object) -> None:
        unreported[:] = [] if path else messages
        for message in messages:
            if match := FINDING.fullmatch(message):
                print(json.dumps(msgspec.to_builtins(_item(match, options))), file=results)

    try:
        _refuse_odd_names(request.files)
        sources = create_source_list(paths, options, cache, allow_empty_dir=True)
        wanted = set(request.files)
        sources = [source for source in sources if os.path.abspath(source.path or "") in wanted]
        if sources:
            build(sources, options, None, flush, cache, sys.stdout, sys.stderr)
    except CompileError:
        print(*(RANGE.sub(r"\1", line) for line in unreported), sep="\n", file=sys.stderr)
        return 2
    except InvalidSourceList as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    finally:
        results.flush()
    return 0


def _results() -> TextIO:
    """Standard output for the findings alone: what plugins and workers print goes the other way."""
    results = open(os.dup(1), "w", encoding="utf-8")  # noqa: SIM115
    os.dup2(2, 1)
    return results


def _refuse_odd_names(paths: list[str]) -> None:
    for path in paths:
        try:
            path.encode()
        except UnicodeEncodeError:
            name = os.path.relpath(path)
            raise InvalidSourceList(f"mypy needs file names in UTF-8: rename {name}") from None


def _options(file: str, cache: FileSystemCache) -> Options:
    """The project's options, with our plugin and in the format that `FINDING` reads."""
    _, options = process_options(["--", file], fscache=cache)
    names = [plugin.rpartition(":")[0] or plugin for plugin in options.plugins]
    if NAME not in names:
        options.plugins = [NAME, *options.plugins]
        if options.cache_dir != os.devnull:  # mypy empties a cache that other plugins wrote
            options.cache_dir = os.path.join(options.cache_dir, NAME)
    options.config_file = options.config_file or "pyproject.toml"
    options.show_column_numbers = options.show_error_end = True
    options.pretty = options.hide_error_codes = options.show_error_context = False
    options.output = None
    options.warn_unused_configs = False
    options.report_dirs = {}
    if getattr(options, "num_workers", 0):
        options.native_parser = True
    return options


def _item(match: re.Match[str], options: Options) -> Item:
    """A finding with columns that count characters from 1, the end behind the last one."""
    file, line, column, end_line, end_column, message, code = match.groups(default="0")
    path, last = os.path.abspath(file), int(end_line) or int(line)
    lines = _lines(path)
    native = getattr(options, "native_parser", False)
    start, _ = _characters(lines[int(line) - 1], int(column) - 1, native=native)
    _, end = _characters(lines[last - 1], int(end_column), native=native)
    return Item(path, int(line), start + 1, last, end + 1, message, code)


@lru_cache(maxsize=8)
def _lines(path: str) -> list[str]:
    return lines_of(path)


def _characters(text: str, column: int, *, native: bool) -> tuple[int, int]:
    """The character at a column of mypy, as a start and as an end.

    mypy counts the bytes of Python's trees. Where its own parser read the file it miscounts behind
    text that is not ASCII, so there it is the whole line.
    """
    if text.isascii() or not native:
        return (character_offset(text, column),) * 2
    code = text.rstrip()
    return len(code) - len(code.lstrip()), len(code)


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # mypy's trees take seconds to free
