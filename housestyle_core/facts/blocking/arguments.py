"""What the arguments of a call, or their absence, tell: it does not wait, or uses a buffer."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.infer import infer_type

if TYPE_CHECKING:
    from housestyle_core.facts.blocking.lookup import Blocking
    from housestyle_core.tree.context import Context

HOME_OF_BUFFERS = "io"
IN_MEMORY = frozenset({f"{HOME_OF_BUFFERS}.BytesIO", f"{HOME_OF_BUFFERS}.StringIO"})
GIVEN = {
    "dotenv.load_dotenv": ("stream", 1),
    "email.utils.make_msgid": ("domain", 1),
    "fitz.open": ("stream", 1),
    "gzip.GzipFile": ("fileobj", 3),
    "pymupdf.open": ("stream", 1),
    "tarfile.TarFile": ("fileobj", 2),
    "tarfile.TarFile.open": ("fileobj", 2),
    "tarfile.open": ("fileobj", 2),
}
"""The parameter, and its place, that makes a call clean: something in memory, a known name."""
NO_WAIT = frozenset({"block", "blocking", "timeout", "timeout_ms", "wait"})
"""What says that a call does not wait where it is False or 0."""
WAITING = frozenset({"lock", "network", "process", "sleep"})
NO_WAIT_FLAGS = frozenset({"MSG_DONTWAIT", "WNOHANG"})
PATIENCE = {
    **dict.fromkeys(("acquire", "exception", "get", "join", "poll", "result"), 0),
    **dict.fromkeys(("select", "shutdown", "sigtimedwait", "wait"), 0),
    **dict.fromkeys(("put", "wait_for"), 1),
}
"""From which place on the arguments of a method say whether, and how long, it waits."""


def is_told_not_to(node: ast.Call, found: Blocking, context: Context) -> bool:
    """Whether the arguments of a call, or their absence, keep it from blocking."""
    family = found.family
    return (
        (bool(family.needs) and not _is_given(node, family.needs, 0))
        or (found.name in GIVEN and _is_given(node, GIVEN[found.name][:1], GIVEN[found.name][1]))
        or (family.takes_buffer and has_buffer(node, context))
        or _never_waits(node, found)
    )


def may_be_told_not_to(
    found: Blocking, *, has_arguments: bool, may_have_buffer: bool, says_no: bool
) -> bool:
    """Whether `is_told_not_to` can hold for a call of `found` with or without arguments.

    `says_no` is whether one of them is 0 or False, or has a flag in it.
    """
    family = found.family
    return (
        bool(family.needs)
        or (has_arguments and found.name in GIVEN)
        or (may_have_buffer and family.takes_buffer)
        or (says_no and family.cost in WAITING)
    )


def has_buffer(node: ast.Call, context: Context) -> bool:
    """Whether a call is given a buffer in memory."""
    arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
    return any(infer_type(argument, context) in IN_MEMORY for argument in arguments)


def _is_given(node: ast.Call, names: tuple[str, ...], place: int) -> bool:
    """Whether a parameter of these names, or at this place, gets something other than None."""
    if any(isinstance(argument, ast.Starred) for argument in node.args):
        return True
    values = [*node.args[place : place + 1]]
    values += [keyword.value for keyword in node.keywords if keyword.arg in (None, *names)]
    return any(not isinstance(value, ast.Constant) or value.value is not None for value in values)


def _never_waits(node: ast.Call, found: Blocking) -> bool:
    if found.family.cost not in WAITING:
        return False
    method = found.name.rpartition(".")[2]
    is_known = found.family.cost != "network" or method == "poll"
    start = PATIENCE.get(method, len(node.args)) if is_known else len(node.args)
    return (
        any(map(_is_zero, node.args[start:]))
        or any(map(_has_flag, node.args))
        or any(keyword.arg in NO_WAIT and _is_zero(keyword.value) for keyword in node.keywords)
    )


def _is_zero(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value in (0, False)


def _has_flag(value: ast.expr) -> bool:
    names = (getattr(part, "attr", getattr(part, "id", None)) for part in ast.walk(value))
    return any(name in NO_WAIT_FLAGS for name in names)
