"""Which typed rule wants which call, definition or error of mypy.

A rule module of this package has one or more of these functions:

- `check(node, context[, options])` for each definition of a module whose type the annotation of
  `node` names (`FuncDef`, `ClassDef`) or once for the module (`MypyFile`), unless
  `applies(context[, options])`, asked before, says that the module gives it no work;
- `check_call(call, what[, options])` for each call of a callee that the rule is `ABOUT`: its full
  names, then `what` is the one that was called, or a mapping from them to `what`. A rule whose
  options decide on that has `about(options)`; one for which names are not enough
  `wanted(callee, settings[, options])`, which gives `what`, None for a call of no interest. It is
  asked about every callee, unless `words(options)` has what the name of any that it may want begins
  or ends with; None is for any name.

`options` is there where the module has a class `Options`. A rule whose findings hang on more of
other modules than their types names in `KEEPS` what keeps that for it (see `kept_variable`):
functions that take a module and its checker, each run once however many rules name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from housestyle_core.checks import subscription
from housestyle_core.record import Record
from housestyle_core.tree.names import last_names
from mypy_housestyle.codes import ENGINE
from mypy_housestyle.failure import Failure, guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from housestyle_core.catalogue import Rule
    from housestyle_core.config import Settings
    from mypy_housestyle.call import Callee


class Subscriber(Record):
    """A rule that is on, with its options where it has any."""

    rule: Rule
    module: ModuleType
    options: tuple[object, ...]

    def function(self, name: str) -> Callable[..., Any] | None:
        """The function of the rule's module with that name, its options bound by the caller."""
        return getattr(self.module, name, None)


class Interest(Record):
    """A subscriber that wants a call, and what it said of the callee."""

    subscriber: Subscriber
    what: Any


@lru_cache(maxsize=256)
def subscribers(settings: Settings) -> tuple[Subscriber, ...]:
    """The typed rules that are on."""
    return tuple(Subscriber(state.rule, *state.load(ENGINE)) for state in settings.enabled(ENGINE))


@lru_cache(maxsize=256)
def checks(settings: Settings) -> dict[type, list[Subscriber]]:
    """The rules that check definitions, by the type of node that they ask for."""
    table: dict[type, list[Subscriber]] = {}
    for subscriber in subscribers(settings):
        if check := subscriber.function("check"):
            for node_type in subscription(check):
                table.setdefault(node_type, []).append(subscriber)
    return table


@lru_cache(maxsize=256)
def keepers(settings: Settings) -> dict[Callable[..., None], Rule]:
    """What keeps something of each module for others, with a rule that needs it."""
    return {
        keep: subscriber.rule
        for subscriber in subscribers(settings)
        for keep in getattr(subscriber.module, "KEEPS", ())
    }


@lru_cache(maxsize=256)
def callers(settings: Settings) -> list[tuple[Subscriber, frozenset[str] | None]]:
    """The rules that are asked about each callee with one of some words, with None about any."""
    asked = [found for found in subscribers(settings) if found.function("wanted")]
    return [(found, _words(found)) for found in asked]


def _words(subscriber: Subscriber) -> frozenset[str] | None:
    choose = subscriber.function("words")
    found = guarded(choose, *subscriber.options) if choose else None
    return None if isinstance(found, Failure) else found


class Names(Record):
    """The interests in callees that have a name, and the rules that failed to name any."""

    table: dict[str, list[Interest]]
    failures: list[tuple[Rule, Failure]]


def wanted_by_any(known: Iterable[Settings]) -> frozenset[str] | None:
    """What the names of all callees that a rule wants begin or end with; None for any name."""
    return _joint(map(_wanted, known))


@lru_cache(maxsize=256)
def _wanted(settings: Settings) -> frozenset[str] | None:
    return _joint([last_names(about(settings).table), *(words for _, words in callers(settings))])


def _joint(words: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found = [*words]
    known = [each for each in found if each is not None]
    return frozenset().union(*known) if len(known) == len(found) else None


@lru_cache(maxsize=256)
def about(settings: Settings) -> Names:
    """What the other rules say of callees by their names."""
    found = Names({}, [])
    for subscriber in subscribers(settings):
        choose = subscriber.function("about")
        names = getattr(subscriber.module, "ABOUT", ())
        if choose:
            names = guarded(choose, *subscriber.options)
        if isinstance(names, Failure):
            found.failures.append((subscriber.rule, names))
            continue
        for name in names:
            what = names[name] if isinstance(names, Mapping) else name
            found.table.setdefault(name, []).append(Interest(subscriber, what))
    return found


def interests(settings: Settings, callee: Callee) -> list[Interest]:
    """The rules that want calls of `callee`, and those that failed when they were asked."""
    table = about(settings).table
    named = [interest for name in callee.names for interest in table.get(name, ())]
    found = [*{each.subscriber.rule.code: each for each in reversed(named)}.values()]
    for subscriber, known in callers(settings):
        if known is not None and not callee.has_any(known):
            continue
        what = guarded(subscriber.module.wanted, callee, settings, *subscriber.options)
        if what is not None:
            found.append(Interest(subscriber, what))
    return found
