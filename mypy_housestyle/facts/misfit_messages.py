"""What is said of a value that cannot become a response model, and what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.messages import format_type_bare, format_type_distinctly
from mypy.types import Instance, NoneType, get_proper_type

from housestyle_core.tree.excerpt import cut
from mypy_housestyle.facts.attributes import attribute
from mypy_housestyle.facts.contained import MODEL

if TYPE_CHECKING:
    from mypy.options import Options
    from mypy.types import Type

    from mypy_housestyle.facts.becomes import Misfit


def misfit_message(given: Type, model: Type, found: Misfit, options: Options) -> str:
    """Both types, the first field that cannot be had, and what to write instead."""
    gives, wants = map(cut, format_type_distinctly(given, model, options=options, bare=True))
    what = f"`{gives}` cannot become the response model `{wants}`"
    if found.owner is not None:
        return f"{what}, {_about_field(found, options)}"
    if isinstance(found.given, NoneType) and not isinstance(get_proper_type(given), NoneType):
        remedy = f"raise where there is none, or write `response_model={wants} | None`"
        return f"{what}, it may be `None`: {remedy}"
    return f"{what}: return `{wants}`, or write `response_model={gives}`"


def _about_field(found: Misfit, options: Options) -> str:
    owner, wanted = _name(found.owner, options), _name(found.wanted, options)
    if not found.key:
        gives, wants = format_type_distinctly(found.given, found.wanted, options=options, bare=True)
        fault = f"`{owner}.{found.field}` is `{cut(gives)}` and not `{cut(wants)}`"
        return f"{fault}: give one of them the type of the other"
    is_hidden = isinstance(found.owner, Instance) and attribute(found.owner, found.field)
    if found.key != found.field and is_hidden:
        remedy = f"set `populate_by_name=True` in the configuration of `{wanted}`"
        return f"`{wanted}.{found.field}` is read from `{found.key}`: {remedy}"
    remedy = f"return what has it, or give `{wanted}.{found.field}` a default"
    return f"`{owner}` has no `{found.key}`: {remedy}"


def _name(declared: Type | None, options: Options) -> str:
    """The name of a class without its arguments; any other type as mypy writes it."""
    proper = get_proper_type(declared)
    if isinstance(proper, Instance) and (proper.type.has_base(MODEL) or not proper.args):
        return proper.type.name
    return cut(format_type_bare(proper, options)) if proper else ""
