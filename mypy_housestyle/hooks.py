"""Where mypy meets Housestyle: hooks that report, delegate, and change nothing else."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from mypy.errors import CompileError
from mypy.nodes import TypeInfo
from mypy.plugin import AttributeContext, Plugin

from housestyle_core.catalogue import rules
from housestyle_core.checks import ENGINE as FLAKE8
from housestyle_core.config import ConfigError, settings_for
from housestyle_core.facts.blocking.lookup import properties
from mypy_housestyle.call import Call, Callee
from mypy_housestyle.facts.aliases import alias_targets
from mypy_housestyle.facts.ours import is_our_path
from mypy_housestyle.freshness import remember
from mypy_housestyle.module import check_module, run_rule
from mypy_housestyle.report import error_code, report
from mypy_housestyle.sentinel import (
    HOOKED_METHOD,
    HOOKED_TYPE,
    IMPLICIT_STR,
    insert_sentinel,
    is_sentinel,
)
from mypy_housestyle.subscriptions import (
    ENGINE,
    Failure,
    Interest,
    interests,
    subscribers,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy.checker import TypeChecker
    from mypy.nodes import MypyFile
    from mypy.options import Options
    from mypy.plugin import (
        AnalyzeTypeContext,
        FunctionContext,
        MethodContext,
        ReportConfigContext,
    )
    from mypy.types import Type

    from housestyle_core.config import Settings

    CallHook = Callable[[Any], Type]
    Getter = Literal["get_attribute_hook", "get_function_hook", "get_method_hook"]
    HookContext = AttributeContext | FunctionContext | MethodContext

NAME = "mypy_housestyle"

for _rule in rules().values():
    if ENGINE in _rule.modules:
        error_code(_rule)


class HousestylePlugin(Plugin):
    """The plugin that `plugins = ["mypy_housestyle"]` loads."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._analyzing = False
        self._hooks: dict[tuple[str, Getter], CallHook | None] = {}
        self._by_path: dict[str, Settings | None] = {}
        self._known: dict[int, Settings] = {}
        _warn_of_plugins_in_front(options)

    def report_config_data(self, ctx: ReportConfigContext) -> object:
        """What decides on the findings in a module, so that mypy checks it anew when it changes."""
        if not is_our_path(ctx.path):
            return None
        with _explained():
            return remember(ctx.path)

    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """None; but a faulty configuration ends mypy here, before any worker starts."""
        self.settings(file.path)
        return []

    def get_type_analyze_hook(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        """Put the sentinel into each module of ours (see `sentinel`)."""
        return self._bootstrap if fullname == HOOKED_TYPE and not self._analyzing else None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """The hook for calls of a function or class that a rule is about."""
        return self._hook(fullname, "get_function_hook")

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """The hook for reading a property that a rule is about."""
        is_known = fullname.rpartition(".")[2] in properties()
        return self._hook(fullname, "get_attribute_hook") if is_known else None

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """The hook for calls of a method that a rule is about, and for the sentinel."""
        if fullname == HOOKED_METHOD:
            return self._sentinel
        return self._hook(fullname, "get_method_hook")

    def settings(self, path: str) -> Settings | None:
        """What holds for a module; None for one that is not the project's own."""
        if path not in self._by_path:
            settings = None
            if is_our_path(path):
                with _explained():
                    settings = settings_for(path, ENGINE)
                    if not settings.alone(ENGINE):
                        settings_for(path, FLAKE8)  # `report` asks for what flake8 finds
                    if self.options.fine_grained_incremental:
                        remember(path)  # the daemon has no cache to ask `report_config_data` about
            self._by_path[path] = settings if settings and subscribers(settings) else None
            if settings and id(settings) not in self._known:
                self._known[id(settings)] = settings
                self._hooks.clear()
        return self._by_path[path]

    def _bootstrap(self, ctx: AnalyzeTypeContext) -> Type:
        if ctx.type.name == IMPLICIT_STR:
            tree = ctx.api.api.cur_mod_node  # type: ignore[attr-defined]
            if self.settings(tree.path):
                insert_sentinel(tree)
        self._analyzing = True
        try:
            return ctx.api.analyze_type(ctx.type)
        finally:
            self._analyzing = False

    def _sentinel(self, ctx: MethodContext) -> Type:
        checker: TypeChecker = ctx.api  # type: ignore[assignment]
        if is_sentinel(ctx.context):
            settings = self.settings(checker.tree.path)
            if settings and not _is_muted(checker):
                if checker.options.fine_grained_incremental:
                    self._hooks.clear()
                check_module(checker, settings)
            return ctx.default_return_type
        return self._delegate(ctx, "get_method_hook", HOOKED_METHOD)

    def _hook(self, fullname: str, getter: Getter) -> CallHook | None:
        key = fullname, getter
        if key not in self._hooks:
            self._hooks[key] = self._make_hook(fullname, getter)
        return self._hooks[key]

    def _make_hook(self, fullname: str, getter: Getter) -> CallHook | None:
        callee = self._callee(fullname, getter)
        by_settings = {
            key: found
            for key, settings in self._known.items()
            if (found := interests(settings, callee))
        }
        if not by_settings:
            return None

        def hook(ctx: HookContext) -> Type:
            returns = self._delegate(ctx, getter, fullname)
            checker: TypeChecker = ctx.api  # type: ignore[assignment]
            settings = self.settings(checker.tree.path)
            found = by_settings.get(id(settings))
            is_set = isinstance(ctx, AttributeContext) and ctx.is_lvalue
            if settings is None or found is None or is_set or _is_muted(checker):
                return returns
            _check(Call(callee, ctx, checker, settings, returns), found)
            return returns

        return hook

    def _callee(self, fullname: str, getter: Getter) -> Callee:
        owner, _, name = fullname.rpartition(".")
        if getter == "get_attribute_hook":
            return Callee((f"{owner}.@{name}",), is_method=False)
        is_method = getter == "get_method_hook"
        info = self._class(owner if is_method else fullname)
        if info is None:
            targets = () if is_method else alias_targets(fullname, self._modules or {})
            return Callee((fullname, *targets), is_method)
        bases = [base.fullname for base in info.mro]
        return Callee(tuple(f"{base}.{name}" if is_method else base for base in bases), is_method)

    def _class(self, fullname: str) -> TypeInfo | None:
        try:
            symbol = self.lookup_fully_qualified(fullname)
        except (AssertionError, KeyError):
            return None
        return symbol.node if symbol and isinstance(symbol.node, TypeInfo) else None

    def _delegate(self, ctx: HookContext, getter: Getter, fullname: str) -> Type:
        """What the first other plugin makes of a call: one of ours must not hide one of theirs."""
        for plugin in ctx.api.plugin._plugins:  # type: ignore[attr-defined]
            ours = isinstance(plugin, HousestylePlugin)  # and listed twice, perhaps
            if not ours and (hook := getattr(plugin, getter)(fullname)):
                found: Type = hook(ctx)
                return found
        if isinstance(ctx, AttributeContext):
            return ctx.default_attr_type
        return ctx.default_return_type


def _check(call: Call, found: list[Interest]) -> None:
    for (rule, module, options), what in found:
        if isinstance(what, Failure):
            run_rule(call.checker, call.node, rule, what.again)
            continue
        findings = run_rule(call.checker, call.node, rule, module.check_call, call, what, *options)
        report(call.checker, call.settings, rule, findings)


@contextmanager
def _explained() -> Iterator[None]:
    """Make a faulty configuration the end of mypy's run, with each problem on a line."""
    try:
        yield
    except ConfigError as error:
        raise CompileError(str(error).splitlines()) from None


def _is_muted(checker: TypeChecker) -> bool:
    return bool(getattr(checker, "can_skip_diagnostics", False))


def _warn_of_plugins_in_front(options: Options) -> None:
    """mypy asks plugins in turn and takes the first answer, so one in front hides our findings."""
    names = [path.rpartition(":")[0] or path for path in options.plugins]
    in_front = names[: names.index(NAME)] if NAME in names else []
    if in_front and "mypy.build_worker.worker" not in sys.modules:
        print(
            f"housestyle: put `{NAME}` first in mypy's `plugins`: {', '.join(in_front)} in front "
            "of it can hide its findings (it hands every call on to the others)",
            file=sys.stderr,
        )
