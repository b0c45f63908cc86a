"""A model that is taken apart by hand instead of dumped

`json.dumps(user.model_dump())` makes a dictionary only to write it out, and fails on the first
`datetime` or `UUID`, which `user.model_dump_json()` writes. `dict(user)`, `vars(user)` and
`user.__dict__` do not go into the models inside, and know neither serializers nor aliases.

Left alone are `json.dumps` with `sort_keys`, a `default`, an `indent` of letters or an encoder of
its own, which Pydantic does not have, a `model_dump_json` of the project's own, and a dictionary
that is only looked into, iterated or logged.

## Bad
    import json

    from pydantic import BaseModel


    class User(BaseModel):
        name: str


    def export(user: User) -> str:
        return json.dumps(user.model_dump())

## Good
    import json

    from pydantic import BaseModel


    class User(BaseModel):
        name: str


    def export(user: User) -> str:
        return user.model_dump_json()

## Fix
Unsafe: `json.dumps(m.model_dump())` becomes `m.model_dump_json()`, which writes no spaces behind
`,` and `:`, other letters than ASCII as they are, and `null` for `NaN`.
"""

from __future__ import annotations

import ast
from types import NoneType
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.infer import infer_type
from housestyle_core.facts.own_classes import member, own_scope
from housestyle_core.finding import Finding
from housestyle_core.tree.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context

ABOUT = {"dumps"}
NEW_NAME = "model_dump_json"
SAME = frozenset(("ensure_ascii", "indent", "separators"))
"""Keywords of `json.dumps` that a dump of a model either has, or does without."""


def check(node: ast.Call, context: Context) -> Iterator[Finding]:
    dump = _dump_in(node)
    if dump is None or context.resolve(node.func) != "json.dumps":
        return
    if getattr(context.function, "name", "") == NEW_NAME:
        return
    receiver: ast.expr = dump.func.value  # type: ignore[attr-defined]
    if not _is_asked_for(receiver, node, context) and not _has_own_dump(receiver, context):
        model = excerpt(dump.func).removesuffix(".model_dump")
        yield Finding(
            node,
            f"`json.dumps` of `{model}.model_dump()` takes a way around through a dictionary: "
            f"call `{model}.model_dump_json()`",
        )


def fix(node: ast.Call, place: Place) -> Fix | None:
    """The dump of the model, with what it and `json.dumps` were told."""
    import libcst

    from housestyle_core.facts.parameter_marks_fix import written_with_only
    from housestyle_core.fix.arguments import appended
    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import code_of
    from housestyle_core.fix.text import leading, shifted

    dump = _dump_in(node)
    call = place.concrete(dump) if dump else None
    if dump is None or call is None or not _is_plain(node, dump):
        return None
    told = [at for at, given in enumerate(dump.keywords) if given.arg != "mode"]
    new = written_with_only(call, told)
    new = new.with_changes(func=call.func.with_changes(attr=libcst.Name(NEW_NAME)))
    if indent := keyword(node, "indent"):
        new = appended(new, f"indent={place.source(indent)}")
    lines, last = place.text.lines, dump.end_lineno or dump.lineno
    code = shifted(code_of(new), leading(lines[last - 1]), leading(lines[node.lineno - 1]))
    return Fix((place.replace(node, code),), safe=False)


def _dump_in(node: ast.Call) -> ast.Call | None:
    """The `model_dump` that is all that a call writes, in a way that a model has, too."""
    match node:
        case ast.Call(
            args=[ast.Call(func=ast.Attribute(attr="model_dump"), args=[]) as dump], keywords=given
        ) if all(item.arg in SAME for item in given):
            return None if isinstance(_constant(node, "indent"), str) else dump
    return None


def _is_asked_for(receiver: ast.expr, node: ast.Call, context: Context) -> bool:
    """Whether the text is for a digest, or a condition asks whether there is a `model_dump`."""
    for above in context.parents(node):
        match above:
            case ast.Call(func=called) if (context.resolve(called) or "").startswith("hashlib."):
                return True
            case ast.If(test=test) | ast.IfExp(test=test):
                name = ast.unparse(receiver)
                if any(_asks_for_dump(part, name) for part in ast.walk(test)):
                    return True
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return False
    return False


def _asks_for_dump(node: ast.AST, name: str) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="hasattr"), args=[asked, ast.Constant(value="model_dump")]):
            return ast.unparse(asked) == name
    return False


def _has_own_dump(receiver: ast.expr, context: Context) -> bool:
    """Whether it is of a class of this file that says itself what its dump is."""
    own = own_scope(infer_type(receiver, context), context)
    return own is not None and member(own, "model_dump") is not None


def _is_plain(node: ast.Call, dump: ast.Call) -> bool:
    """Whether all that was told can be told to `model_dump_json`, or changes nothing there."""
    is_known = isinstance(_constant(node, "indent"), (int, NoneType))
    escapes = _constant(node, "ensure_ascii", default=False)
    mode = _constant(dump, "mode", default="python")
    is_shown = all(item.arg for item in dump.keywords)
    return is_known and escapes is False and mode is not ... and is_shown


def _constant(call: ast.Call, name: str, default: object = None) -> object:
    """The value of a keyword, or its default; `...` where it is no constant."""
    given = keyword(call, name)
    if given is None:
        return default
    return given.value if isinstance(given, ast.Constant) else ...
