"""`print` outside a command-line module

What `print` writes has no level, no time and no logger name, and no configuration can route it or
switch it off: in a service it is lost, or it is noise. A logger does all that.

A module that people run by hand is left alone: scripts, examples, benchmarks, tests, `cli.py`,
`__main__.py`, anything that imports a command-line library, and what a module does below
`if __name__ == "__main__":`. So is `print(..., file=...)` to a file of one's own.

## Bad
    def start(port: int) -> None:
        print(f"listening on {port}")

## Good
    import logging

    logger = logging.getLogger(__name__)


    def start(port: int) -> None:
        logger.info("listening on %s", port)

## Fix
None yet: which logger and which level is the author's choice.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.config.globs import matches
from housestyle_core.finding import Finding
from housestyle_core.modules import is_command_line, is_test, main_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.context import Context, File

STREAM_PARAMETERS = {"builtins.print": "file", "pprint.pprint": "stream", "pprint.pp": "stream"}
STANDARD_STREAMS = {"sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__"}


class Options(NamedTuple):
    """`allow-in`: globs of further modules that may print."""

    allow_in: tuple[str, ...] = ()


def check(node: ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    name = context.resolve(node.func)
    if name not in STREAM_PARAMETERS or _goes_to_a_file(node, STREAM_PARAMETERS[name], context):
        return
    if not _may_print(context.file, options) and not _runs_as_main(node, context):
        shown = ast.unparse(node.func)
        message = f"`{shown}` goes past logging: write `logger.info(...)` with a module logger"
        yield Finding(node, message)


def _goes_to_a_file(node: ast.Call, parameter: str, context: Context) -> bool:
    for keyword in node.keywords:
        if keyword.arg == parameter:
            is_none = isinstance(keyword.value, ast.Constant)
            return not is_none and context.resolve(keyword.value) not in STANDARD_STREAMS
    return False


def _may_print(file: File, options: Options) -> bool:
    path = str(file.relative)
    allowed = any(matches(glob, path) for glob in options.allow_in)
    return allowed or is_test(file.relative) or is_command_line(file)


def _runs_as_main(node: ast.Call, context: Context) -> bool:
    main = main_code(context.file.tree)
    return any(above in main for above in context.parents(node))
