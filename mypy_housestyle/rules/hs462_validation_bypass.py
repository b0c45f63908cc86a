"""Value that passes for a model of another module, and that nothing has validated

Types tell that a `cast` to a model is of a dict, a list or text, that `__new__` makes a model, that
`# type: ignore` lets an argument of another type through as a model, and that `setattr` puts what
may be anything into a model which does not validate assignments.

## Bad
    from typing import cast

    from pydantic import BaseModel


    class Order(BaseModel):
        id: int


    def read(data: dict[str, int]) -> Order:
        return cast(Order, data)

## Good
    from pydantic import BaseModel


    class Order(BaseModel):
        id: int


    def read(data: dict[str, int]) -> Order:
        return Order.model_validate(data)

## Fix
None: data that was never validated may not be valid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions
from mypy.types import FunctionLike, get_proper_type

from housestyle_core.facts.modules import is_test
from housestyle_core.facts.validation_bypass import (
    cast_message,
    ignored_message,
    new_message,
    setattr_message,
)
from mypy_housestyle.facts.class_kinds import is_model
from mypy_housestyle.facts.code_walk import code_of
from mypy_housestyle.facts.kept_text import keep_text
from mypy_housestyle.facts.receivers import Reader
from mypy_housestyle.facts.set_attributes import SETATTR, only_model, unchecked_model
from mypy_housestyle.facts.signatures import called, parameter_type
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_housestyle.call import Call
    from mypy_housestyle.facts.code import Code
    from mypy_housestyle.module import ModuleContext

NEW = "builtins.object.__new__"
ABOUT = {NEW, SETATTR}
KEEPS = (keep_text,)
CASTS = ("typing", "typing.cast", "typing_extensions.cast")
ARGUMENT = "arg-type"
DISPLAYS = (n.DictExpr, n.ListExpr, n.ListComprehension, n.DictionaryComprehension, n.StrExpr)
NO_MODELS = frozenset(
    {
        *(f"builtins.{name}" for name in ("dict", "list", "tuple", "set", "str", "bytes", "int")),
        *(f"typing.{name}" for name in ("Mapping", "MutableMapping", "Sequence")),
    }
)


def check_call(call: Call, name: str) -> Iterator[Finding]:
    """`setattr` on a model, and `object.__new__(Order)`."""
    if name == NEW:
        yield from _made_empty(call)
    elif model := unchecked_model(call):
        yield Finding(call.node, setattr_message(model.name))


def _made_empty(call: Call) -> Iterator[Finding]:
    """`object.__new__(Order)`, but for the one in a `__new__` of a class itself."""
    made = get_proper_type(call.arguments[0][1]) if call.arguments else None
    is_named = bool(call.arguments) and isinstance(call.arguments[0][0], n.RefExpr)
    if not isinstance(made, FunctionLike) or not made.is_type_obj() or not is_named:
        return
    if is_model(made.type_object()) and not is_test(call.settings.relative(call.checker.path)):
        yield Finding(call.node, new_message(made.type_object().name))


def applies(context: ModuleContext) -> bool:
    names = context.tree.names.values()
    has_cast = any(symbol.fullname in CASTS for symbol in names)
    return (has_cast or bool(_ignoring(context.tree))) and not is_test(context.relative)


def check(node: n.MypyFile, _: ModuleContext) -> Iterator[Finding]:
    """Casts, and arguments whose type a comment has mypy ignore."""
    ignoring = _ignoring(node)
    for call in dict.fromkeys(get_subexpressions(node)):  # a cast is found twice
        if isinstance(call, n.CallExpr):
            if isinstance(call.analyzed, n.CastExpr):
                yield from _cast(call, call.analyzed, node)
            elif not ignoring.isdisjoint((call.line, *(item.line for item in call.args))):
                yield from _ignored(call, ignoring, node)


def _ignoring(tree: n.MypyFile) -> set[int]:
    """The lines where a comment has mypy ignore the type of an argument."""
    return {line for line, codes in tree.ignored_lines.items() if ARGUMENT in codes}


def _cast(call: n.CallExpr, cast: n.CastExpr, tree: n.MypyFile) -> Iterator[Finding]:
    model = only_model(cast.type)
    if model and _is_no_model(cast.expr, tree):
        yield Finding(call, cast_message(model.name))


def _ignored(call: n.CallExpr, lines: set[int], tree: n.MypyFile) -> Iterator[Finding]:
    target = called(call.callee)
    if target is None:
        return
    for value in call.args:
        model = only_model(parameter_type(call, value, target))
        if model and not lines.isdisjoint((call.line, value.line)) and _is_no_model(value, tree):
            yield Finding(value, ignored_message(model.name))


def _is_no_model(value: n.Expression, tree: n.MypyFile) -> bool:
    """Whether declarations tell that a value is a plain container, text or number."""
    if isinstance(value, DISPLAYS):
        return True
    found = {one.type.fullname for one in _reader(tree).instances(value)}
    return bool(found) and found <= NO_MODELS


def _reader(tree: n.MypyFile) -> Reader:
    code = code_of(tree)

    def code_for(symbol: n.SymbolNode) -> Code | None:
        module = symbol.fullname.rpartition(".")[0]
        return code if module in ("", tree.fullname) else None

    return Reader(code_for, {})
