"""A value of an untyped library that enters a layer

To mypy, what a library without types gives is `Any`: it fits each parameter, and a service that
declares `user_id: int` gets whatever the library has. Validated where it enters, the declared types
hold behind that line.

The rule is about arguments for public functions and methods in the modules that
`[tool.housestyle.layers]` names, where the parameter is declared as data (texts, numbers, dates,
enums, models and collections of them), and the argument comes from a module that mypy has no types
for. Left alone are functions that validate their arguments (`validate_call`), tests, and what comes
from a module of the project itself. Data that is read from outside, such as JSON, is for HS454.

## Bad
    # service.py
    import vendor


    def load(user_id: int) -> None:
        print(user_id)


    load(vendor.current_user())

## Good
    # service.py
    import vendor
    from pydantic import TypeAdapter


    def load(user_id: int) -> None:
        print(user_id)


    load(TypeAdapter(int).validate_python(vendor.current_user()))

## Fix
None: only you know what the library gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.messages import format_type_bare
from mypy.types import (
    AnyType,
    Instance,
    LiteralType,
    NoneType,
    TypedDictType,
    TypeOfAny,
    get_proper_type,
)

from housestyle_core.facts.layers import layers_of
from housestyle_core.facts.modules import is_test
from housestyle_core.facts.single_values import VALUES
from housestyle_core.tree.excerpt import cut
from mypy_housestyle.facts.aliases import alias_targets
from mypy_housestyle.facts.class_kinds import is_model
from mypy_housestyle.facts.contained import parts_of
from mypy_housestyle.facts.loose_types import DEPTH
from mypy_housestyle.facts.ours import is_our_path, module_of
from mypy_housestyle.facts.signatures import (
    called,
    name_of,
    parameter_type,
    takes_anything,
    undecorated,
)
from mypy_housestyle.report import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.types import Type

    from housestyle_core.config import Settings
    from mypy_housestyle.call import Call, Callee
    from mypy_housestyle.facts.signatures import Target

VALIDATORS = frozenset(("validate_call", "validate_arguments", "typechecked", "beartype"))


def wanted(callee: Callee, settings: Settings) -> bool | None:
    first = callee.names[0].partition(".")[0]
    return (first in settings.first_party.value) or None


def check_call(call: Call, _: bool) -> Iterator[Finding]:  # noqa: FBT001 (what `wanted` gave)
    given = call.arguments
    loose = {node: name for node, type_ in given if (name := _untyped_name(type_)) is not None}
    target = called(call.node.callee) if loose and isinstance(call.node, n.CallExpr) else None
    if target is None or not _is_boundary(target, call):
        return
    kinds = zip(call.node.args, call.node.arg_kinds, strict=True)  # type: ignore[attr-defined]
    for value in (node for node, kind in kinds if node in loose and not kind.is_star()):
        if _is_of_project(loose[value], call):
            continue
        declared = parameter_type(call.node, value, target)  # type: ignore[arg-type]
        if declared is None or takes_anything(declared) or not _is_data(declared):
            continue
        text = cut(format_type_bare(declared, call.checker.options))
        yield Finding(
            value,
            f"`{name_of(call.node.callee)}` believes an untyped library that this is `{text}`: "  # type: ignore[attr-defined]
            f"pass `TypeAdapter({text}).validate_python(…)` of it",
        )


def _untyped_name(given: Type) -> str | None:
    """The full name of what a value is from that has no types, as it was imported.

    None where a type is known, and where somebody wrote `Any`.
    """
    proper = get_proper_type(given)
    while isinstance(proper, AnyType) and proper.source_any is not None:
        proper = proper.source_any
    if not isinstance(proper, AnyType) or proper.type_of_any != TypeOfAny.from_unimported_type:
        return None
    return proper.missing_import_name or ""


def _is_of_project(imported: str, call: Call) -> bool:
    """Whether a name stands for a module of the project that mypy does not find, such as a
    generated one, or for something in it.
    """
    home = next(alias_targets(imported, call.checker.modules), "")
    return home.partition(".")[0] in call.settings.first_party.value


def _is_data(declared: Type, depth: int = 0) -> bool:
    """Whether a validator can tell what a value of the type is."""
    proper = get_proper_type(declared)
    if isinstance(proper, Instance) and not parts_of(proper):
        info = proper.type
        return info.is_enum or is_model(info) or any(base.fullname in VALUES for base in info.mro)
    if isinstance(proper, NoneType | LiteralType | TypedDictType):
        return True
    parts = parts_of(proper)
    return bool(parts) and depth < DEPTH and all(_is_data(part, depth + 1) for part in parts)


def _validates(node: n.SymbolNode) -> bool:
    """Whether a decorator has the arguments of a function validated."""
    decorators = node.original_decorators if isinstance(node, n.Decorator) else []
    made = (each.callee if isinstance(each, n.CallExpr) else each for each in decorators)
    return not VALIDATORS.isdisjoint(map(name_of, made))


def _is_boundary(target: Target, call: Call) -> bool:
    """Whether a public function in a module of a layer is called, which does not validate."""
    function = undecorated(target.node)
    if function is None or function.name.startswith("_") or _validates(target.node):
        return False
    if is_test(call.settings.relative(call.checker.path)):
        return False
    module = module_of(function)
    tree = call.checker.modules.get(module)
    if tree is None or not is_our_path(tree.path):
        return False
    return bool(layers_of(call.settings.relative(tree.path), call.settings))
