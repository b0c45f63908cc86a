"""Run the rules about definitions over one module, when mypy checks its top level."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from housestyle_core.checker import BROKEN_RULE, crash_message
from housestyle_core.environment import is_debugging
from housestyle_core.record import Record
from mypy_housestyle.codes import error_code
from mypy_housestyle.facts.source import let_go
from mypy_housestyle.report import report
from mypy_housestyle.subscriptions import about, checks, keepers
from mypy_housestyle.walk import definitions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import PurePosixPath

    from mypy.checker import TypeChecker
    from mypy.nodes import ClassDef, Context, Decorator, MypyFile

    from housestyle_core.catalogue import Rule
    from housestyle_core.config import Settings
    from mypy_housestyle.report import Finding
    from mypy_housestyle.subscriptions import Subscriber

Answer = TypeVar("Answer")


class ModuleContext(Record):
    """The place of the definition that a check was called with."""

    checker: TypeChecker
    settings: Settings
    decorator: Decorator | None = None
    owner: ClassDef | None = None

    @property
    def tree(self) -> MypyFile:
        return self.checker.tree

    @property
    def relative(self) -> PurePosixPath:
        """The path of the module below the folder of its configuration."""
        return self.settings.relative(self.checker.path)


def check_module(checker: TypeChecker, settings: Settings) -> None:
    """Report what the rules find in the definitions of a module, and keep what others must know."""
    whole = ModuleContext(checker, settings)
    for rule, failure in about(settings).failures:
        attempt(checker, checker.tree, rule, failure.again)
    for keep, rule in keepers(settings).items():
        attempt(checker, checker.tree, rule, keep, checker.tree, checker)
    table = _checks_here(whole)
    for subscriber in table.pop(type(checker.tree), ()):
        _run(subscriber, checker.tree, whole)
    for node, decorator, owner in definitions(checker.tree.defs) if table else ():
        for subscriber in table.get(type(node), ()):
            _run(subscriber, node, ModuleContext(checker, settings, decorator, owner))


def _checks_here(context: ModuleContext) -> dict[type, list[Subscriber]]:
    """The checks by the type of node, without those of rules that a module gives no work."""
    return {
        kind: here
        for kind, found in checks(context.settings).items()
        if (here := [subscriber for subscriber in found if _applies(subscriber, context)])
    }


def _applies(subscriber: Subscriber, context: ModuleContext) -> bool:
    rule, _, options = subscriber
    applies = subscriber.function("applies")
    return applies is None or bool(
        attempt(context.checker, context.tree, rule, applies, context, *options)
    )


def run_rule(
    checker: TypeChecker,
    node: Context,
    rule: Rule,
    check: Callable[..., Iterable[Finding]],
    *arguments: object,
) -> list[Finding]:
    """What a check finds."""
    let_go()
    return attempt(checker, node, rule, _listed, check, *arguments) or []


def attempt(
    checker: TypeChecker,
    node: Context,
    rule: Rule,
    function: Callable[..., Answer],
    *arguments: object,
) -> Answer | None:
    """What a function of a rule gives; a bug in it becomes a finding and spares other rules."""
    try:
        return function(*arguments)
    except Exception as error:
        if is_debugging():
            raise
        checker.fail(crash_message(rule, error), node, code=error_code(BROKEN_RULE))
        return None


def _listed(check: Callable[..., Iterable[Finding]], *arguments: object) -> list[Finding]:
    return list(check(*arguments))


def _run(subscriber: Subscriber, node: Context, context: ModuleContext) -> None:
    rule, module, options = subscriber
    if found := run_rule(context.checker, node, rule, module.check, node, context, *options):
        report(context.checker, context.settings, rule, found)
