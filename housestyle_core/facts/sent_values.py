"""Whether a value in the code of a route goes to the client as it is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import VERBS, Handler
from housestyle_core.facts.loose_types import Allowed, looseness
from housestyle_core.facts.route_output import declared_output

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context

LIBRARIES = ("fastapi.", "starlette.", "sse_starlette.")
ANSWERS = ("Response", "ServerSentEvent")
REGISTERING = frozenset((*VERBS, "websocket"))
SENDERS = frozenset(("send_json", "send_text", "send_bytes"))
CONVERTERS = frozenset(("bytes", "dict", "dumps", "jsonable_encoder", "list", "str", "tuple"))
WRAPPERS = (
    *(ast.Dict, ast.List, ast.Tuple, ast.Set, ast.JoinedStr, ast.FormattedValue, ast.BinOp),
    *(ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp, ast.IfExp, ast.BoolOp),
    *(ast.Starred, ast.keyword, ast.NamedExpr),
)


def is_sent(value: ast.expr, context: Context, *, by_name: bool = True) -> bool:
    """Whether a value is in what a handler returns or yields, or in a response that it makes.

    FastAPI makes the model of a route's declared output of it: there it is not sent as it is. With
    `by_name`, a variable that gets the value is followed to where it is used.
    """
    node: ast.AST = value
    for above in context.parents(value):
        match above:
            case ast.Call(func=func) if node is func:
                pass
            case ast.Call():
                if not _is_converter(above.func):
                    return _sends(above.func, context)
            case ast.Attribute(attr="encode"):
                pass
            case ast.Return():
                return _answers_freely(context)
            case ast.Yield():
                return _is_in_handler(context)
            case (
                ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name))
            ) if by_name:
                return _is_sent_later(name, context)
            case _ if not isinstance(above, WRAPPERS):
                return False
        node = above
    return False


def _is_converter(callee: ast.expr) -> bool:
    name = getattr(callee, "attr", getattr(callee, "id", ""))
    return name in CONVERTERS


def _sends(callee: ast.expr, context: Context) -> bool:
    """Whether a call makes a response of its arguments, or sends them."""
    if isinstance(callee, ast.Attribute) and callee.attr in SENDERS:
        return True
    target = context.resolve(callee) or ""
    return target.startswith(LIBRARIES) and target.endswith(ANSWERS)


def _answers_freely(context: Context) -> bool:
    """Whether the code is of a handler whose output no model describes."""
    function = context.function
    if not isinstance(function, Handler):
        return False
    around = context.scope.inner[function].parent or context.scope
    calls = [call for call in function.decorator_list if _registers(call)]
    outputs = [declared_output(call, function) for call in calls if isinstance(call, ast.Call)]
    return any(
        output is None or looseness(output, around, Allowed()) is not None for output in outputs
    )


def _registers(decorator: ast.expr) -> bool:
    callee = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(callee, ast.Attribute) and callee.attr in REGISTERING


def _is_in_handler(context: Context) -> bool:
    """Whether the code is of a handler, or of a generator in one."""
    return any(
        isinstance(scope.node, Handler) and any(map(_registers, scope.node.decorator_list))
        for scope in context.scope.enclosing()
    )


def _is_sent_later(name: str, context: Context) -> bool:
    function = context.function
    uses = ast.walk(function) if function else ()
    return any(
        isinstance(node, ast.Name)
        and node.id == name
        and isinstance(node.ctx, ast.Load)
        and is_sent(node, context, by_name=False)
        for node in uses
    )
