"""Validators of Pydantic 1, as their decorators and parameters describe them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.parameters import positional
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

FunctionDef = ast.FunctionDef | ast.AsyncFunctionDef
DECORATORS: Mapping[str, str] = {
    "validator": "field_validator",
    "root_validator": "model_validator",
}
BEHIND_VALUE: Mapping[str, str] = {
    "values": "info.data",
    "field": "info.field_name",
    "config": "info.config",
}
"""What a validator may take behind the value, and where Pydantic 2 has that."""


class Validator(Record):
    """A decorator's arguments, and the parameters of its function; none where it is not seen.

    `is_plain` tells that all of them are positional, without defaults.
    """

    fields: list[ast.expr]
    options: dict[str | None, ast.expr]
    parameters: list[str]
    is_plain: bool

    def says(self, option: str) -> bool:
        """Whether an option is on."""
        given = self.options.get(option)
        return isinstance(given, ast.Constant) and given.value is True

    def is_known(self, option: str | None) -> bool:
        """Whether an option is on or off for certain."""
        given = self.options.get(option)
        return given is None or (isinstance(given, ast.Constant) and isinstance(given.value, bool))


def read_validator(decorator: ast.expr, function: ast.AST | None) -> Validator:
    """What a decorator, called or not, says, and the function below it."""
    call = decorator if isinstance(decorator, ast.Call) else ast.Call(decorator, [], [])
    options = {keyword.arg: keyword.value for keyword in call.keywords}
    if not isinstance(function, FunctionDef):
        return Validator(call.args, options, [], is_plain=False)
    given = function.args
    parameters = [parameter.arg for parameter, _ in positional(given)]
    parameters += [parameter.arg for parameter in given.kwonlyargs]
    is_plain = not (given.vararg or given.kwonlyargs or given.kwarg or given.defaults)
    return Validator(call.args, options, parameters, is_plain)
