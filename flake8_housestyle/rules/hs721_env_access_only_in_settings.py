"""The environment read outside the settings module

One settings class shows every variable a service reads, with its type and its default, and a
missing or malformed one stops it at start. A read elsewhere is a hidden setting, an unchecked
string, and it fails in the middle of a request.

Left alone are writes and what they read first (`if "X" not in os.environ`), the environment handed
on whole (`env={**os.environ, "LANG": "C"}`), a lookup whose variable only the caller knows, classes
named `…Settings` or derived from one, tests, scripts, command-line modules and migrations, and
variables that describe the machine (`HOME`, `PATH`).

## Bad
    import os


    def connect() -> str:
        return os.environ["DATABASE_URL"]

## Good
    from app.config import settings


    def connect() -> str:
        return settings.database_url

## Fix
None: the setting needs a type, a name and a default.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from housestyle_core.config.globs import matches
from housestyle_core.facts.modules import is_command_line, is_migration, is_test, main_code
from housestyle_core.finding import Finding
from housestyle_core.record import Record
from housestyle_core.tree.excerpt import excerpt
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.context import Context, File

ENVIRONMENTS = {"os.environ", "os.environb"}
LOOKUPS = {"os.getenv", "os.getenvb"}
LOOKUP_METHODS = {"get", "__getitem__", "__contains__"}
CHANGING_METHODS = {"pop", "setdefault"}
LOADERS = {
    *("dotenv.load_dotenv", "dotenv.dotenv_values", "dotenv.get_key"),
    *("dotenv.main.load_dotenv", "dotenv.main.dotenv_values", "dotenv.main.get_key"),
}
WAYS = ENVIRONMENTS | LOOKUPS | LOADERS
ABOUT = last_names(WAYS) | LOOKUP_METHODS | CHANGING_METHODS
SETTINGS_CLASS = r"(?:.*\.)?\w*Settings"
OUTSIDE = "outside the settings module"


class Options(Record):
    """`modules`: globs of the settings modules; `allow`: globs of variables that any may read."""

    modules: tuple[str, ...] = (
        *("**/*config.py", "**/*settings.py", "**/*conf.py", "**/env.py", "**/environment.py"),
        *("**/config", "**/settings", "**/conf"),
    )
    allow: tuple[str, ...] = (
        *("HOME", "PATH", "PWD", "USER", "USERNAME", "SHELL", "TERM", "LANG", "LC_*", "TZ"),
        *("TMPDIR", "TEMP", "TMP", "HOSTNAME", "DISPLAY", "EDITOR", "VISUAL", "PAGER"),
        *("NO_COLOR", "COLUMNS", "XDG_*", "APPDATA", "LOCALAPPDATA", "USERPROFILE"),
        *("SYSTEMROOT", "WINDIR", "COMSPEC", "PYTEST_*", "PYTHON*", "VIRTUAL_ENV"),
        *("CONDA_PREFIX", "SSL_CERT_*", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "KUBERNETES_*"),
        *("CI", "CI_*", "BITBUCKET_*", "GITHUB_SHA", "GITHUB_RE[FP]*", "GITHUB_RUN_*"),
        *("GITHUB_ACTIONS", "GITHUB_SERVER_URL", "BUILD_SOURCE*", "BUILD_REPOSITORY*"),
    )


def applies(file: File, _: Options) -> bool:
    """Whether the file has a way to the environment."""
    return file.can_reach(WAYS)


def check(
    node: ast.Call | ast.Subscript | ast.Compare, context: Context, options: Options
) -> Iterator[Finding]:
    if isinstance(node, ast.Call) and context.resolve(node.func) in LOADERS:
        remedy = "name the file as `env_file` in the settings class"
    else:
        variable = _variable(node, context)
        if not variable or _is_allowed(variable, options) or _is_set(variable, node, context):
            return
        remedy = "declare a field in the settings class and read that"
    if not _is_exempt(context.file, options) and not _is_exempt_place(node, context):
        yield Finding(node, f"`{excerpt(node)}` reads the environment {OUTSIDE}: {remedy}")


def _variable(node: ast.Call | ast.Subscript | ast.Compare, context: Context) -> ast.expr | None:
    """The expression for the name of the variable that is read, if one is."""
    match node:
        case (
            ast.Subscript(value=owner, slice=variable, ctx=ast.Load())
            | ast.Compare(left=variable, ops=[ast.In() | ast.NotIn()], comparators=[owner])
        ):
            return variable if context.resolve(owner) in ENVIRONMENTS else None
        case ast.Call(func=function, args=[variable, *_]):
            return variable if _is_lookup(node, context.resolve(function), context) else None
        case ast.Call(func=function, keywords=[ast.keyword(arg="key", value=variable), *_]):
            return variable if context.resolve(function) in LOOKUPS else None
    return None


def _is_lookup(node: ast.Call, name: str | None, context: Context) -> bool:
    owner, _, method = (name or "").rpartition(".")
    if owner in ENVIRONMENTS and method in CHANGING_METHODS:
        return not isinstance(context.file.parents[node], ast.Expr)
    return name in LOOKUPS or (owner in ENVIRONMENTS and method in LOOKUP_METHODS)


def _is_allowed(variable: ast.expr, options: Options) -> bool:
    """Whether any module may read the variable, or the code does not tell which one it is."""
    match variable:
        case ast.Constant(value=str(name)):
            return any(matches(glob, name) for glob in options.allow)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return not name.isupper()
    return not isinstance(variable, ast.Constant | ast.JoinedStr | ast.BinOp)


def _is_exempt(file: File, options: Options) -> bool:
    return (
        any(matches(glob, str(file.relative)) for glob in options.modules)
        or is_test(file.relative)
        or is_migration(file.relative)
        or is_command_line(file)
    )


def _is_exempt_place(node: ast.expr, context: Context) -> bool:
    """Whether this runs as a script, or fills in a settings class that stands elsewhere."""
    around = list(context.parents(node))
    classes = [above for above in around if isinstance(above, ast.ClassDef)]
    names = [name for cls in classes for name in (cls.name, *map(ast.unparse, cls.bases))]
    main = main_code(context.file.tree)
    return any(re.fullmatch(SETTINGS_CLASS, name) for name in names) or any(
        above in main for above in around
    )


def _is_set(variable: ast.expr, node: ast.expr, context: Context) -> bool:
    """Whether the function, or the statement of the module, that reads the variable sets it too."""
    place = context.function or [*context.parents(node)][-2]
    return any(
        isinstance(inner, ast.Subscript)
        and not isinstance(inner.ctx, ast.Load)
        and context.resolve(inner.value) in ENVIRONMENTS
        and ast.dump(inner.slice) == ast.dump(variable)
        for inner in ast.walk(place)
    )
