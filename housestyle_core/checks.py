"""The checks that are on, and which of them may say something of a node."""

from __future__ import annotations

import ast  # noqa: TC003 - the annotation of `fail` is evaluated
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.environment import is_debugging
from housestyle_core.needs import OF_OPTIONS
from housestyle_core.tree.names import name_getter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from housestyle_core.catalogue import Rule
    from housestyle_core.config.settings import Settings
    from housestyle_core.finding import Finding
    from housestyle_core.tree.context import Context

    Names = defaultdict[type[ast.AST], set[str]]
    Table = Mapping[type[ast.AST], "Subscribers"]

ENGINE = "flake8"


class Check(NamedTuple):
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


class Subscribers(NamedTuple):
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


@lru_cache(maxsize=512)
def checks_of(settings: Settings, codes: frozenset[str]) -> tuple[Check, ...]:
    """The checks of the rules with these codes, which are on."""
    return tuple(_check(settings, code) for code in sorted(codes))


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
    return (
        _by_node(elsewhere, _names(settings, in_async=False)),
        _by_node(checks, _names(settings, in_async=True)),
    )


@lru_cache(maxsize=64)
def _names(settings: Settings, *, in_async: bool) -> Names:  # noqa: ARG001 - what it is cached by
    """The names that loaded checks are about, which grow."""
    return defaultdict(set)


def _note_names(check: Check, settings: Settings) -> None:
    for kind in subscription(check.run):
        for in_async in {True, check.in_async}:
            _names(settings, in_async=in_async)[kind].update(check.about or ())


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
    types = eval(hint, check.__globals__) if isinstance(hint, str) else hint  # noqa: S307
    return getattr(types, "__args__", (types,))


@lru_cache(maxsize=1024)
def _check(settings: Settings, code: str) -> Check:
    """The check of a rule that is on; a module that fails to load fails again where it is told."""
    state = settings.rules[code]
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
    check = Check(
        state.rule,
        module.check,
        options,
        getattr(module, "applies", None),
        names(*options) if names else getattr(module, "ABOUT", None),
        getattr(module, "about_any", None),
        getattr(module, "IN_ASYNC", False),
    )
    _note_names(check, settings)
    return check
