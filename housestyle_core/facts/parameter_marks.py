"""Calls such as `Query(...)` that tell a framework more of a parameter or a field."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Literal, get_args

from housestyle_core.facts.parameters import with_default
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Container

    from housestyle_core.tree.context import Context

Kind = Literal[
    "Body", "Cookie", "Depends", "Field", "File", "Form", "Header", "Path", "Query", "Security"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
MARKS: dict[str, Kind] = {
    f"{home}.{kind}": kind
    for kind in KINDS
    for home in (
        ("pydantic", "pydantic.fields")
        if kind == "Field"
        else ("fastapi", "fastapi.param_functions", "fastapi.params")
    )
}
DEPENDENCIES = ("Depends", "Security")
OF_THE_DEFAULT = frozenset(
    ("alias", "default_factory", "frozen", "init", "init_var", "kw_only", "validation_alias")
)
"""What type checkers look for in a default that is a `Field`, as they do for a dataclass."""


class Mark(Record):
    """A mark, and which of its arguments, by their places, are metadata and which are not.

    `default` is the value without the mark, None where it must be given, and `default_at` its
    place; `behind` are the places of what belongs to the default in another way.
    """

    call: ast.Call
    kind: Kind
    default: ast.expr | None
    default_at: tuple[int, ...]
    behind: tuple[int, ...]

    @property
    def metadata(self) -> tuple[int, ...]:
        """The places of the arguments that can be metadata."""
        taken = {*self.default_at, *self.behind}
        return tuple(place for place in range(len(arguments(self.call))) if place not in taken)

    @property
    def leaves_default(self) -> bool:
        """Whether there is a default when the metadata have left it."""
        return self.default is not None or bool(self.behind)


class Owner(Record):
    """A parameter, or a field of a class, and its type."""

    node: ast.arg | ast.AnnAssign
    annotation: ast.expr


def kind_of(call: ast.Call, context: Context) -> Kind | None:
    """What kind of mark a call gives, if it gives one."""
    return MARKS.get(context.resolve(call.func) or "")


def mark_of(call: ast.expr | None, context: Context, kinds: Container[Kind]) -> Mark | None:
    """The mark that a default is, if it says more than what the default is."""
    kind = kind_of(call, context) if isinstance(call, ast.Call) else None
    if not isinstance(call, ast.Call) or kind is None or kind not in kinds or _is_open(call):
        return None
    places = {_name(given): place for place, given in enumerate(arguments(call))}
    default_at = (
        ()
        if kind in DEPENDENCIES
        else tuple(places[name] for name in ("default",) if name in places)
    )
    value = _value(arguments(call)[default_at[0]]) if default_at else None
    behind = OF_THE_DEFAULT & places.keys() if kind == "Field" else ()
    mark = Mark(
        call,
        kind,
        None if _is_ellipsis(value) else value,
        default_at,
        tuple(sorted(places[name] for name in behind)),
    )
    return mark if mark.metadata or kind != "Field" else None


def owner_of(call: ast.Call, context: Context) -> Owner | None:
    """The parameter whose default a call is, or the field of a class, if it has a type."""
    match context.file.parents[call]:
        case ast.arguments() as signature:
            for parameter, default in with_default(signature):
                if default is call and parameter.annotation:
                    return Owner(parameter, parameter.annotation)
        case ast.AnnAssign(target=ast.Name(), annotation=annotation) as field:
            if isinstance(context.scope.node, ast.ClassDef):
                return Owner(field, annotation)
    return None


def arguments(call: ast.Call) -> list[ast.expr | ast.keyword]:
    """The arguments of a call in the order in which they stand."""
    return sorted((*call.args, *call.keywords), key=lambda given: (given.lineno, given.col_offset))


def with_only(call: ast.Call, places: Container[int]) -> ast.Call:
    """A call with those of its arguments that stand at these places."""
    kept = [given for place, given in enumerate(arguments(call)) if place in places]
    positional = [given for given in kept if isinstance(given, ast.expr)]
    return ast.Call(call.func, positional, [one for one in kept if isinstance(one, ast.keyword)])


def _is_open(call: ast.Call) -> bool:
    """Whether `*` or `**` gives arguments that nobody sees, or a condition decides on a default."""
    conditions = [_value(given) for given in arguments(call)]
    return (
        any(isinstance(given, ast.Starred) for given in call.args)
        or any(keyword.arg is None for keyword in call.keywords)
        or any(isinstance(value, (ast.IfExp, ast.BoolOp)) for value in conditions)
    )


def _name(given: ast.expr | ast.keyword) -> str | None:
    """The name of the parameter that an argument is for; the first one is the default."""
    return given.arg if isinstance(given, ast.keyword) else "default"


def _value(given: ast.expr | ast.keyword) -> ast.expr:
    return given.value if isinstance(given, ast.keyword) else given


def _is_ellipsis(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is ...
