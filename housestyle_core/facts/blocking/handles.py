"""What is known of the receiver of a call: a file opened here, a ready future, a quick socket."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.blocking.arguments import has_buffer
from housestyle_core.facts.blocking.lookup import known_of
from housestyle_core.facts.blocking.public_names import public_name
from housestyle_core.facts.blocking.within import calls_in
from housestyle_core.facts.infer import called_name, own_attribute
from housestyle_core.tree.names import known_as, last_names

if TYPE_CHECKING:
    from housestyle_core.facts.blocking.lookup import Blocking
    from housestyle_core.tree.context import Context

STANDARD = frozenset({"sys.stderr", "sys.stdout"})
STREAM_NAMES = last_names(STANDARD) | {"buffer"}
FINISHERS = frozenset(
    {"asyncio.wrap_future", "concurrent.futures.as_completed", "concurrent.futures.wait"}
)
FINISHER_NAMES = last_names(FINISHERS)
FUTURE = "concurrent.futures.Future."
DEPTH = 5


def is_clean_receiver(node: ast.expr, found: Blocking, context: Context) -> bool:
    """Whether what `node` calls a method of, or iterates, does not block or is already reported."""
    is_call = isinstance(node, ast.Call) and not found.name.endswith("__")
    called = node.func if is_call else None  # type: ignore[attr-defined]
    receiver = called.value if isinstance(called, ast.Attribute) else node
    if found.family.of_handle:
        return _is_settled(receiver, context)
    if found.family.name == "socket":
        return _is_nonblocking(receiver, context)
    return found.name.startswith(FUTURE) and _is_ready(receiver, context)


def receiver_may_be_clean(found: Blocking) -> bool:
    """Whether `is_clean_receiver` can hold for a use of `found`, however it is written."""
    return found.family.of_handle or found.family.name == "socket" or found.name.startswith(FUTURE)


def _is_settled(handle: ast.expr, context: Context, depth: int = 0) -> bool:
    """Whether a handle is a buffer, a stream of the process, or opened, and reported, near by."""
    if depth > DEPTH:
        return False
    if isinstance(handle, ast.Call):
        if _opens(handle, context) or has_buffer(handle, context):
            return True
        return any(_is_settled(argument, context, depth + 1) for argument in handle.args)
    if (context.resolve(handle) or "").removesuffix(".buffer") in STANDARD:
        return True
    found = context.scope.find(handle.id) if isinstance(handle, ast.Name) else None
    if found is None or found[0].function() is not context.function:
        return False
    values = [
        binding.node.context_expr if isinstance(binding.node, ast.withitem) else binding.value
        for binding in found[1]
    ]
    calls = [value for value in values if isinstance(value, ast.Call)]
    return any(_is_settled(call, context, depth + 1) for call in calls)


def _opens(call: ast.Call, context: Context) -> bool:
    name = called_name(call.func, context)
    owner, _, last = public_name(name or "").rpartition(".")
    is_open = isinstance(call.func, ast.Attribute) and call.func.attr == "open"
    known = known_of(owner)
    return is_open or (known is not None and last in known.calls)


def _is_nonblocking(receiver: ast.expr, context: Context) -> bool:
    """Whether the function around, or the class of `self.socket`, makes a socket return at once."""
    own = own_attribute(receiver, context) if isinstance(receiver, ast.Attribute) else None
    return any(
        isinstance(node.func, ast.Attribute)
        and node.func.attr in ("setblocking", "settimeout")
        and any(isinstance(given, ast.Constant) and given.value == 0 for given in node.args)
        for node in calls_in(own[0].node if own else context.function or context.file.tree)
    )


def _is_ready(future: ast.expr, context: Context) -> bool:
    """Whether the function around asks if a future is done, or lets something else wait for it."""
    text = ast.unparse(future)
    for call in calls_in(context.function or context.file.tree):
        match call.func:
            case ast.Attribute(value=asked, attr="done") if ast.unparse(asked) == text:
                return True
        if _may_finish(call, context) and context.resolve(call.func) in FINISHERS:
            return True
    return False


def _may_finish(call: ast.Call, context: Context) -> bool:
    name = known_as(call)
    return name in FINISHER_NAMES or name in context.scope.renamed
