"""What each function of a module runs itself, and where its variables get their values."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import mypy.nodes as n

from housestyle_core.record import Record
from mypy_housestyle.facts.bindings import bindings

if TYPE_CHECKING:
    from mypy_housestyle.facts.bindings import Source

TYPE_CHECKING_NAME = "typing.TYPE_CHECKING"


class Function(Record):
    """A function or method: its decorators, the nodes that it runs itself, by their keys.

    The `client.get` of `client.get()` is among `uses` with the call, and not listed beside it.
    `returned` are the functions that it returns.
    """

    node: n.FuncDef
    decorators: list[n.Expression]
    uses: defaultdict[str, list[n.Node]]
    returned: list[n.FuncDef]


class Code(Record):
    """The functions of a module, nested ones too; what its variables and `self.x` are bound to.

    `binders` are the nodes that give a variable a value (see `sources`), `selves` has the class
    behind the first parameter of each method, `definitions` the functions that a full name is
    defined as: several where they depend on a condition or replace each other. `for_mypy` are the
    functions in and around code that runs for type checkers alone, `classes` those that functions
    call, `unreached` the blocks with functions or classes that mypy never comes to.
    """

    tree: n.MypyFile
    functions: dict[n.FuncDef, Function]
    binders: defaultdict[n.SymbolNode, list[n.Node]]
    selves: dict[n.SymbolNode, n.TypeInfo]
    definitions: defaultdict[str, list[n.FuncDef]]
    for_mypy: set[n.FuncDef]
    classes: dict[str, n.TypeInfo]
    unreached: list[n.Block]

    @property
    def is_partial(self) -> bool:
        """Whether mypy leaves out what the module may define: all behind an `assert`, too."""
        return bool(self.unreached) or isinstance(self.tree.defs[-1], n.AssertStmt)

    def sources(self, variable: n.SymbolNode) -> list[Source]:
        """What a variable gets its values from."""
        return [
            source
            for binder in self.binders.get(variable, ())
            for bound, source in bindings(binder)
            if bound is variable
        ]


def empty_code(tree: n.MypyFile) -> Code:
    """The code of a module of which nothing is noted yet."""
    return Code(tree, {}, defaultdict(list), {}, defaultdict(list), set(), {}, [])
