"""The parameters of a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator


def positional(arguments: ast.arguments) -> list[tuple[ast.arg, ast.expr | None]]:
    """The parameters that can be given by position, each with its default."""
    parameters = [*arguments.posonlyargs, *arguments.args]
    missing = len(parameters) - len(arguments.defaults)
    return list(zip(parameters, (*[None] * missing, *arguments.defaults), strict=True))


def with_default(arguments: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr]]:
    """The parameters that have a default, each with it."""
    by_name = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    for parameter, default in (*positional(arguments), *by_name):
        if default is not None:
            yield parameter, default
