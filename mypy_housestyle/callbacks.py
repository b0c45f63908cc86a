"""The hooks for calls, and for the reading of properties, that a rule is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mypy.nodes import TypeInfo, Var
from mypy.plugin import AttributeContext

from housestyle_core.facts.blocking.lookup import properties
from housestyle_core.facts.external_data import attributes
from mypy_housestyle.call import Call, Callee
from mypy_housestyle.facts.aliases import alias_targets
from mypy_housestyle.failure import Failure
from mypy_housestyle.hooks import HousestylePlugin
from mypy_housestyle.module import run_rule
from mypy_housestyle.report import report
from mypy_housestyle.subscriptions import Interest, interests

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.checker import TypeChecker
    from mypy.plugin import FunctionContext, MethodContext
    from mypy.types import Type

    from mypy_housestyle.hook_tables import Getter

    CallHook = Callable[[Any], Type]
    HookContext = AttributeContext | FunctionContext | MethodContext

READ = properties() | attributes() | {"__dict__"}
"""The names of the properties that a rule may be about."""


def make_hook(
    plugin: HousestylePlugin, getter: Getter, words: frozenset[str] | None, fullname: str
) -> CallHook | None:
    """The hook for what mypy calls `fullname`; None where no rule is about it.

    `words` are what the names of all that a rule is about begin or end with.
    """
    callee = _callee(plugin, getter, fullname)
    if words is not None and not callee.has_any(words):
        return None
    by_settings = {
        key: found
        for key, settings in plugin.known.items()
        if (found := interests(settings, callee))
    }
    if not by_settings:
        return None

    def hook(ctx: HookContext) -> Type:
        returns = delegate(ctx, getter, fullname)
        checker: TypeChecker = ctx.api  # type: ignore[assignment]
        settings = plugin.settings(checker.tree.path)
        found = by_settings.get(id(settings))
        is_set = isinstance(ctx, AttributeContext) and ctx.is_lvalue
        if settings is None or found is None or is_set or is_muted(checker):
            return returns
        _check(Call(callee, ctx, checker, settings, returns), found)
        return returns

    return hook


def delegate(ctx: HookContext, getter: Getter, fullname: str) -> Type:
    """What the first other plugin makes of a call: one of ours must not hide one of theirs."""
    chained = ctx.api.plugin._plugins  # type: ignore[attr-defined]  # noqa: SLF001 (mypy has no other way)
    for plugin in chained:
        is_other = not isinstance(plugin, HousestylePlugin)  # ours may be listed twice
        if is_other and (hook := getattr(plugin, getter)(fullname)):
            found: Type = hook(ctx)
            return found
    if isinstance(ctx, AttributeContext):
        return ctx.default_attr_type
    return ctx.default_return_type


def is_muted(checker: TypeChecker) -> bool:
    """Whether mypy passes over code without a word, for a second look or for what none runs."""
    return bool(getattr(checker, "can_skip_diagnostics", False))


def _callee(plugin: HousestylePlugin, getter: Getter, fullname: str) -> Callee:
    owner, _, name = fullname.rpartition(".")
    if getter == "get_attribute_hook":
        return Callee((owner,), f"@{name}")
    if getter == "get_method_hook":
        return Callee(_owners(plugin, owner), name)
    return Callee(_owners(plugin, fullname))


def _owners(plugin: HousestylePlugin, fullname: str) -> tuple[str, ...]:
    """A class and its bases, a variable and what it stands for, the name alone of anything else."""
    if fullname in plugin.bases:
        return plugin.bases[fullname]
    try:
        symbol = plugin.lookup_fully_qualified(fullname)
    except (AssertionError, KeyError):
        return (fullname,)
    match symbol and symbol.node:
        case TypeInfo(mro=mro):
            plugin.bases[fullname] = bases = tuple([base.fullname for base in mro])
            return bases
        case Var():
            modules = plugin._modules or {}  # noqa: SLF001 (mypy has no other way)
            return (fullname, *alias_targets(fullname, modules))
    return (fullname,)


def _check(call: Call, found: list[Interest]) -> None:
    for (rule, module, options), what in found:
        if isinstance(what, Failure):
            run_rule(call.checker, call.node, rule, what.again)
            continue
        check = module.check_call
        if findings := run_rule(call.checker, call.node, rule, check, call, what, *options):
            report(call.checker, call.settings, rule, findings)
