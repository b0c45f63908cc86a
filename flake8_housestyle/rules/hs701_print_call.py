"""`print` outside a command-line module

What `print` writes has no level, no time and no logger name, and no configuration can route it or
switch it off: in a service it is lost, or it is noise. A logger does all that.

A module that people run by hand is left alone: scripts, examples, benchmarks, tests, `cli.py`,
`__main__.py`, database migrations, anything that imports a command-line library or reads what a
person types, and what a module does in `main()` or below `if __name__ == "__main__":`. So is
`print(..., file=...)` to any other stream than standard output, and a wrapper that hands its own
arguments on (`print(*args, **kwargs)`).

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
from typing import TYPE_CHECKING

from housestyle_core.config.globs import matches
from housestyle_core.facts.modules import (
    is_command_line,
    is_interactive,
    is_migration,
    is_test,
    main_code,
)
from housestyle_core.finding import Finding
from housestyle_core.record import Record
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

STREAM_PARAMETERS = {"builtins.print": "file", "pprint.pprint": "stream", "pprint.pp": "stream"}
ABOUT = last_names(STREAM_PARAMETERS)
STANDARD_OUTPUT = {"sys.stdout", "sys.__stdout__"}


class Options(Record):
    """`allow-in`: globs of further modules that may print."""

    allow_in: tuple[str, ...] = ()


def check(node: ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    name = context.resolve(node.func)
    if name not in STREAM_PARAMETERS or _hands_on(node):
        return
    if _goes_elsewhere(node, STREAM_PARAMETERS[name], context):
        return
    if not _may_print(context.file, options) and not _runs_as_main(node, context):
        shown = ast.unparse(node.func)
        message = f"`{shown}` goes past logging: write `logger.info(...)` with a module logger"
        yield Finding(node, message)


def _hands_on(node: ast.Call) -> bool:
    match node:
        case ast.Call(args=[ast.Starred()], keywords=[ast.keyword(arg=None)]):
            return True
    return False


def _goes_elsewhere(node: ast.Call, parameter: str, context: Context) -> bool:
    streams = [keyword.value for keyword in node.keywords if keyword.arg == parameter]
    if parameter == "stream":
        streams += node.args[1:2]
    return any(
        not isinstance(stream, ast.Constant) and context.resolve(stream) not in STANDARD_OUTPUT
        for stream in streams
    )


def _may_print(file: File, options: Options) -> bool:
    path = str(file.relative)
    return (
        is_test(file.relative)
        or is_migration(file.relative)
        or is_command_line(file)
        or is_interactive(file)
        or any(matches(glob, path) for glob in options.allow_in)
    )


def _runs_as_main(node: ast.Call, context: Context) -> bool:
    main = main_code(context.file.tree)
    around = context.parents(node)
    return any(above in main or getattr(above, "name", None) == "main" for above in around)
