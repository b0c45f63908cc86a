"""What a module is for, told from its path and from what it imports."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import PurePosixPath

    from housestyle_core.tree.context import File

TEST_FOLDERS = frozenset({"test", "tests", "testing"})
TEST_FILES = frozenset({"test", "tests", "conftest"})
SCRIPT_FOLDER = r"scripts?|bin|cli|examples?(?:_.*)?|benchmarks?"
SCRIPT_ROOTS = frozenset({"tools", "docs"})
SCRIPT_FILES = frozenset(
    {"__main__.py", "cli.py", "manage.py", "setup.py", "noxfile.py", "fabfile.py"}
)
MIGRATION_FOLDERS = frozenset({"alembic", "migrations", "_migrations"})
COMMAND_LINE_LIBRARIES = frozenset(
    {
        *("argparse", "optparse", "getopt", "click", "rich_click", "asyncclick", "typer"),
        *("cyclopts", "fire", "docopt", "cleo", "invoke", "absl", "plac"),
    }
)

PROMPTS = frozenset({"input", "getpass"})


def is_test(relative: PurePosixPath) -> bool:
    """Whether the path, below the folder of the configuration, is that of test code."""
    if not TEST_FOLDERS.isdisjoint(relative.parts[:-1]):
        return True
    name, suffix = relative.stem, relative.suffix
    is_named = name.startswith("test_") or name.endswith(("_test", "_tests")) or name in TEST_FILES
    return is_named and suffix in (".py", ".pyi")


def is_script(relative: PurePosixPath) -> bool:
    """Whether a person runs the module at this path by hand: its folder or its name says so.

    `tools` and `docs` count only beside the configuration, deeper down they are often features.
    """
    folders = relative.parts[:-1]
    return (
        relative.name in SCRIPT_FILES
        or any(re.fullmatch(SCRIPT_FOLDER, folder) for folder in folders)
        or not SCRIPT_ROOTS.isdisjoint(folders[:1])
    )


def is_migration(relative: PurePosixPath) -> bool:
    """Whether the path is that of a database migration or of the code that runs them."""
    return not MIGRATION_FOLDERS.isdisjoint(relative.parts[:-1])


def is_command_line(file: File) -> bool:
    """Whether the module is a script, or imports a library that parses a command line."""
    return is_script(file.relative) or not COMMAND_LINE_LIBRARIES.isdisjoint(imported(file))


def imported(file: File) -> frozenset[str]:
    """The top-level packages that the module imports outside its functions and classes."""
    return frozenset(
        binding.target.partition(".")[0]
        for bindings in file.scope.bindings.values()
        for binding in bindings
        if binding.target
    )


@lru_cache(maxsize=1)
def is_interactive(file: File) -> bool:
    """Whether the module asks a person at a terminal, with `input` or `sys.stdin`."""
    return any(map(_is_prompt, file.nodes(ast.Call, ast.Attribute)))


def _is_prompt(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name in PROMPTS
        case ast.Attribute(value=ast.Name(id="sys"), attr="stdin"):
            return True
    return False


@lru_cache(maxsize=1)
def main_code(tree: ast.Module) -> frozenset[ast.AST]:
    """The statement `if __name__ == "__main__":`, `main()` and the functions they lead to."""
    return led_to(tree, [statement for statement in tree.body if is_main(statement)])


def led_to(tree: ast.Module, starts: Iterable[ast.AST]) -> frozenset[ast.AST]:
    """These parts of a module, and what they lead to: functions by name, methods of `self`."""
    functions = {(False, node.name): node for node in _functions(tree)}
    for owner in tree.body:
        if isinstance(owner, ast.ClassDef):
            functions.update(((True, node.name), node) for node in _functions(owner))
    found: set[ast.AST] = set()
    pending = [*starts]
    while pending:
        node = pending.pop()
        found.add(node)
        names = {name for inner in ast.walk(node) if (name := _leads_to(inner))}
        pending += [
            functions[name] for name in names & functions.keys() if functions[name] not in found
        ]
    return frozenset(found)


def _functions(
    owner: ast.Module | ast.ClassDef,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for statement in owner.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            yield statement


def _leads_to(node: ast.AST) -> tuple[bool, str] | None:
    """The function that a node names, and whether it is a method."""
    match node:
        case ast.Name(id=name):
            return False, name
        case ast.Attribute(value=ast.Name(id="self"), attr=name):
            return True, name
    return None


def _asks_for_main(test: ast.expr) -> bool:
    match test:
        case ast.Compare(ops=[ast.Eq() | ast.In()]):
            parts = {ast.unparse(node) for node in ast.walk(test) if isinstance(node, ast.expr)}
            return {"__name__", "'__main__'"} <= parts
    return False


def is_main(statement: ast.stmt) -> bool:
    """Whether a statement of a module is the main guard, or the definition of `main`."""
    match statement:
        case ast.FunctionDef(name="main") | ast.AsyncFunctionDef(name="main"):
            return True
        case ast.If(test=ast.BoolOp(op=ast.And(), values=[test, *_])) | ast.If(test=test):
            return _asks_for_main(test)
    return False
