"""What FastAPI takes from the path for a function: for its parameters and its dependencies."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.facts.classes import foreign_bases
from housestyle_core.facts.constant_text import constant_text
from housestyle_core.facts.fastapi_routes import DESCRIPTIONS, REQUESTS, keyword
from housestyle_core.facts.route_table.definitions import definition
from housestyle_core.facts.route_table.marks import call_behind, marks_of, name_of
from housestyle_core.facts.route_table.signatures import signature_of
from housestyle_core.facts.written_types import Follow, Meaning, written
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from housestyle_core.facts.fastapi_routes import Handler
    from housestyle_core.facts.route_table.signatures import Parameter, Signature
    from housestyle_core.tree.scopes import Scope

    Names = frozenset[str]

HOMES = ("fastapi", "fastapi.params", "fastapi.param_functions")
DEPENDS = frozenset(f"{home}.{name}" for home in HOMES for name in ("Depends", "Security"))
PATH = frozenset(f"{home}.Path" for home in HOMES)
CONNECTIONS = REQUESTS | {
    f"{home}.{name}"
    for home in ("fastapi", "fastapi.requests", "starlette.requests", "starlette.websockets")
    for name in ("HTTPConnection", "WebSocket")
}
TELLING = frozenset(("get", "items", "path_params", "scope", "url", "values"))
"""What of a request leads to the path."""
TYPES_ONLY = (
    *("builtins.", "collections.", "datetime.", "decimal.", "enum.", "fastapi.", "http."),
    *("ipaddress.", "numbers.", "pathlib.", "pydantic.", "re.", "sqlalchemy.", "sqlmodel."),
    *("starlette.", "typing.", "typing_extensions.", "uuid."),
)
"""What comes from these modules is a type, and not one with a dependency in its `Annotated`."""
SCALARS = r"(builtins\.(bool|float|int|str)$|datetime\.|decimal\.|uuid\.)"
NOTHING: Names = frozenset()
DEPTH = 8


class Search(Record):
    """The names in a path that are looked for, and how imports are followed."""

    wanted: Names
    follow: Follow
    depth: int = 0


def taken_by(signature: Signature | None, search: Search) -> Names | None:
    """Which names the parameters of a function take from the path; None where that is not known."""
    if signature is None or search.depth > DEPTH:
        return None
    return _together(_taken(each, signature, search) for each in signature.parameters)


def taken_by_dependencies(listed: ast.expr | None, scope: Scope, search: Search) -> Names | None:
    """Which names `dependencies=[Depends(...)]` takes from the path."""
    if listed is None:
        return NOTHING
    if not isinstance(listed, ast.List | ast.Tuple):
        return None
    found = (call_behind(Meaning(item, scope), search.follow) for item in listed.elts)
    return _together(mark and _injected(mark, None, search) for mark in found)


def from_path(parameter: Parameter, scope: Scope, follow: Follow) -> str | None:
    """The name in the path that `Path(...)` gives to a parameter which is no model."""
    found = [mark for mark in marks_of(parameter, scope, follow) if name_of(mark) in PATH]
    if not found or parameter.annotation is None:
        return None
    kind = written(parameter.annotation, scope, follow).type
    if not re.match(SCALARS, kind.scope.resolve(kind.expression) or ""):
        return None
    names = _aliased(found[0], frozenset((parameter.name,)), follow)
    return next(iter(names)) if names else None


def _together(found: Iterable[Names | None]) -> Names | None:
    taken = NOTHING
    for names in found:
        if names is None:
            return None
        taken |= names
    return taken


def _taken(parameter: Parameter, signature: Signature, search: Search) -> Names | None:
    """What a parameter takes from the path, by itself or for its dependency."""
    scope, follow = signature.scope, search.follow
    own = search.wanted & {parameter.name}
    annotation = parameter.annotation
    kind = written(annotation, scope, follow).type if annotation else None
    for mark in marks_of(parameter, scope, follow):
        name = name_of(mark)
        if name in DEPENDS:
            return _injected(mark, kind, search)
        if name in PATH:
            return _aliased(mark, own, search.follow)
        if name is None or not name.startswith(("fastapi.", *DESCRIPTIONS)):
            return None
    if own or kind is None:
        return own
    return _of_type(kind, parameter, signature, search)


def _injected(mark: Meaning, kind: Meaning | None, search: Search) -> Names | None:
    """What the dependency takes that a call of `Depends` names, or else the parameter's type."""
    call, scope = mark
    if not isinstance(call, ast.Call) or name_of(mark) not in DEPENDS:
        return None
    named = next(iter(call.args), None) or keyword(call, "dependency")
    meaning = Meaning(named, scope) if named else kind
    signature = signature_of(*meaning, search.follow) if meaning else None
    return taken_by(signature, search._replace(depth=search.depth + 1))


def _aliased(mark: Meaning, own: Names, follow: Follow) -> Names | None:
    """What a parameter takes that `Path(...)` marks."""
    assert isinstance(mark.expression, ast.Call)
    alias = keyword(mark.expression, "alias")
    if alias is None:
        return own or None  # a model, whose fields are taken
    text = constant_text(alias, mark.scope, follow)
    return frozenset((text,)) if text else None


def _of_type(
    kind: Meaning, parameter: Parameter, signature: Signature, search: Search
) -> Names | None:
    """What a parameter takes for its type: nothing, or, as a request, what the function reads."""
    expression, scope = kind
    plain = expression.value if isinstance(expression, ast.Subscript) else expression
    if not isinstance(plain, ast.Name | ast.Attribute):
        return NOTHING
    name = scope.resolve(plain) or ""
    found = definition(plain, scope, search.follow)
    bases = [name]
    if found and isinstance(found[0], ast.ClassDef):
        bases += foreign_bases(found[0], found[1])
    if not CONNECTIONS.isdisjoint(bases):
        return None if _tells_path(parameter.name, signature.function) else NOTHING
    return NOTHING if found or name.startswith(TYPES_ONLY) else None


def _tells_path(request: str, function: Handler | None) -> bool:
    """Whether a function may read the path of its request, or hands the request on."""
    nodes = [*ast.walk(function)] if function else []
    uses = [node for node in nodes if isinstance(node, ast.Name) and node.id == request]
    safe = [
        node.value
        for node in nodes
        if isinstance(node, ast.Attribute) and node.attr not in TELLING and node.value in uses
    ]
    return function is None or len(safe) < len(uses)
