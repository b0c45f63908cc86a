"""What a rule's `fix` may ask about the place of a finding."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from housestyle_core.fix.edit import Edit, Import
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    import libcst

    from housestyle_core.finding import Located
    from housestyle_core.fix.text import Text
    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Scope

F_STRINGS = tuple(getattr(ast, name) for name in ("JoinedStr", "TemplateStr") if hasattr(ast, name))
IMPORTS = (ast.Import, ast.ImportFrom)
ATOMS = (ast.Name, ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set)
PRIMARIES = (*ATOMS, ast.Attribute, ast.Subscript, ast.Call)
OPERATIONS = (ast.BinOp, ast.UnaryOp, ast.Starred)
PARENTHESIZED = (ast.NamedExpr, ast.Yield, ast.YieldFrom)


class Name(Record):
    """How a file writes the name of something, and the imports that it lacks for it."""

    text: str
    imports: tuple[Import, ...] = ()


class Place(Record):
    """The node that a finding is at, what it says, its context, and the text of the file."""

    found: Located
    message: str
    context: Context
    text: Text

    def source(self, node: ast.AST) -> str | None:
        """The source of an expression or a statement; None where the file does not show it.

        It does not in f-strings, nor in quoted types that are not written as they read.
        """
        if not hasattr(node, "lineno") or self._in_f_string(node):
            return None
        start, end = self.text.range(node)  # type: ignore[arg-type]
        source = self.text.raw[start:end].replace("\r\n", "\n").replace("\r", "\n")
        return source if _is_source_of(source, node) else None

    def argument(self, node: ast.expr) -> str | None:
        """The source of an expression as an argument of a call; None as for `source`."""
        source = self.source(node)
        return f"({source})" if source and isinstance(node, PARENTHESIZED) else source

    def concrete(self, node: ast.expr) -> Any:
        """An expression as LibCST has it, with its comments and spaces; None as for `source`."""
        import libcst

        source = self.source(node)
        if source is None:
            return None
        found = libcst.parse_expression(f"({source}\n)")
        return found.with_changes(lpar=found.lpar[1:], rpar=found.rpar[:-1])

    def concrete_statement(self, node: ast.stmt) -> Any:
        """A simple statement as LibCST has it; None as for `source`."""
        import libcst

        source = self.source(node)
        return None if source is None else libcst.parse_statement(source).body[0]  # type: ignore[index]

    def replace(self, node: ast.expr, new: str | libcst.CSTNode) -> Edit:
        """The edit that puts another expression in the place of one, in parentheses where needed.

        That is where operators around it bind tighter, and where it runs over lines.
        """
        code = new if isinstance(new, str) else code_of(new)
        around = self.context.file.parents.get(node)
        return Edit(node, f"({code})" if _needs_parentheses(code, node, around) else code)

    def name(self, module: str, attribute: str, *, alone: bool = False) -> Name | None:
        """How the file writes `module.attribute` at this place; None where something hides it.

        What is imported already is used; else an import of the module is asked for, with `alone`
        one of the attribute.
        """
        dotted = f"{module}.{attribute}"
        known = {
            target: name + dotted[len(target) :]
            for scope in self.context.scope.enclosing()
            for name, target in self._imported(scope)
            if f"{dotted}.".startswith(f"{target}.")
        }
        if known:
            return Name(known[max(known, key=len)])
        new = Import(module, attribute) if alone else Import(module)
        bound = new.name or module.partition(".")[0]
        if self.context.scope.find(bound) or bound in self.context.file.scope.bindings:
            return None
        return Name(attribute if alone else dotted, (new,))

    def _imported(self, scope: Scope) -> Iterator[tuple[str, str]]:
        """The names that a scope imports for certain in front of this place, and what they mean."""
        is_later = scope.parent is None and self.context.function is not None
        for name, bindings in scope.bindings.items():
            node, target, *_ = bindings[0]
            if len(bindings) > 1 or target is None or not isinstance(node, IMPORTS):
                continue
            if self.context.file.parents[node] is scope.node and (
                is_later or node.lineno < self.found.lineno
            ):
                found = self.context.scope.find(name)
                if found and found[0] is scope:
                    yield name, target

    def _in_f_string(self, node: ast.AST) -> bool:
        return any(isinstance(above, F_STRINGS) for above in self.context.parents(node))


def code_of(node: libcst.CSTNode) -> str:
    """The source of a node of LibCST."""
    import libcst

    return libcst.Module([]).code_for_node(node)


def _is_source_of(source: str, node: ast.AST) -> bool:
    try:
        if isinstance(node, ast.expr):
            found: ast.AST = ast.parse(f"({source}\n)", mode="eval").body
        else:
            (found,) = ast.parse(source).body
    except (SyntaxError, ValueError):
        return False
    return ast.dump(found) == ast.dump(node)


def _needs_parentheses(code: str, node: ast.expr, around: ast.AST | None) -> bool:
    try:
        new = ast.parse(code, mode="eval").body
    except SyntaxError:
        return True
    match around:
        case ast.Attribute() | ast.Await():
            return not isinstance(new, PRIMARIES)
        case ast.Subscript(value=inner) | ast.Call(func=inner):
            return inner is node and not isinstance(new, PRIMARIES)
        case ast.BinOp(left=left, op=ast.BitOr()) if left is node and _is_union(new):
            return False
    return isinstance(around, OPERATIONS) and not isinstance(new, (*PRIMARIES, ast.Await))


def _is_union(node: ast.expr) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr)
