"""What a module is for, told from its path and from what it imports."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from housestyle_core.context import File

TEST_FOLDERS = frozenset({"test", "tests"})
TEST_FILE = re.compile(r"(?:test_.*|.*_tests?|tests?|conftest)\.pyi?")
SCRIPT_FOLDERS = frozenset(
    {"scripts", "script", "bin", "cli", "examples", "example", "benchmarks", "benchmark"}
)
SCRIPT_ROOTS = frozenset({"tools", "docs"})
SCRIPT_FILES = frozenset(
    {"__main__.py", "cli.py", "manage.py", "setup.py", "noxfile.py", "fabfile.py"}
)
COMMAND_LINE_LIBRARIES = frozenset(
    {
        *("argparse", "optparse", "getopt", "click", "rich_click", "asyncclick", "typer"),
        *("cyclopts", "fire", "docopt", "cleo", "invoke", "absl", "plac"),
    }
)


def is_test(relative: PurePosixPath) -> bool:
    """Whether the path, below the folder of the configuration, is that of test code."""
    folders = relative.parts[:-1]
    return not TEST_FOLDERS.isdisjoint(folders) or bool(TEST_FILE.fullmatch(relative.name))


def is_script(relative: PurePosixPath) -> bool:
    """Whether a person runs the module at this path by hand: its folder or its name says so.

    `tools` and `docs` count only beside the configuration, deeper down they are often features.
    """
    folders = relative.parts[:-1]
    return (
        relative.name in SCRIPT_FILES
        or not SCRIPT_FOLDERS.isdisjoint(folders)
        or not SCRIPT_ROOTS.isdisjoint(folders[:1])
    )


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
def main_code(tree: ast.Module) -> frozenset[ast.AST]:
    """The statement `if __name__ == "__main__":` and the functions that it leads to."""
    functions = {
        statement.name: statement
        for statement in tree.body
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    found: set[ast.AST] = set()
    pending: list[ast.AST] = [statement for statement in tree.body if _is_main_guard(statement)]
    while pending:
        node = pending.pop()
        found.add(node)
        names = {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}
        pending += {functions[name] for name in names & functions.keys()} - found
    return frozenset(found)


def _is_main_guard(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.If):
        return False
    match statement.test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            return {ast.unparse(left), ast.unparse(right)} == {"__name__", "'__main__'"}
    return False
