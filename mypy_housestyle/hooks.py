"""Where mypy meets Housestyle: hooks that report, delegate, and change nothing else.

What only checks need is imported when a module is checked: a run that finds nothing stale does not.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from mypy.errors import CompileError
from mypy.nodes import TypeInfo
from mypy.plugin import Plugin
from mypy.types import Instance

from housestyle_core.catalogue import rules
from housestyle_core.config import ConfigError, settings_for
from mypy_housestyle.codes import ENGINE, error_code
from mypy_housestyle.facts.ours import bind, is_our_path, keeps_trees
from mypy_housestyle.facts.shadows import stand_for
from mypy_housestyle.freshness import remember
from mypy_housestyle.hook_tables import Hooks
from mypy_housestyle.sentinel import (
    HOOKED_METHOD,
    HOOKED_TYPE,
    IMPLICIT_STR,
    insert_sentinel,
    is_sentinel,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy.checker import TypeChecker
    from mypy.nodes import MypyFile, Statement
    from mypy.options import Options
    from mypy.plugin import (
        AnalyzeTypeContext,
        MethodContext,
        ReportConfigContext,
    )
    from mypy.semanal import SemanticAnalyzer
    from mypy.types import Type

    from housestyle_core.config import Settings

NAME = "mypy_housestyle"

for _rule in rules().values():
    if ENGINE in _rule.modules:
        error_code(_rule)


def plugin_of_a_run() -> type[HousestylePlugin]:
    """The plugin with tables of its own, which answer without running a function of ours.

    mypy asks at each type and call. It looks in the class for what answers, and nowhere else where
    an instance has no dictionary. A type puts the sentinel into each module of ours (see
    `sentinel`), a method runs it. The others are the calls of functions, classes and methods, and
    the read properties, that a rule is about.
    """
    types: dict[str, object] = {}
    attributes, functions = Hooks("get_attribute_hook"), Hooks("get_function_hook")
    methods, none = Hooks("get_method_hook"), dict[str, object]()
    tables = {
        "types": types,
        "calls": (attributes, functions, methods),
        "get_type_analyze_hook": types.get,
        "get_attribute_hook": attributes.__getitem__,
        "get_function_hook": functions.__getitem__,
        "get_method_hook": methods.__getitem__,
        "get_function_signature_hook": none.get,
        "get_method_signature_hook": none.get,
    }
    return type("HousestylePlugin", (HousestylePlugin,), {"__slots__": (), **tables})


class HousestylePlugin(Plugin):
    """The plugin that `plugins = ["mypy_housestyle"]` loads (see `plugin_of_a_run`)."""

    __slots__ = ("_begun", "_by_path", "_str", "bases", "known")

    types: ClassVar[dict[str, Callable[[AnalyzeTypeContext], Type]]]
    calls: ClassVar[tuple[Hooks, Hooks, Hooks]]

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.types[HOOKED_TYPE] = self._bootstrap
        for table in self.calls:
            table.plugin = self
        self._begun: list[Statement] | None = None
        self._str: TypeInfo | None = None
        self._by_path: dict[str, Settings | None] = {}
        self.bases: dict[str, tuple[str, ...]] = {}
        self.known: dict[int, Settings] = {}
        self._forget_hooks()
        stand_for(options.shadow_file or ())
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

    def settings(self, path: str) -> Settings | None:
        """What holds for a module; None for one that is not the project's own."""
        if path not in self._by_path:
            self._by_path[path] = self._settings(path) if is_our_path(path) else None
        return self._by_path[path]

    def _settings(self, path: str) -> Settings | None:
        from housestyle_core.checks import ENGINE as FLAKE8
        from mypy_housestyle.subscriptions import subscribers

        with _explained():
            settings = settings_for(path, ENGINE)
            if not settings.alone(ENGINE):
                settings_for(path, FLAKE8)  # `report` asks for what flake8 finds
            if self.options.fine_grained_incremental:
                remember(path)  # the daemon has no cache to ask `report_config_data` about
        if id(settings) not in self.known:
            self.known[id(settings)] = settings
            self._forget_hooks()
        return settings if subscribers(settings) else None

    def _bootstrap(self, ctx: AnalyzeTypeContext) -> Type:
        written = ctx.type
        if written.name == IMPLICIT_STR:
            analyzer: SemanticAnalyzer = ctx.api.api  # type: ignore[attr-defined]
            if analyzer.cur_mod_node.defs is not self._begun:
                self._begin(analyzer)
        if self._str is not None and not written.args:
            found = Instance(self._str, [])
            found.set_line(written)
            return found
        hook = self.types.pop(HOOKED_TYPE)  # not for the type itself
        try:
            return ctx.api.analyze_type(written)
        finally:
            self.types[HOOKED_TYPE] = hook

    def _begin(self, analyzer: SemanticAnalyzer) -> None:
        """Take note of a module that mypy begins with, and of what `str` is in it.

        Where another plugin is about `str`, too, that is for mypy to find out.
        """
        tree = analyzer.cur_mod_node
        self._begun = tree.defs
        if self.settings(tree.path):
            insert_sentinel(tree)
        if not keeps_trees(self.options):
            bind(tree)
        chained = analyzer.plugin._plugins  # type: ignore[attr-defined]
        others = (plugin for plugin in chained if not isinstance(plugin, HousestylePlugin))
        is_hooked = any(other.get_type_analyze_hook(HOOKED_TYPE) for other in others)
        found = analyzer.modules["builtins"].names["str"].node
        self._str = found if isinstance(found, TypeInfo) and not is_hooked else None

    def _sentinel(self, ctx: MethodContext) -> Type:
        from mypy_housestyle.callbacks import delegate, is_muted
        from mypy_housestyle.module import check_module

        checker: TypeChecker = ctx.api  # type: ignore[assignment]
        if not is_sentinel(ctx.context):
            return delegate(ctx, "get_method_hook", HOOKED_METHOD)
        settings = self.settings(checker.tree.path)
        if settings and not is_muted(checker):
            if checker.options.fine_grained_incremental:
                self._forget_hooks()
            check_module(checker, settings)
        return ctx.default_return_type

    def _forget_hooks(self) -> None:
        self.bases.clear()
        for table in self.calls:
            table.clear()
        self.calls[-1][HOOKED_METHOD] = self._sentinel


@contextmanager
def _explained() -> Iterator[None]:
    """Make a faulty configuration the end of mypy's run, with each problem on a line."""
    try:
        yield
    except ConfigError as error:
        raise CompileError(str(error).splitlines()) from None


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
