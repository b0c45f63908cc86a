"""What the attributes of an object are declared to be, and whether it may have more of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.expandtype import expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.types import AnyType, CallableType, Instance, TypeOfAny, get_proper_type

from housestyle_core.facts.handlers import last_name
from mypy_housestyle.facts.contained import MODEL
from mypy_housestyle.facts.models import allows_more
from mypy_housestyle.facts.signatures import implementation
from mypy_housestyle.facts.written_classes import written_class

if TYPE_CHECKING:
    from mypy.types import Type

    from mypy_housestyle.facts.class_kinds import Around

MAPPED = "sqlalchemy.orm.base.Mapped"
LOOKUPS = ("__getattr__", "__getattribute__", "__setattr__")
# Libraries whose base classes have the attributes that mypy knows of.
PLAIN_LIBRARIES = frozenset(("abc", "builtins", "enum", "pydantic", "sqlalchemy", "sqlmodel"))
PLAIN_LIBRARIES |= {"typing", "typing_extensions", "dataclasses"}
DECORATORS = frozenset(("dataclass", "dataclasses", "define", "frozen", "total_ordering"))


def attribute(owner: Instance, name: str) -> Type | None:
    """The type of an attribute; `Any` where there is one of a type that is not declared."""
    symbol = owner.type.get(name)
    if symbol is None:
        return None
    declared = _declared(symbol.node)
    info = getattr(symbol.node, "info", None)
    if declared is None or not info:
        return AnyType(TypeOfAny.special_form)
    found = expand_type_by_instance(declared, map_instance_to_supertype(owner, info))
    proper = get_proper_type(found)
    return proper.args[0] if isinstance(proper, Instance) and _is_mapped(proper) else found


def is_closed(owner: Instance, around: Around) -> bool:
    """Whether objects of a class have no attributes but those that mypy knows."""
    info = owner.type
    if info.fallback_to_any or info.is_protocol:
        return False
    if info.has_base(MODEL):
        return not allows_more(info, around)
    return all(_is_closed(base, around) for base in info.mro)


def _is_closed(info: n.TypeInfo, around: Around) -> bool:
    if info.module_name.partition(".")[0] in PLAIN_LIBRARIES:
        return True
    written = written_class(info, around)
    if written is None or info.is_protocol or any(name in info.names for name in LOOKUPS):
        return False
    node, _ = written
    is_plain = all(
        last_name(item.func if isinstance(item, ast.Call) else item) in DECORATORS
        for item in node.decorator_list
    )
    return is_plain and not any(map(_is_dynamic, ast.walk(node)))


def _is_dynamic(node: ast.AST) -> bool:
    match node:
        case ast.Name(id="setattr" | "vars" | "locals") | ast.Attribute(attr="__dict__"):
            return True
        case ast.keyword(arg="metaclass"):
            return True
    return False


def _declared(node: n.SymbolNode | None) -> Type | None:
    """The declared type of a variable or property; None where it is inferred, or no value."""
    if isinstance(node, n.Var):
        return None if node.is_inferred or node.is_property else node.type
    function = implementation(node)
    signature = get_proper_type(function.type) if function and function.is_property else None
    return signature.ret_type if isinstance(signature, CallableType) else None


def _is_mapped(declared: Instance) -> bool:
    return declared.type.fullname == MAPPED and bool(declared.args)
