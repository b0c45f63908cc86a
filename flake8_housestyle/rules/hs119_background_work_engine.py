"""Background work outside the engine of the project

Work that outlives its request needs somebody who limits it, repeats it and tells when it failed. A
thread that a route handler starts has none of that: every request may start one, and a deployment
stops them in the middle. `BackgroundTasks` at least belongs to the response; a job that takes
seconds belongs in a queue such as Celery, whose workers survive the web process.

Without a choice, only threads and processes that a route handler starts are reported. The option
`engine` says what else is: below `celery` also `add_task`, `BackgroundTask(...)` and tasks that a
handler starts and forgets, but for what is over at once: cleaning up behind a response, and writing
logs, audits, traces and metrics. Tests are left alone.

## Bad
    import threading

    from fastapi import APIRouter

    router = APIRouter()


    @router.post("/reports")
    async def create_report(name: str) -> None:
        threading.Thread(target=build_report, args=(name,)).start()

## Good
    from fastapi import APIRouter, BackgroundTasks

    router = APIRouter()


    @router.post("/reports")
    async def create_report(name: str, background_tasks: BackgroundTasks) -> None:
        background_tasks.add_task(build_report, name)

## Fix
None: a job for a queue needs arguments that can be sent, and may run twice.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Literal

from housestyle_core.facts.background_work import CALLED, background_job
from housestyle_core.facts.handlers import CLEANUP, last_name
from housestyle_core.facts.modules import is_test
from housestyle_core.finding import Finding
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

ABOUT = CALLED
Engine = Literal["celery", "background-tasks", "either", "any"]
ENGINES = {
    "celery": "Celery",
    "background-tasks": "`BackgroundTasks`",
    "either": "Celery or `BackgroundTasks`",
}
QUEUES = {"arq", "celery", "dramatiq", "huey", "procrastinate", "rq", "saq", "taskiq"}
RECORDING = r"_*(?:.*_)?(?:logs?|audits?|traces?|tracing|metrics?|telemetry)(?:_.*)?"


class Options(Record):
    """What runs background work, and what may run without it.

    `engine`: `either` is Celery or `BackgroundTasks` and no other task queue, `any` is no choice.
    `allow`: functions that may run in the web process whatever the engine (`write_log`).
    """

    engine: Engine = "any"
    allow: tuple[str, ...] = ()


def applies(file: File, _: Options) -> bool:
    """Whether the file can have to do with background work, outside tests."""
    return file.imports("fastapi", "starlette", *QUEUES) and not is_test(file.relative)


def check(
    node: ast.Call | ast.Import | ast.ImportFrom, context: Context, options: Options
) -> Iterator[Finding]:
    if not isinstance(node, ast.Call):
        yield from _foreign_queues(node, options.engine)
    elif job := background_job(node, context, in_process=options.engine == "celery"):
        name = last_name(job.func if isinstance(job, ast.Call) else job)
        if name not in options.allow and not _is_quick(name, options.engine):
            yield Finding(node, _message(name or "the work", node, context, options.engine))


def _foreign_queues(node: ast.Import | ast.ImportFrom, engine: Engine) -> Iterator[Finding]:
    modules = (
        [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module]
    )
    queues = {(module or "").partition(".")[0] for module in modules} & QUEUES
    allowed = set() if engine == "background-tasks" else {"celery"}
    if engine != "any" and not getattr(node, "level", 0):
        for queue in sorted(queues - allowed):
            fault = f"`{queue}` does not run the background work of this project"
            yield Finding(node, f"{fault}: use {ENGINES[engine]}")


def _message(job: str, node: ast.Call, context: Context, engine: Engine) -> str:
    shown = context.resolve(node.func) or last_name(node.func)
    if engine == "celery":
        fault = f"`{shown}` runs `{job}` in the web process, and a restart loses it"
        return f"{fault}: make it a Celery task and call `{job}.delay(...)`"
    fault = f"nobody limits the `{shown}` that requests start, or learns of its errors"
    return f"{fault}: hand the function to {ENGINES.get(engine, ENGINES['background-tasks'])}"


def _is_quick(job: str, engine: Engine) -> bool:
    return engine == "celery" and bool(re.fullmatch(CLEANUP, job) or re.fullmatch(RECORDING, job))
