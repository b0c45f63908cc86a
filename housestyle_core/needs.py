"""What some rules need to have anything to say: they are not even loaded without it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from housestyle_core.tree.context import File

LIBRARIES: Mapping[tuple[str, ...], frozenset[str]] = {
    ("asyncio",): frozenset({"HS108"}),
    ("asyncio", "backoff", "anyio", "requests", "tenacity", "time", "trio", "urllib3"): frozenset(
        {"HS120"}
    ),
    ("dotenv", "os"): frozenset({"HS721"}),
    ("fastapi",): frozenset(
        {
            *("HS115", "HS451", "HS452", "HS540", "HS541", "HS542", "HS543", "HS544", "HS545"),
            *("HS606", "HS607", "HS770"),
        }
    ),
    ("fastapi", "pydantic"): frozenset({"HS211"}),
    ("httpx", "json", "requests"): frozenset({"HS463"}),
    ("json",): frozenset({"HS455"}),
    ("pydantic", "pydantic_settings", "sqlmodel"): frozenset({"HS401"}),
    ("threading",): frozenset({"HS112"}),
    ("typing", "typing_extensions"): frozenset({"HS205"}),
}
"""The rules about libraries, one of which a file must import."""
NODES: Mapping[tuple[type[ast.AST], ...], frozenset[str]] = {
    (ast.AsyncFunctionDef, ast.FunctionDef, ast.Lambda): frozenset({"HS311"}),
    (ast.Await,): frozenset({"HS107", "HS109"}),
    (ast.BinOp, ast.Subscript): frozenset({"HS203", "HS204"}),
    (ast.Call,): frozenset({"HS105", "HS106", "HS110", "HS111", "HS458", "HS462", "HS701"}),
    (ast.ClassDef,): frozenset({"HS117", "HS301", "HS605"}),
    (ast.ImportFrom,): frozenset({"HS241"}),
    (ast.Try, ast.TryStar, ast.With): frozenset({"HS651"}),
}
"""The rules that look at nodes of these types alone, in most files."""
OF_COROUTINES = frozenset({"HS101", "HS102", "HS112", "HS113"})
"""The rules about files with an `async def`."""
OF_OPTIONS = frozenset({"HS104", "HS613"})
"""The rules that have nothing to say where nobody sets an option of theirs."""
NEEDY = OF_COROUTINES.union(*LIBRARIES.values())


def not_about(file: File) -> frozenset[str]:
    """The codes of the rules that a file lacks something for."""
    others = [codes for modules, codes in LIBRARIES.items() if not file.imports(*modules)]
    if ast.AsyncFunctionDef not in file.kinds:
        others.append(OF_COROUTINES)
    others += [codes for kinds, codes in NODES.items() if file.kinds.isdisjoint(kinds)]
    return frozenset().union(*others)
