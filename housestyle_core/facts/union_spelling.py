"""A union of types in the other spelling, as it has to be written where it stands."""

from __future__ import annotations

import ast
import builtins
from types import BuiltinFunctionType
from typing import TYPE_CHECKING

from housestyle_core.facts.type_places import in_type_alias, is_lazy, place_of
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import cut
from housestyle_core.tree.names import last_names
from housestyle_core.tree.unparse import unparse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from housestyle_core.facts.unions import Member
    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Binding, Scope

PIPES_SINCE = (3, 10)
TYPES = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)
MEANT = {"builtins.any": "Any", "builtins.callable": "Callable"}
FUNCTIONS = {
    *("threading.Lock", "threading.RLock", "tempfile.NamedTemporaryFile", "tempfile.TemporaryFile"),
    *(f"multiprocessing.{name}" for name in ("Event", "Lock", "Pool", "Queue", "RLock", "Value")),
    *(f"multiprocessing.{name}" for name in ("Array", "Barrier", "Condition", "Semaphore")),
    *(f"multiprocessing.{name}" for name in ("BoundedSemaphore", "JoinableQueue", "SimpleQueue")),
    "multiprocessing.Manager",
}
FUNCTIONS |= {
    f"builtins.{name}"
    for name, value in vars(builtins).items()
    if isinstance(value, BuiltinFunctionType) and f"builtins.{name}" not in MEANT
}
FUNCTION_NAMES = last_names(FUNCTIONS)
RELATIONSHIPS = {"sqlmodel.Relationship", "sqlmodel.main.Relationship"}


class Writing(Record):
    """How the parts of a union are written; as it stands, for a message."""

    member: Callable[[ast.expr], str] = unparse
    whole: Callable[[str], str] = cut
    optional: str = "Optional"
    union: str = "Union"


SHORT = Writing()


def stands_as_type(union: ast.expr, context: Context) -> bool:
    """Whether a union is a type for readers and checkers alone, no value that the program uses."""
    return context.in_annotation or in_type_alias(union, context)


def with_pipes(
    union: ast.expr, found: Sequence[Member], context: Context, writing: Writing = SHORT
) -> str | None:
    """A union, given with its members, as `A | B`; None where Python could not evaluate that.

    Plain values know no `|`: with one of them the whole is quoted where it is evaluated. A class
    that a field hides is one even for who evaluates the quoted type, so nothing can be written.
    """
    if not allows_pipes(context) or not _are_types(found):
        return None
    scopes = [_scope_of_value(member, context) for member in found]
    if any(scope and isinstance(scope.node, ast.ClassDef) for scope in scopes):
        return None
    quotes = not all(_has_operator(member, context) for member in found)
    quotes = quotes and not is_lazy(union, context)
    if quotes and (not context.in_annotation or _is_read_as_a_name(union, context)):
        return None
    text = _nullable(" | ".join(_texts(found, context, writing)), found, writing, "{} | None")
    return _quoted(text) if quotes else text


def with_brackets(
    union: ast.expr, found: Sequence[Member], context: Context, writing: Writing = SHORT
) -> str | None:
    """A union, given with its members, as `Optional[A]`, `Union[A, B]` or `Optional[A | B]`."""
    if not _are_types(found):
        return None
    quotes = any(member.quoted for member in found) and not is_lazy(union, context)
    texts = _texts(found, context, writing, quotes=quotes)
    nullable = any(member.is_none for member in found)
    keeps_pipes = nullable and not quotes and all(member.piped for member in found)
    if keeps_pipes and allows_pipes(context):
        text = " | ".join(texts)
    else:
        text = f"{writing.union}[{', '.join(texts)}]" if len(texts) > 1 else "".join(texts)
    return _nullable(text, found, writing, f"{writing.optional}[{{}}]")


def allows_pipes(context: Context) -> bool:
    """Whether `|` between types works where this file runs, also for who evaluates annotations."""
    return context.file.is_stub or context.file.settings.target_python.value >= PIPES_SINCE


def _are_types(found: Sequence[Member]) -> bool:
    return all(member.is_none or isinstance(member.type, TYPES) for member in found)


def _has_operator(member: Member, context: Context) -> bool:
    """Whether `|` works on a member where it is evaluated: on no string, function or module."""
    if member.quoted:
        return False
    if context.may_be(member.type, FUNCTION_NAMES) and context.resolve(member.type) in FUNCTIONS:
        return False
    return _scope_of_value(member, context) is None


def _scope_of_value(member: Member, context: Context) -> Scope | None:
    """Where the name that a member is has a value that is no type; None for any other member."""
    if isinstance(member.type, ast.Name) and (found := context.scope.find(member.type.id)):
        scope, bindings = found
        return scope if any(map(_is_plain_value, bindings)) else None
    return None


def _is_plain_value(binding: Binding) -> bool:
    """Whether a name is bound to what is no type, such as the default of a field `date`."""
    match binding.node, binding.value:
        case (ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Import(), _) | (_, ast.Constant()):
            return True
        case ast.AnnAssign(), ast.Call():
            return True
    return False


def _is_read_as_a_name(union: ast.expr, context: Context) -> bool:
    """Whether the union annotates a relationship of SQLModel, for which a string is one name."""
    match place_of(union, context.file).owner:
        case ast.AnnAssign(value=ast.Call(func=function)):
            return context.resolve(function) in RELATIONSHIPS
    return False


def _texts(
    found: Sequence[Member], context: Context, writing: Writing, *, quotes: bool = False
) -> list[str]:
    """The source of each distinct member but `None`."""
    texts = {}
    for member in found:
        if not member.is_none:
            text = _meant(member.type, context) or writing.member(member.type)
            texts[text] = _quoted(text) if quotes and member.quoted else text
    return list(texts.values())


def _meant(type_: ast.expr, context: Context) -> str | None:
    """The type that somebody means who writes a builtin function of nearly that name."""
    if isinstance(type_, ast.Name) and type_.id in ("any", "callable"):
        return MEANT.get(context.resolve(type_) or "")
    return None


def _nullable(text: str, found: Sequence[Member], writing: Writing, form: str) -> str:
    """The text of the other members, with `None` added if it is one."""
    if not any(member.is_none for member in found):
        return writing.whole(text)
    return form.format(writing.whole(text)) if text else "None"


def _quoted(text: str) -> str:
    return repr(text) if '"' in text else f'"{text}"'
