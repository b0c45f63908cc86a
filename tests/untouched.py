"""What safe fixes may not touch, checked without asking the code that makes them."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections import Counter
from typing import Any

from housestyle_core.facts.parameter_marks import DEPENDENCIES, KINDS, OF_THE_DEFAULT
from housestyle_core.facts.pydantic_v1 import (
    ATTRIBUTES,
    CONFIG_KEYS,
    FIELD_KEYWORDS,
    METHODS,
    new_name,
)
from tests.pydantic_words import (
    Validator,
    as_frozen,
    config_docstrings,
    is_validator,
    last_name,
    with_adapter,
    with_mode,
)

ANNOTATED = ("annotation", "returns")
TYPE = ast.Constant("a type, perhaps")
NOTHING = ast.Constant("no default")
RENAMED = {
    old: new
    for names in (METHODS, ATTRIBUTES, FIELD_KEYWORDS, CONFIG_KEYS)
    for old, remedy in names.items()
    if (new := new_name(remedy))
} | {"get_event_loop": "get_running_loop", "ensure_future": "create_task"}


def assert_untouched(before: str, after: str) -> None:
    """That what `Essence` leaves out is all that differs between two versions of a file."""
    trees = parsed(before), parsed(after)
    one, other = (ast.dump(Essence().visit(tree)) for tree in trees)
    assert one == other
    lost = Counter(_comments(before).values()) - Counter(_comments(after).values())
    new = Counter(_comments(after).values()) - Counter(_comments(before).values())
    assert not new - Counter(config_docstrings(parsed(before)))
    if lost:
        beside = Counter(
            text for line, text in _comments(before).items() if line in _import_lines(before)
        )
        assert not lost - beside, "only a comment beside an import may go with it"


def parsed(source: str) -> ast.Module:
    """The tree of a source; warnings are its author's business."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


class Essence(ast.NodeTransformer):
    """A tree without imports, types, decorators and configurations of models.

    What `Query(1, le=9)` and the like say is the default alone, for the rest may stand in the type.
    Asynchronous sleeps are the others in it, names of Pydantic 1 those of Pydantic 2, and asyncio's
    older names and threads the newer ones.
    """

    def visit(self, node: ast.AST) -> Any:
        """What is left of a node."""
        if is_validator(node):
            node = Validator().visit(node)
        for field in ANNOTATED:
            if getattr(node, field, None) is not None:
                setattr(node, field, ast.Constant(None))
        if hasattr(node, "decorator_list"):
            node.decorator_list = []
        return super().visit(node)

    def visit_Import(self, _: ast.Import) -> None:
        return None

    def visit_ImportFrom(self, _: ast.ImportFrom) -> None:
        return None

    def visit_If(self, node: ast.If) -> ast.If | None:
        self.generic_visit(node)
        return node if node.body else None

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef | None:
        node.bases = []
        self.generic_visit(node)
        return None if node.name == "Config" else node

    def visit_Assign(self, node: ast.Assign) -> ast.AST | None:
        self.generic_visit(node)
        return None if ast.unparse(node.targets[0]) == "model_config" else node

    def visit_arguments(self, node: ast.arguments) -> ast.AST:
        count = len(node.posonlyargs) + len(node.args) - len(node.defaults)
        node.defaults = [NOTHING] * count + [_default(given) or NOTHING for given in node.defaults]
        node.kw_defaults = [given and _default(given) for given in node.kw_defaults]
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.value = node.value and _default(node.value)
        return self.generic_visit(node)

    def visit_Subscript(self, _: ast.Subscript) -> ast.AST:
        return TYPE

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        return TYPE if isinstance(node.op, ast.BitOr) else self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return TYPE if isinstance(node.value, str) else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if last_name(node.value) == "Extra":
            return TYPE
        node.attr = RENAMED.get(node.attr, node.attr)
        return self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        node = as_frozen(node)
        node.arg = RENAMED.get(node.arg or "", node.arg)
        return self.generic_visit(node)

    def visit_Await(self, node: ast.Await) -> ast.AST:
        self.generic_visit(node)
        return node.value if _is_sleep(node.value) else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        node = with_mode(with_adapter(node))
        self.generic_visit(node)
        if _is_sleep(node):
            node.func = ast.Name("sleep")
        name = ast.unparse(node.func)
        if name.endswith(".run_in_executor") and [
            ast.unparse(given) for given in node.args[:1]
        ] == ["None"]:
            node.func, node.args = ast.Name("to_thread"), node.args[1:]
        elif name.endswith(".to_thread"):
            node.func = ast.Name("to_thread")
        return node


def _default(given: ast.expr) -> ast.expr | None:
    """What a default is without metadata; None where there is none then."""
    if not isinstance(given, ast.Call) or not ast.unparse(given.func).endswith(KINDS):
        return given
    name = ast.unparse(given.func)
    named = [one.value for one in given.keywords if one.arg == "default"]
    own = [one for one in given.keywords if one.arg in OF_THE_DEFAULT]
    values = named if name.endswith(DEPENDENCIES) else [*given.args, *named]
    if own and name.endswith("Field"):
        return ast.Call(ast.Name("Field"), values, own)
    return next((value for value in values if ast.unparse(value) != "..."), None)


def _is_sleep(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("sleep", "nap"))


def _comments(source: str) -> dict[int, str]:
    """The comments by their lines."""
    tokens = tokenize.generate_tokens(io.StringIO(source, newline=None).readline)
    return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}


def _import_lines(source: str) -> set[int]:
    return {
        line
        for node in ast.walk(parsed(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
