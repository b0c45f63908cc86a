"""Whether what functions of a module run may block by what the module's own text tells.

flake8 knows what a library blocks by what the file imports, and follows the file's own functions.
Here are only names, as in `use_keys`: what they do not rule out, flake8 has to be asked about.
"""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

import mypy.nodes as n
from mypy.server.subexpr import get_subexpressions

from housestyle_core.facts.known_types import ATTRIBUTES, ENTERED, ITEMS, RETURNS, SUBSCRIPTS
from housestyle_core.tree.names import last_names
from mypy_housestyle.facts.decorators import plain
from mypy_housestyle.facts.imports import imported_names, imported_packages, imports_module
from mypy_housestyle.facts.library_keys import keys_by_package
from mypy_housestyle.facts.may_block import CONSTRUCTORS
from mypy_housestyle.facts.signatures import fullname_of, name_of
from mypy_housestyle.facts.use_keys import (
    ANYTHING,
    METHODS,
    key_of_call,
    key_of_callee,
    key_of_property,
    keys_of_function,
)
from mypy_housestyle.walk import statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mypy_housestyle.facts.code import Code, Function

FILE = "typing.IO"
ANY_METHOD = "*"
KINDS = (*RETURNS.items(), *ATTRIBUTES.items(), *ENTERED.items(), *ITEMS.items())
OPENERS = last_names(name for name, kind in KINDS if kind == FILE) | {"BinaryIO", "IO", "TextIO"}
NAMED = {n.NameExpr, n.MemberExpr}
HOME = FILE.partition(".")[0]
HOMES = {HOME, "typing_extensions"}
PARTIAL = "functools.partial"
_latest: list[tuple[Code, set[str]]] = []


def may_block_by_itself(keys: Iterable[str], code: Code) -> bool:
    """Whether plain functions of a module with some keys, or those that they run, may block.

    A class of the module runs any constructor there.
    """
    functions, own = _by_key(code), f"{code.tree.fullname}."
    makers = [node for node in functions[ANYTHING] if node.name in CONSTRUCTORS]
    known = _keys_of_libraries(code)
    found: set[n.FuncDef] = set()
    waiting = [*keys]
    while waiting:
        key = waiting.pop()
        for node in functions.get(key, makers if key.startswith(own) else ()):
            if node in found:
                continue
            found.add(node)
            used = {*_used(code.functions[node])}
            last = last_names(used)
            if ANYTHING in used or ANY_METHOD in known or not known.isdisjoint(last):
                return True
            waiting += used
    return False


def _by_key(code: Code) -> dict[str, list[n.FuncDef]]:
    """The plain functions of a module by the names of all that may run them, but for classes."""
    plain_ones = [node for node in code.functions if not node.is_coroutine]
    found: dict[str, list[n.FuncDef]] = {ANYTHING: plain_ones}
    for node in plain_ones:
        for key in keys_of_function(node):
            found.setdefault(key, []).append(node)
    return found


def _used(function: Function) -> Iterator[str]:
    """The keys of all that is written in a function, of what decorates it and what it returns.

    flake8 looks at code for other platforms, too, and at what nested definitions run at once.
    """
    for part in get_subexpressions(function.node):
        yield from _keys_of(part)
    for statement in statements(function.node):
        if type(statement) in METHODS:
            yield METHODS[type(statement)]
    for decorator in function.decorators:
        yield key_of_callee(plain(decorator))
    for returned in function.returned:
        yield returned.name


def _keys_of(part: n.Expression) -> Iterator[str]:
    match part:
        case n.CallExpr(callee=n.MemberExpr(expr=n.StrExpr())):  # mypy makes such of f-strings
            return
        case n.CallExpr(arg_kinds=kinds):
            yield key_of_call(part)
            if n.ARG_STAR in kinds:
                yield METHODS[n.StarExpr]
        case n.MemberExpr(name=name):
            yield key_of_property(name)
        case _ if type(part) in METHODS:
            yield METHODS[type(part)]


def _keys_of_libraries(code: Code) -> set[str]:
    """The keys of what blocks in the packages that a module imports, and in what they give.

    What the module has by another name may be anything of that.
    """
    if not _latest or _latest[0][0] is not code:
        _latest[:] = [(code, _keys_behind(code.tree).union(_renamed(code.tree)))]
    return _latest[0][1]


def _renamed(tree: n.MypyFile) -> Iterator[str]:
    """What is given something that has another name, as by `self.pause = time.sleep`."""
    for statement in statements(tree):
        match statement:
            case n.AssignmentStmt(lvalues=targets, rvalue=n.RefExpr() | n.CallExpr() as value):
                if isinstance(value, n.RefExpr) or fullname_of(value.callee) == PARTIAL:
                    yield from map(name_of, targets)


def _keys_behind(tree: n.MypyFile) -> set[str]:
    packages = {"builtins", *imported_packages(tree)}
    waiting = [*packages]
    while waiting:
        new = _given_by().get(waiting.pop(), set()) - packages
        packages |= new
        waiting += new
    if not _may_have_files(tree):
        packages.discard(HOME)
    return set().union(*(keys_by_package().get(package, ()) for package in packages))


@lru_cache(maxsize=1)
def _given_by() -> dict[str, set[str]]:
    """The packages of the classes that a package gives instances of."""
    found: dict[str, set[str]] = {}
    for name, kind in (*KINDS, *SUBSCRIPTS.items()):
        found.setdefault(name.partition(".")[0], set()).add(kind.partition(".")[0])
    return found


def _may_have_files(tree: n.MypyFile) -> bool:
    """Whether a module opens a file, or names the class of one."""
    if imports_module(tree, HOMES) or not OPENERS.isdisjoint(imported_names(tree)):
        return True
    parts = (part for part in get_subexpressions(tree) if type(part) in NAMED)
    return not OPENERS.isdisjoint(map(attrgetter("name"), parts))
