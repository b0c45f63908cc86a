"""What safe fixes may not touch, checked without asking the code that makes them."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections import Counter

ANNOTATED = ("annotation", "returns")
SLEEPS = ("asyncio.sleep", "trio.sleep", "anyio.sleep", "sleep")
TYPES = (ast.Subscript, ast.BinOp, ast.Constant)


def assert_untouched(before: str, after: str) -> None:
    """That imports, types and sleeps are all that differs between two versions of a file."""
    trees = parsed(before), parsed(after)
    one, other = (ast.dump(Essence().visit(tree)) for tree in trees)
    assert one == other
    lost = Counter(_comments(before).values()) - Counter(_comments(after).values())
    assert not Counter(_comments(after).values()) - Counter(_comments(before).values())
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
    """A tree without imports and types, in which asynchronous sleeps are the others."""

    def visit(self, node: ast.AST) -> ast.AST | None:
        """What is left of a node."""
        if isinstance(node, ast.Import | ast.ImportFrom):
            return None
        for field in ANNOTATED:
            if getattr(node, field, None) is not None:
                setattr(node, field, ast.Constant(None))
        match node:
            case ast.ClassDef():
                node.bases = []
            case ast.Subscript() | ast.BinOp(op=ast.BitOr()):
                return ast.Constant("a type, perhaps")
            case ast.Constant(value=str()):
                return ast.Constant("a type, perhaps")
            case ast.Await(value=ast.Call() as call) if ast.unparse(call.func) in SLEEPS:
                return self.visit(call)
            case ast.Call(func=function) if ast.unparse(function).endswith("sleep"):
                node.func = ast.Name("sleep")
        self.generic_visit(node)
        if isinstance(node, ast.If) and not node.body:
            return None
        return node


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
