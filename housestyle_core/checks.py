"""The checks that are on, and which of them may say something of a node."""

from __future__ import annotations

import ast  # noqa: TC003 - the annotation of `fail` is evaluated
from collections import defaultdict
from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Any

from housestyle_core.environment import is_debugging
from housestyle_core.needs import OF_OPTIONS
from housestyle_core.record import Record
from housestyle_core.tree.names import name_getter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from housestyle_core.catalogue import Rule
    from housestyle_core.config.settings import RuleSettings, Settings
    from housestyle_core.finding import Finding
    from housestyle_core.tree.context import Context

    Names = defaultdict[type[ast.AST], set[str]]
    Table = Mapping[type[ast.AST], "Subscribers"]

ENGINE = "flake8"


class Check(Record):
    """A rule's `check` with the options that hold, and what else its module says of it.

    `applies(file[, options])` is asked once a file, so that a rule costs nothing where it has
    nothing to say (see `needs`, too). `ABOUT` are the last names (see `known_as`) of what the rule
    is about: nodes with another one do not reach it, but for names that stand for something else.
    A rule whose options add to them has `about(options)` instead; one that some files give a reason
    to look at every name has `about_any(file[, options])`. `IN_ASYNC` keeps code away that does not
    run in an `async def`.
    """

    rule: Rule
    run: Callable[..., Iterable[Finding]]
    options: tuple[object, ...] = ()
    applies: Callable[..., bool] | None = None
    about: Collection[str] | None = None
    about_any: Callable[..., bool] | None = None
    in_async: bool = False


class Subscribers(Record):
    """The checks for one type of node, and of those the ones about any name.

    `name_of` gives what a node is known as. `by_name`, which grows, has all of the checks for each
    of `names`, which some are about, if only in other files: all tables share these.
    """

    checks: list[Check]
    of_any_name: list[Check]
    name_of: Callable[[ast.AST], str | None]
    names: set[str]
    by_name: dict[str, list[Check]]

    def of(self, name: str) -> list[Check]:
        """The checks that may say something of a node with one of `names`."""
        if name not in self.by_name:
            self.by_name[name] = [
                check for check in self.checks if check.about is None or name in check.about
            ]
        return self.by_name[name]


@lru_cache(maxsize=64)
def codes_of(settings: Settings, only: frozenset[str] | None = None) -> frozenset[str]:
    """The codes of the rules that are on and may have something to say, with `only` of these."""
    codes = frozenset(
        state.rule.code
        for state in settings.enabled(ENGINE)
        if state.options or state.rule.code not in OF_OPTIONS
    )
    return codes if only is None else codes & only


class Loaded(Record):
    """The checks of a configuration that files needed so far, by their codes.

    `names` and `names_in_async` are what these are about, by the type of node, outside an
    `async def` and in one: all tables of the configuration share them.
    """

    settings: Settings
    checks: dict[str, Check]
    names: Names
    names_in_async: Names

    def check(self, code: str) -> Check:
        """The check of a rule that is on."""
        if code not in self.checks:
            self.checks[code] = found = _check(self.settings.rules[code])
            for kind in subscription(found.run):
                self.names_in_async[kind].update(found.about or ())
                if not found.in_async:
                    self.names[kind].update(found.about or ())
        return self.checks[code]


@lru_cache(maxsize=64)
def _loaded(settings: Settings) -> Loaded:
    return Loaded(settings, {}, defaultdict(set), defaultdict(set))


def checks_of(settings: Settings, codes: Iterable[str]) -> list[Check]:
    """The checks of the rules with these codes, which are on."""
    loaded = _loaded(settings)
    return [loaded.check(code) for code in sorted(codes)]


@lru_cache(maxsize=512)
def tables(settings: Settings, here: frozenset[str], anyway: frozenset[str]) -> tuple[Table, Table]:
    """The checks by the type of node: outside an `async def`, and in one.

    `here` are the codes of the rules that apply to a file, `anyway` those about any name there.
    """
    checks = [
        check._replace(about=None) if check.rule.code in anyway else check
        for check in checks_of(settings, here)
    ]
    elsewhere = [check for check in checks if not check.in_async]
    loaded = _loaded(settings)
    return _by_node(elsewhere, loaded.names), _by_node(checks, loaded.names_in_async)


def _by_node(checks: Iterable[Check], names: Names) -> Table:
    table: dict[type[ast.AST], list[Check]] = {}
    for check in checks:
        for kind in subscription(check.run):
            table.setdefault(kind, []).append(check)
    return {kind: _subscribers(kind, found, names[kind]) for kind, found in table.items()}


def _subscribers(kind: type[ast.AST], checks: list[Check], names: set[str]) -> Subscribers:
    of_any_name = [check for check in checks if check.about is None]
    return Subscribers(checks, of_any_name, name_getter(kind), names, {})


@lru_cache(maxsize=256)
def subscription(check: Callable[..., object]) -> tuple[type, ...]:
    """The node types that the annotation of a check's first parameter names."""
    hint = next(iter(check.__annotations__.values()))
    words = hint.split(" | ") if isinstance(hint, str) else ()
    types = [_named(word, check.__globals__) for word in words] or [hint]
    return tuple(kind for found in types for kind in getattr(found, "__args__", (found,)))


def _named(dotted: str, known: Mapping[str, Any]) -> Any:
    """What a dotted name in a module stands for; `eval` takes ten times as long."""
    first, *others = dotted.split(".")
    return reduce(getattr, others, known[first])


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

        return Check(state.rule, fail)
    names = getattr(module, "about", None)
    return Check(
        state.rule,
        module.check,
        options,
        getattr(module, "applies", None),
        names(*options) if names else getattr(module, "ABOUT", None),
        getattr(module, "about_any", None),
        getattr(module, "IN_ASYNC", False),
    )
