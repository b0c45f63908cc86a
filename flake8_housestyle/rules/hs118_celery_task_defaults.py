"""A Celery task left to Celery's defaults

By default a task is acknowledged before it runs, so it is lost when the worker dies, and an
exception ends it for good. What a task needs instead depends on the task, so it says so itself:
`acks_late`, `autoretry_for`, `retry_backoff`, `max_retries`. Of the two time limits a task has both
or none: the soft one lets it clean up, the hard one ends what the soft one does not reach. Late
acknowledgement goes with a worker that takes one message at a time.

Options come from the decorator, from a `**` of a dict in the file, from a base class in the file
and from the settings of an app that is configured in the file; where other modules may give more,
nothing is reported as missing. What the project's own configuration sets for all tasks is to be
left out of `required`. A task that calls `self.retry` retries by hand, one with `max_retries=0`
never.

## Bad
    from celery import shared_task

    @shared_task
    def send(letter: str) -> None: ...

## Good
    from celery import shared_task

    @shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
    def send(letter: str) -> None: ...

## Fix
None: only the author knows what a task may be repeated after.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.celery_settings import is_set_for_all, prefetch_faults, uses_celery
from housestyle_core.facts.celery_tasks import Function, task_decorator, task_options
from housestyle_core.facts.handlers import own_nodes
from housestyle_core.facts.modules import is_test
from housestyle_core.finding import Finding
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from housestyle_core.tree.context import Context, File

SUGGESTED = {
    "acks_late": "True",
    "autoretry_for": "(…)",
    "retry_backoff": "True",
    "max_retries": "5",
}
BY_HAND = frozenset({"autoretry_for", "retry_backoff"})
HARD, SOFT = "time_limit", "soft_time_limit"


class Options(Record):
    """`required`: what each task must say, as a name or with the value that it must have.

    `prefetch`: the value that `worker_prefetch_multiplier` must have; -1 for any.
    """

    required: tuple[str, ...] = ("acks_late", "autoretry_for", "retry_backoff", "max_retries")
    prefetch: int = 1


def applies(file: File, _: Options) -> bool:
    return uses_celery(file) and not is_test(file.relative)


def check(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Assign | ast.keyword,
    context: Context,
    options: Options,
) -> Iterator[Finding]:
    if isinstance(node, Function):
        if decorator := task_decorator(node, context):
            yield from _task(node, decorator, context, options)
    elif options.prefetch >= 0:
        for place, message in prefetch_faults(node, context, options.prefetch):
            yield Finding(place, message)


def _task(
    node: Function, decorator: ast.expr, context: Context, options: Options
) -> Iterator[Finding]:
    given, are_all_known = task_options(decorator, context)
    required = dict(_named(text) for text in options.required)
    for name, wanted in required.items():
        value = given.get(name)
        if wanted and isinstance(value, ast.Constant) and repr(value.value) != wanted:
            fault = f"`{node.name}` has `{name}={ast.unparse(value)}`"
            yield Finding(value, f"{fault}: write `{name}={wanted}`")
    if not are_all_known:
        return
    excused = BY_HAND if _retries_by_hand(node, given) else frozenset()
    tree = context.file.tree
    missing = {
        name: wanted or SUGGESTED.get(name, "…")
        for name, wanted in required.items()
        if name not in given and name not in excused and not is_set_for_all(name, tree)
    }
    if missing:
        yield Finding(decorator, _missing(node.name, decorator, missing))
    elif lonely := _lonely_limit(given, tree):
        yield Finding(decorator, f"`{node.name}` {lonely}")


def _named(text: str) -> tuple[str, str]:
    name, _, wanted = text.partition("=")
    return name, wanted


def _retries_by_hand(node: Function, given: Mapping[str, ast.expr]) -> bool:
    """Whether a task never retries, calls `retry`, or hands itself on to what may."""
    match given.get("max_retries"):
        case ast.Constant(value=0):
            return True
    first = [parameter.arg for parameter in (*node.args.posonlyargs, *node.args.args)][:1]
    bound = first[0] if first and "bind" in given else None
    for inner in own_nodes(node.body):
        match inner:
            case ast.Attribute(attr="retry"):
                return True
            case ast.Call(args=arguments, keywords=keywords):
                values = [*arguments, *(keyword.value for keyword in keywords)]
                if any(isinstance(value, ast.Name) and value.id == bound for value in values):
                    return True
    return False


def _missing(task: str, decorator: ast.expr, missing: Mapping[str, str]) -> str:
    names = ", ".join(f"`{name}`" for name in missing)
    written = ", ".join(f"{name}={value}" for name, value in missing.items())
    is_call = isinstance(decorator, ast.Call)
    remedy = f"add `{written}`" if is_call else f"write `@{ast.unparse(decorator)}({written})`"
    return f"`{task}` leaves {names} to Celery's defaults: {remedy}"


def _lonely_limit(given: Mapping[str, ast.expr], tree: ast.Module) -> str | None:
    """What is wrong with a task that has one of the two time limits."""
    if HARD in given and SOFT not in given and not is_set_for_all(SOFT, tree):
        cure = f"add `{SOFT}`, below `{HARD}`"
        return f"is killed without a warning that it could clean up after: {cure}"
    if SOFT in given and HARD not in given and not is_set_for_all(HARD, tree):
        return f"may hang in code that the warning does not reach: add `{HARD}`, above `{SOFT}`"
    return None
