"""What a class of Pydantic says of aliases: those of its fields, and its configuration."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.fastapi_routes import keyword
from housestyle_core.facts.written_types import Meaning, written
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from housestyle_core.tree.scopes import Scope

FIELDS = frozenset(("pydantic.Field", "pydantic.fields.Field"))
CONFIGS = ("ConfigDict", "SettingsConfigDict", "SQLModelConfig", "dict")
GENERATORS = "pydantic.alias_generators."
KEYWORDS = ("serialization_alias", "alias")


class AliasConfig(Record):
    """The keys of a configuration that decide on aliases; None for one that is not there."""

    generator: Meaning | None = None
    by_alias: bool | None = None

    def over(self, inherited: AliasConfig) -> AliasConfig:
        """This configuration on top of what a base has."""
        by_alias = inherited.by_alias if self.by_alias is None else self.by_alias
        return AliasConfig(self.generator or inherited.generator, by_alias)


def config_of(node: ast.ClassDef, scope: Scope) -> AliasConfig | None:
    """What a class, which stands in `scope`, configures itself; None if the file does not tell."""
    inside = scope.inner.get(node, scope)
    found = AliasConfig()
    for keys in _configurations(node, inside):
        if keys is None:
            return None
        by_alias = keys.get("serialize_by_alias")
        if by_alias is not None and not isinstance(getattr(by_alias, "value", None), bool):
            return None
        generator = keys.get("alias_generator")
        given = Meaning(generator, inside) if generator else None
        found = AliasConfig(given, getattr(by_alias, "value", None)).over(found)
    return found


def aliased_field(node: ast.ClassDef, scope: Scope, config: AliasConfig) -> str | None:
    """The first field of a class's own that is dumped under another name with `by_alias`."""
    inside = scope.inner.get(node, scope)
    for statement in node.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value) if (
                not name.startswith("_") and name != "model_config"
            ):
                if _is_aliased(name, annotation, value, inside, config):
                    return name
    return None


def _configurations(node: ast.ClassDef, inside: Scope) -> Iterator[dict[str, ast.expr] | None]:
    """The keys of each configuration of a class; None for one that cannot be read."""
    for statement in node.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id="model_config")], value=value)
                | ast.AnnAssign(target=ast.Name(id="model_config"), value=ast.expr() as value)
            ):
                yield _keys(value, inside)
            case ast.ClassDef(name="Config", body=body):
                assigned = [item for item in body if isinstance(item, ast.Assign)]
                yield {getattr(item.targets[0], "id", ""): item.value for item in assigned}
    if any(item.arg is None for item in node.keywords):
        yield None
    yield {item.arg: item.value for item in node.keywords if item.arg}


def _keys(value: ast.expr, scope: Scope) -> dict[str, ast.expr] | None:
    match value:
        case ast.Call(func=made, args=[], keywords=keywords) if (
            scope.resolve(made) or ""
        ).rpartition(".")[2] in CONFIGS:
            named = {item.arg: item.value for item in keywords if item.arg}
            return named if len(named) == len(keywords) else None
        case ast.Dict(keys=keys, values=values):
            named = {
                str(getattr(key, "value", "")): item for key, item in zip(keys, values, strict=True)
            }
            return named if all(isinstance(key, ast.Constant) for key in keys) else None
    return None


def _is_aliased(
    name: str, annotation: ast.expr, value: ast.expr | None, scope: Scope, config: AliasConfig
) -> bool:
    metadata = written(annotation, scope).metadata
    marks = [*metadata, *([Meaning(value, scope)] if value else [])]
    fields = [
        mark
        for mark, around in marks
        if isinstance(mark, ast.Call) and around.resolve(mark.func) in FIELDS
    ]
    if any(getattr(keyword(field, "exclude"), "value", None) is True for field in fields):
        return False
    for field in reversed(fields):
        given = next(filter(None, (keyword(field, wanted) for wanted in KEYWORDS)), None)
        if given is not None:
            return getattr(given, "value", None) not in (name, None)
    return config.generator is not None and _changes(config.generator, name)


def _changes(generator: Meaning, name: str, depth: int = 0) -> bool:
    """Whether a generator of aliases gives a field another name for what is sent."""
    expression, scope = generator
    match expression:
        case ast.Constant(value=None):
            return False
        case ast.Call(func=made) if (scope.resolve(made) or "").endswith(".AliasGenerator"):
            given = (keyword(expression, wanted) for wanted in KEYWORDS)
            used = [*filter(None, given), *expression.args[:1]]
            return bool(used) and depth == 0 and _changes(Meaning(used[0], scope), name, 1)
    target = scope.resolve(expression) or ""
    match target.removeprefix(GENERATORS):
        case "to_camel":
            return "_" in name
        case "to_snake":
            return not name.islower()
    return True
