"""The code of the project's modules, as far as mypy has it at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.record import Record
from mypy_housestyle.facts.code_walk import code_of
from mypy_housestyle.facts.may_block import add_kept
from mypy_housestyle.facts.ours import is_our_path, is_ours, keeps_trees, module_of, take_bound
from mypy_housestyle.facts.receivers import Reader

if TYPE_CHECKING:
    import mypy.nodes as n
    from mypy.checker import TypeChecker

    from housestyle_core.config import Settings
    from mypy_housestyle.facts.code import Code
    from mypy_housestyle.facts.receivers import Known

_codes: dict[str, Code] = {}
_finished: dict[str, n.MypyFile] = {}


class Project(Record):
    """The project around the module that is being checked, whose code is `here`.

    `known` is what expressions and variables were found to be instances of, `bound` the modules,
    of libraries too, that mypy has bound the names of since another one was checked.
    """

    checker: TypeChecker
    settings: Settings
    here: Code
    known: Known
    bound: list[n.MypyFile]

    def code(self, module: str) -> Code | None:
        """The code of a module; None for one from mypy's cache, and one that is not ours."""
        tree = self.checker.modules.get(module)
        if tree is None or not tree.defs:
            return None
        found = _codes.get(module)
        if found is None or found.tree is not tree:
            if tree.is_stub or not is_our_path(tree.path):
                return None
            _codes[module] = found = code_of(tree)
        return found

    def code_for(self, symbol: n.SymbolNode) -> Code | None:
        """The code in which a variable gets its values."""
        info = getattr(symbol, "info", None)
        module = info.module_name if info else symbol.fullname.rpartition(".")[0]
        return self.code(module) if module else self.here

    def at(self, code: Code) -> Project:
        """The same around another module."""
        return Project(self.checker, self.settings, code, self.known, self.bound)

    def reader(self) -> Reader:
        return Reader(self.code_for, self.known)

    def home(self, function: n.FuncDef | n.Var, near: Code) -> tuple[str, Code | None]:
        """The module of a function that code `near` it runs, and its code where it is at hand."""
        if function in near.functions:
            return near.tree.fullname, near
        module = module_of(function)
        return module, self.code(module)

    def is_finished(self, module: str) -> bool:
        """Whether another module has kept what its functions do, in this run or an earlier one."""
        tree = self.tree(module)
        return _finished.get(module) is tree or self.code(module) is None

    def tree(self, module: str) -> n.MypyFile | None:
        return self.checker.modules.get(module)

    def owns(self, function: n.FuncDef) -> bool:
        return is_ours(module_of(function), self.checker)

    def unfinished(self) -> list[Code]:
        """The code that mypy checks together with the module, which may depend on each other.

        In mypy's daemon the module alone: each of the others is checked when it has to be.
        """
        if keeps_trees(self.checker.options):
            return [self.here]
        trees = ((code, code.tree) for code in _codes.values() if code.tree.defs)
        return [
            code
            for code, tree in trees
            if self.tree(tree.fullname) is tree and _finished.get(tree.fullname) is not tree
        ]


def project_around(checker: TypeChecker, settings: Settings) -> Project:
    """The project of a module whose check begins.

    Code that mypy is done with is let go, as mypy has emptied its trees: else all would stay.
    """
    tree = checker.tree
    if _codes and not next(iter(_codes.values())).tree.defs:
        for module in [name for name, code in _codes.items() if not code.tree.defs]:
            del _codes[module]
    _finished.pop(tree.fullname, None)
    bound = take_bound()
    for found in bound:
        if is_our_path(found.path) and not found.is_stub:
            _codes[found.fullname] = code_of(found)
    if keeps_trees(checker.options) or tree.fullname not in _codes:
        _codes[tree.fullname] = code_of(tree)
    return Project(checker, settings, _codes[tree.fullname], {}, bound)


def finish(project: Project) -> None:
    """From now on other modules take what this one has kept."""
    tree = project.checker.tree
    _finished[tree.fullname] = tree
    add_kept(tree)
