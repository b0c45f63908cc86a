"""HTTP clients that a function opens for a single request."""

from __future__ import annotations

import ast
import re
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from housestyle_core.facts.blocking.public_names import public_names
from housestyle_core.facts.handlers import last_name
from housestyle_core.facts.modules import is_command_line, is_test, main_code
from housestyle_core.record import Record

if TYPE_CHECKING:
    from housestyle_core.tree.context import Context, File

CLIENTS = frozenset(
    {
        *("aiohttp.ClientSession", "httpx.AsyncClient", "httpx.Client", "httpx2.AsyncClient"),
        *("httpx2.Client", "requests.Session", "requests.session"),
    }
)
VERBS = ("delete", "get", "head", "options", "patch", "post", "put", "request")
FUNCTIONS = frozenset(f"{library}.{verb}" for library in ("httpx", "requests") for verb in VERBS)
OF_THE_CLIENT = frozenset(
    {
        *("app", "base_url", "cert", "connector", "cookie_jar", "cookies", "event_hooks", "http2"),
        *("limits", "mounts", "proxies", "proxy", "trace_configs", "transport", "trust_env"),
        *("verify", None),
    }
)
"""Settings that a request cannot bring with it; None is for `**settings`."""
ONE_SHOT = r"_*(?:main|lifespan|startup|shutdown|set_?up|init|download|install)(?:_.*)?"
RUN_ONCE = frozenset({"cache", "cached", "lru_cache", "command", "fixture", "on_event"})
LOOPS = (
    *(ast.For, ast.AsyncFor, ast.While),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Options(Record):
    """`clients`: more client classes, by dotted name; `functions`: what of `requests.get` and such.

    Those functions open a client for each call: they are reported in `loops`, `everywhere` or
    `nowhere`.
    """

    clients: tuple[str, ...] = ()
    functions: Literal["loops", "everywhere", "nowhere"] = "loops"


def message(opener: str) -> str:
    """What a user is told of a call that opens a client for one request."""
    fault = f"`{opener}` connects anew for a single request"
    return f"{fault}: open one client where the application starts, and pass it in"


def find_client(names: tuple[str, ...], options: Options) -> str | None:
    """The client class, or a base of the class, that a call constructs."""
    known = (name for name in public_names(names) if name in CLIENTS or name in options.clients)
    return next(known, None)


def may_repeat(file: File) -> bool:
    """Whether a file is of a program that goes on, and no test or script."""
    return not (file.is_stub or is_test(file.relative) or is_command_line(file))


def serves_one_request(call: ast.Call, context: Context) -> bool:
    """Whether a client is opened in a function that runs often, and makes one request with it."""
    parent = context.file.parents.get(call)
    if not isinstance(parent, ast.withitem) or not isinstance(parent.optional_vars, ast.Name):
        return False
    is_own = not any(_is_of_place(keyword, context) for keyword in call.keywords)
    block, name = context.file.parents[parent], parent.optional_vars.id
    return is_own and runs_often(call, context) and _makes_one_request(block, name, context)


def runs_often(node: ast.AST, context: Context) -> bool:
    """Whether code is in a function that nothing tells to run once in the life of the program."""
    function = context.function
    if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    decorators = (
        item.func if isinstance(item, ast.Call) else item for item in function.decorator_list
    )
    once = re.fullmatch(ONE_SHOT, function.name) or not RUN_ONCE.isdisjoint(
        map(last_name, decorators)
    )
    started = main_code(context.file.tree)
    return not once and started.isdisjoint((node, *context.parents(node)))


def is_for_each(call: ast.Call, context: Context) -> bool:
    """Whether a loop of the same function makes the call for each of its items."""
    given = {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}
    for above in context.parents(call):
        match above:
            case ast.For(target=target) | ast.AsyncFor(target=target):
                items = ast.walk(target)
            case ast.ListComp(generators=[*made]) | ast.SetComp(generators=[*made]):
                items = (node for each in made for node in ast.walk(each.target))
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                return False
            case _:
                continue
        if any(isinstance(node, ast.Name) and node.id in given for node in items):
            return True
    return False


def _is_of_place(keyword: ast.keyword, context: Context) -> bool:
    """Whether an argument gives the client a setting that differs from call to call."""
    if keyword.arg not in OF_THE_CLIENT:
        return False
    names = (node for node in ast.walk(keyword.value) if isinstance(node, ast.Name))
    scopes = (found[0] for name in names if (found := context.scope.find(name.id)))
    return keyword.arg is None or any(scope.parent is not None for scope in scopes)


def _makes_one_request(block: ast.AST, name: str, context: Context) -> bool:
    """Whether the block uses the client once, to call a method of it, and in no loop."""
    named = (node for node in ast.walk(block) if getattr(node, "id", None) == name)
    uses = [node for node in named if isinstance(getattr(node, "ctx", None), ast.Load)]
    method = context.file.parents.get(uses[0]) if len(uses) == 1 else None
    call = context.file.parents.get(method) if isinstance(method, ast.Attribute) else None
    if call is None or getattr(call, "func", None) is not method:
        return False
    above = takewhile(lambda node: node is not block, context.parents(call))
    return not any(isinstance(node, (*LOOPS, *SCOPES)) for node in above)
