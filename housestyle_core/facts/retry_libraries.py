"""Libraries that repeat a call after a failure, and how long they are told to wait."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.finding import Located
    from housestyle_core.tree.context import Context

TENACITY = frozenset(f"tenacity.{name}" for name in ("retry", "Retrying", "AsyncRetrying"))
BACKOFF = frozenset({"backoff.on_exception"})
URLLIB = frozenset(
    {
        *("urllib3.Retry", "urllib3.util.Retry", "urllib3.util.retry.Retry"),
        *("requests.adapters.Retry", "requests.packages.urllib3.util.retry.Retry"),
    }
)
RETRIES = TENACITY | BACKOFF | URLLIB
MODULES = ("tenacity", "backoff", "urllib3", "requests")
AT_ONCE = "every retry follows at once: "
SAME_TIME = "every retry waits the same time: "
WAIT = "wait_exponential_jitter()"


def bare_retries(
    node: ast.FunctionDef | ast.AsyncFunctionDef, context: Context
) -> Iterator[tuple[Located, str]]:
    """The decorators without arguments that repeat a function without a pause."""
    for decorator in node.decorator_list:
        if context.resolve(decorator) == "tenacity.retry":
            yield decorator, f"{AT_ONCE}add `wait={WAIT}`"


def steady_retries(call: ast.Call, context: Context) -> Iterator[tuple[Located, str]]:
    """Where a call tells a library to retry without a pause that grows, and what to write."""
    name = context.resolve(call.func)
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if None in given:
        return
    if name in TENACITY:
        yield from _tenacity(call, given, context)
    elif name in BACKOFF and call.args and context.resolve(call.args[0]) == "backoff.constant":
        yield call.args[0], f"{SAME_TIME}write `backoff.expo`"
    elif name in URLLIB and "backoff_factor" not in given:
        total = call.args[0] if call.args else given.get("total")
        if not (isinstance(total, ast.Constant) and not total.value):
            yield call, f"{AT_ONCE}add `backoff_factor=0.5`"


def _tenacity(
    call: ast.Call, given: dict[str | None, ast.expr], context: Context
) -> Iterator[tuple[Located, str]]:
    match given.get("retry"), given.get("wait"):
        case (ast.expr() as condition, _) if "result" in ast.unparse(condition):
            return
        case (_, None) if len(call.args) < len(("sleep", "stop", "wait")):
            yield call, f"{AT_ONCE}add `wait={WAIT}`"
        case (_, ast.Call(func=function) as wait):
            match context.resolve(function):
                case "tenacity.wait_fixed" | "tenacity.wait.wait_fixed":
                    yield wait, f"{SAME_TIME}write `{WAIT}`"
                case "tenacity.wait_none" | "tenacity.wait.wait_none":
                    yield wait, f"{AT_ONCE}write `{WAIT}`"
