"""The checks that are on, and which of them may say something of a node."""

from __future__ import annotations

import ast  # noqa: TC003 - the annotation of `fail` is evaluated
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.environment import is_debugging
from housestyle_core.tree.names import known_as

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from housestyle_core.catalogue import Rule
    from housestyle_core.config.settings import RuleSettings, Settings
    from housestyle_core.finding import Finding
    from housestyle_core.tree.context import Context

ENGINE = "flake8"


class Check(NamedTuple):
    """A rule's `check` with the options that hold, its `applies` and its `ABOUT` if it has them.

    `applies(file[, options])` is asked once a file, so that a rule about a library costs nothing
    where it is not used. `ABOUT` are the last names (see `known_as`) of what the rule is about:
    nodes with another one do not reach it, but for names that stand for something else. A rule
    whose options add to them has `about(options)` instead.
    """

    rule: Rule
    run: Callable[..., Iterable[Finding]]
    options: tuple[object, ...]
    applies: Callable[..., bool] | None = None
    about: Collection[str] | None = None


class Subscribers(NamedTuple):
    """The checks for one type of node: for each name, for any other name, and all of them."""

    by_name: Mapping[str, list[Check]]
    of_any_name: list[Check]
    all: list[Check]

    def that(self, may_apply: Callable[[Check], bool]) -> Subscribers:
        """Those that may apply to a file; of the ones by name nobody asks before the name comes."""
        of_any_name = [check for check in self.of_any_name if may_apply(check)]
        of_all = [check for check in self.all if may_apply(check)]
        return Subscribers(
            self.by_name if len(of_all) > len(of_any_name) else {}, of_any_name, of_all
        )

    def of(self, node: ast.AST, renamed: Collection[str]) -> list[Check]:
        """The checks that may say something of a node; `renamed` are the names of the file that
        stand for something of another name.
        """
        if not self.by_name:
            return self.all
        name = known_as(node)
        if name is None or name in renamed:
            return self.all
        return self.by_name.get(name, self.of_any_name)


@lru_cache(maxsize=64)
def checks_by_node(
    settings: Settings, only: frozenset[str] | None = None
) -> Mapping[type[ast.AST], Subscribers]:
    """The checks that are on, by the node types that the annotation of `node` names."""
    table: dict[type[ast.AST], list[Check]] = defaultdict(list)
    for state in settings.enabled(ENGINE):
        if only is None or state.rule.code in only:
            check = _check(state)
            for node_type in subscription(check.run):
                table[node_type].append(check)
    return {kind: _subscribers(checks) for kind, checks in table.items()}


def subscription(check: Callable[..., object]) -> tuple[type, ...]:
    """The node types that the annotation of a check's first parameter names."""
    hint = next(iter(check.__annotations__.values()))
    types = eval(hint, check.__globals__) if isinstance(hint, str) else hint  # noqa: S307
    return getattr(types, "__args__", (types,))


def _check(state: RuleSettings) -> Check:
    """The check of a rule; one whose module fails to load fails again where that is reported."""
    try:
        module, options = state.load(ENGINE)
    except Exception as failure:
        if is_debugging():
            raise
        error = failure

        def fail(_: ast.Module, __: Context) -> list[Finding]:
            raise error

        return Check(state.rule, fail, ())
    names = getattr(module, "about", None)
    about = names(*options) if names else getattr(module, "ABOUT", None)
    return Check(state.rule, module.check, options, getattr(module, "applies", None), about)


def _subscribers(checks: list[Check]) -> Subscribers:
    by_name = {
        name: [check for check in checks if check.about is None or name in check.about]
        for name in {name for check in checks for name in check.about or ()}
    }
    return Subscribers(by_name, [check for check in checks if check.about is None], checks)
