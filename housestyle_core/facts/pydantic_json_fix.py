"""What Pydantic 1 does with JSON in one call, and Pydantic 2 in two."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.fix.edit import Fix
from housestyle_core.fix.place import Name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from housestyle_core.fix.place import Place

SCHEMA = ("by_alias", "ref_template")
DUMPS = (
    *("allow_nan", "check_circular", "cls", "ensure_ascii", "indent", "separators"),
    *("skipkeys", "sort_keys"),
)
VALIDATING: Mapping[str, str] = {
    "parse_file_as": "validate_json",
    "parse_obj_as": "validate_python",
    "parse_raw_as": "validate_json",
}
"""Functions, with the method of a `TypeAdapter` for each."""

DESCRIBING = ("schema_json_of", "schema_of")


def adapter_fix(node: ast.Call, name: str, place: Place) -> Fix | None:
    """A function that gets a type as a method of its `TypeAdapter`.

    Not safe where it reads JSON, of which Pydantic makes other values than `json.loads` here and
    there.
    """
    adapter = place.name("pydantic", "TypeAdapter", alone=True)
    sources = [place.argument(given) for given in node.args]
    if adapter is None or None in sources or not sources:
        return None
    new = Name(f"{adapter.text}({sources[0]})", adapter.imports)
    match sources[1:]:
        case [] if name in DESCRIBING:
            new = Name(f"{new.text}.json_schema", new.imports)
            return _described(node, new, place, dumped=name == "schema_json_of")
        case [str(value)] if name in VALIDATING and not node.keywords:
            read = _content(node.args[1], place) if name == "parse_file_as" else Name(value)
            text = read and f"{new.text}.{VALIDATING[name]}({read.text})"
            if read and text:
                imports = (*new.imports, *read.imports)
                return Fix((place.replace(node, text),), imports, safe=name == "parse_obj_as")
    return None


def schema_json_fix(node: ast.Call, model: str, place: Place) -> Fix | None:
    """The JSON schema of a model as text.

    Not safe: a value of `json_schema_extra` may be one that Pydantic 1 knew how to write as JSON.
    """
    if node.args:
        return None
    found = _described(node, Name(f"{model}.model_json_schema"), place, dumped=True)
    return found and found._replace(safe=False)


def parse_file_fix(node: ast.Call, model: str, place: Place) -> Fix | None:
    """A model out of a JSON file; not safe, as for `adapter_fix`."""
    match node:
        case ast.Call(args=[path], keywords=[]):
            read = _content(path, place)
        case ast.Call(args=[], keywords=[ast.keyword(arg="path", value=path)]):
            read = _content(path, place)
        case _:
            return None
    text = read and f"{model}.model_validate_json({read.text})"
    return Fix((place.replace(node, text),), read.imports, safe=False) if read and text else None


def _described(node: ast.Call, function: Name, place: Place, *, dumped: bool) -> Fix | None:
    """A call for a schema, with the keywords of one; the others are for `json.dumps` around it."""
    schema, others = _keywords(node, SCHEMA, place), _keywords(node, DUMPS, place)
    if len(schema) + len(others) < len(node.keywords) or (others and not dumped):
        return None
    text = f"{function.text}({', '.join(schema)})"
    if not dumped:
        return Fix((place.replace(node, text),), function.imports)
    dumps = place.name("json", "dumps")
    if dumps is None:
        return None
    text = f"{dumps.text}({', '.join((text, *others))})"
    return Fix((place.replace(node, text),), (*function.imports, *dumps.imports))


def _keywords(node: ast.Call, names: Sequence[str], place: Place) -> list[str]:
    """Those of a call's keywords that have one of the names, as they are written."""
    given = [(one.arg, place.argument(one.value)) for one in node.keywords if one.arg in names]
    return [f"{name}={source}" for name, source in given if source]


def _content(path: ast.expr, place: Place) -> Name | None:
    """What reads the file at a path."""
    source = place.argument(path)
    if source is None or isinstance(path, ast.Starred):
        return None
    if isinstance(path, ast.Call) and place.context.resolve(path.func) == "pathlib.Path":
        return Name(f"{source}.read_bytes()")
    made = place.name("pathlib", "Path", alone=True)
    return made and Name(f"{made.text}({source}).read_bytes()", made.imports)
