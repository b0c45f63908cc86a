"""The settings of a Celery app, in whatever module and spelling they stand."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

PREFETCH = {
    "worker_prefetch_multiplier",
    "celeryd_prefetch_multiplier",
    "celery_worker_prefetch_multiplier",
}
DEFAULT_PREFETCH = 4
CONFIGURED = {
    "acks_late": {"task_acks_late", "celery_acks_late", "celery_task_acks_late"},
    "time_limit": {"task_time_limit", "celeryd_task_time_limit", "celery_task_time_limit"},
    "soft_time_limit": {
        *("task_soft_time_limit", "celeryd_task_soft_time_limit", "celery_task_soft_time_limit"),
    },
}
"""The settings of an app, in all their spellings, that stand for an option of every task."""
FOR_ALL_TASKS = {"task_annotations", "celery_annotations", "celery_task_annotations", "task_cls"}


def uses_celery(file: File) -> bool:
    """Whether a file imports Celery or something that is called so, or configures it."""
    is_imported = any("celery" in target.lower() for target in file.scope.imported)
    return is_imported or "celery" in file.relative.name


def is_set_for_all(option: str, tree: ast.Module) -> bool:
    """Whether a module that configures an app sets an option, or any option, for all its tasks."""
    words = settings_named(tree)
    return not words.isdisjoint(FOR_ALL_TASKS | CONFIGURED.get(option, set()))


@lru_cache(maxsize=1)
def settings_named(tree: ast.Module) -> frozenset[str]:
    """What a module sets by name, in lower case: attributes, names, keywords and keys."""
    words: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr="Task", ctx=ast.Store()):
                words.add("task_cls")
            case ast.Attribute(attr=name, ctx=ast.Store()) | ast.Name(id=name, ctx=ast.Store()):
                words.add(name.lower())
            case ast.keyword(arg=str(name)) | ast.Constant(value=str(name)):
                words.add(name.lower())
            case ast.Attribute(attr="config_from_object"):
                words.add("config_from_object")
    return frozenset(words)


def prefetch_faults(
    node: ast.Assign | ast.keyword, context: Context, prefetch: int
) -> Iterator[tuple[ast.expr, str]]:
    """What a setting says of the messages that a worker takes in advance, if not so many.

    A setting is a keyword, an attribute of `conf`, or a name in a module that is called celery.
    """
    name = _set_name(node, context).lower()
    remedy = f"set `worker_prefetch_multiplier` to {prefetch}"
    match node.value:
        case ast.Constant(value=int(number)) if name in PREFETCH and number != prefetch:
            count = f"{number} messages for each process" if number else "all messages"
            fault = f"a worker takes {count} in advance, which wait behind a slow task"
            yield node.value, f"{fault}: {remedy}"
        case ast.Constant(value=True) if name == "task_acks_late" and prefetch != DEFAULT_PREFETCH:
            if settings_named(context.file.tree).isdisjoint(PREFETCH | {"config_from_object"}):
                taken = f"a worker takes {DEFAULT_PREFETCH} messages for each process in advance"
                yield node.value, f"tasks are acknowledged late, but {taken}: {remedy}"


def _set_name(node: ast.Assign | ast.keyword, context: Context) -> str:
    match node:
        case ast.keyword(arg=str(name)):
            return name
        case ast.Assign(targets=[ast.Attribute(attr=name)]):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) if "celery" in context.file.relative.name:
            return name
    return ""
