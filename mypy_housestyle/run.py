"""Run mypy as the project has it configured, for the command `housestyle`.

Reads which files to check from standard input and prints a line of JSON for each finding; what
mypy says beside that goes to standard error. Exits with 2 where mypy could not finish.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

from mypy.build import build
from mypy.errors import CompileError
from mypy.find_sources import InvalidSourceList, create_source_list
from mypy.fscache import FileSystemCache
from mypy.main import process_options

from housestyle_core.position import character_offset
from housestyle_core.source import read_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy.options import Options

NAME = "mypy_housestyle"
PREFIX = "hs-"
RECURSION_LIMIT = 2**14


def main() -> int:
    """Check the files that standard input names; the exit status."""
    sys.setrecursionlimit(RECURSION_LIMIT)
    results, sys.stdout = sys.stdout, sys.stderr
    request = json.load(sys.stdin)
    paths = [os.path.relpath(path) for path in request["paths"]]
    cache = FileSystemCache()
    options = _options(os.path.relpath(request["files"][0]), cache)
    blockers: list[str] = []

    def flush(path: str | None, messages: list[str], _: object) -> None:
        blockers[:] = [] if path else messages
        for message in messages:
            _print_finding(message, options, results)

    try:
        sources = create_source_list(paths, options, cache, allow_empty_dir=True)
        wanted = set(request["files"])
        sources = [source for source in sources if os.path.abspath(source.path or "") in wanted]
        if sources:
            build(sources, options, None, flush, cache, sys.stdout, sys.stderr)
    except CompileError:
        print(*map(_readable, blockers), sep="\n", file=sys.stderr)
        return 2
    except InvalidSourceList as error:
        print(error, file=sys.stderr)
        return 2
    finally:
        results.flush()
    return 0


def _options(file: str, cache: FileSystemCache) -> Options:
    """The options of the project with our plugin among its plugins; `file` is any file of it."""
    _, options = process_options(["--output=json", "--", file], fscache=cache)
    names = [plugin.rpartition(":")[0] or plugin for plugin in options.plugins]
    if NAME not in names:
        options.plugins = [NAME, *options.plugins]
        if options.cache_dir != os.devnull:
            options.cache_dir = os.path.join(options.cache_dir, NAME)
    options.config_file = options.config_file or "pyproject.toml"
    options.warn_unused_configs = False
    options.report_dirs = {}
    if getattr(options, "num_workers", 0):
        options.native_parser = True
    return options


def _print_finding(message: str, options: Options, results: TextIO) -> None:
    item = _parsed(message)
    if not str(item.get("code")).startswith(PREFIX):
        return
    path = os.path.abspath(item["file"])
    lines = [] if getattr(options, "native_parser", False) else read_lines(path)
    column = _character(lines, item["line"], item["column"])
    end_column = _character(lines, item["end_line"], item["end_column"])
    found = {**item, "file": path, "column": column + 1, "end_column": end_column + 1}
    print(json.dumps(found), file=results)


def _character(lines: Sequence[str], line: int, column: int) -> int:
    """mypy counts the bytes of Python's trees, but characters where its own parser read a file."""
    return character_offset(lines[line - 1], column) if line <= len(lines) else column


def _readable(message: str) -> str:
    item = _parsed(message)
    if not item:
        return message
    place = f"{item['file']}:{item['line']}:{item['column'] + 1}"
    return f"{place}: {item['severity']}: {item['message']}  [{item['code']}]"


def _parsed(message: str) -> dict[str, Any]:
    """What mypy reports as JSON; nothing for its plain messages."""
    item: dict[str, Any] = json.loads(message) if message.startswith("{") else {}
    return item


if __name__ == "__main__":
    status = main()
    sys.stderr.flush()
    os._exit(status)  # mypy's trees take seconds to free
