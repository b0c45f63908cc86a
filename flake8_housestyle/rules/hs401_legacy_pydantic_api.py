"""Interface of Pydantic 1

Pydantic 2 renamed or removed it: some of it fails at import, some is silently ignored (`orm_mode`,
`Field(env=…)`), the rest warns today and goes with Pydantic 3.

## Bad
    from pydantic import BaseModel, validator


    class User(BaseModel):
        name: str

        class Config:
            orm_mode = True

        @validator("name")
        def strip(cls, value: str) -> str:
            return value.strip()

## Good
    from pydantic import BaseModel, ConfigDict, field_validator


    class User(BaseModel):
        model_config = ConfigDict(from_attributes=True)

        name: str

        @field_validator("name")
        @classmethod
        def strip(cls, value: str) -> str:
            return value.strip()

## Fix
Safe, and only where the new name means the same: methods with the arguments that both versions
take, also where mypy finds them; `parse_obj_as`, `schema_of`; the keys and keywords of fields and
of configurations; `class Config` of plain keys; a validator of one value, with `@classmethod`,
which reads other values from `info.data` and the name of its field from `info.field_name`; a
validator of the whole model that only reads its fields, with `skip_on_failure`; `GenericModel` as a
base beside `Generic[...]`. With `implicit-none`, `= None`, which is what the code said; with
`constrained-types`, `Annotated` types with the same constraints.

Unsafe are a validator of the whole model without `skip_on_failure`, for it also saw what had
failed; `always`, as `validate_default` of its fields, which subclasses may declare anew; `__root__`
as a `RootModel`, for other files may read it; `parse_raw`, `parse_file` and `schema_json`, for JSON
is read and written otherwise here and there; `const=True` as a `Literal`, which converts nothing;
`env` as a `validation_alias`, for the name of the field no longer gives it; `regex` as a `pattern`
with `^` in front, for Pydantic 2 has other regular expressions; a method that a subclass has its
own of; and the imports of `BaseSettings` and others that want another package. The rest, such as
`each_item`, wants a person; a test of the warning, below `pytest.warns` and the like, wants the
old name.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.facts.expected_errors import is_expected
from housestyle_core.facts.pydantic_constrained import CONSTRAINED, constrained
from housestyle_core.facts.pydantic_implicit_none import implicit_nones
from housestyle_core.facts.pydantic_models import is_model, model_bases
from housestyle_core.facts.pydantic_options import Options
from housestyle_core.facts.pydantic_remedies import remedy
from housestyle_core.facts.pydantic_shims import serves_both_versions
from housestyle_core.facts.pydantic_v1 import (
    ATTRIBUTES,
    CALLABLES,
    CONFIG_KEYS,
    FIELD_KEYWORDS,
    HOOK_RESULTS,
    HOOKS,
    METHODS,
    NAMES,
    ROOT,
    config_class_message,
    gone,
    message,
)
from housestyle_core.facts.pydantic_validators import DECORATORS
from housestyle_core.finding import Finding
from housestyle_core.tree.excerpt import class_header, function_header
from housestyle_core.tree.names import last_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from housestyle_core.fix.edit import Fix
    from housestyle_core.fix.place import Place
    from housestyle_core.tree.context import Context

__all__ = ["Options", "check", "fix"]

FIELDS = {"pydantic.Field", "pydantic.fields.Field"}
CONFIGS = {"pydantic.ConfigDict", "pydantic_settings.SettingsConfigDict"}
EXTRA = ("allow", "forbid", "ignore")
CALLED = {f"pydantic.{name}": name for name in CALLABLES}
ABOUT = {
    *(*NAMES, *ATTRIBUTES, *EXTRA, *CALLABLES, *METHODS),
    *last_names({*FIELDS, *CONSTRAINED, *CONFIGS}),
}


def check(
    node: ast.Import
    | ast.ImportFrom
    | ast.Attribute
    | ast.Call
    | ast.ClassDef
    | ast.FunctionDef
    | ast.AsyncFunctionDef,
    context: Context,
    options: Options,
) -> Iterator[Finding]:
    for finding in _found(node, context, options):
        if not serves_both_versions(node, context):
            yield finding


def _found(node: ast.AST, context: Context, options: Options) -> Iterator[Finding]:
    match node:
        case ast.Import():
            yield from _imported(node, [alias.name for alias in node.names])
        case ast.ImportFrom(module=str(module), level=0):
            yield from _imported(node, [f"{module}.{alias.name}" for alias in node.names])
        case ast.Attribute():
            yield from _attribute(node, context)
        case ast.Call():
            yield from _call(node, context, options)
        case ast.ClassDef():
            yield from _class(node, context, options)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            for decorator in node.decorator_list:
                if name := CALLED.get(context.resolve(decorator) or ""):
                    yield _callable(decorator, name, context)


def _imported(node: ast.Import | ast.ImportFrom, targets: list[str]) -> Iterator[Finding]:
    for alias, target in zip(node.names, targets, strict=True):
        if found := gone(target):
            yield Finding(alias, message(*found))


def _attribute(node: ast.Attribute, context: Context) -> Iterator[Finding]:
    name = node.attr
    if name in NAMES and context.resolve(node) == f"pydantic.{name}":
        if context.resolve(node.value) == "pydantic":
            yield Finding(node, message(name, NAMES[name]))
    elif name in EXTRA and context.resolve(node.value) == "pydantic.Extra":
        if not any(
            isinstance(above, ast.ClassDef) and above.name == "Config"
            for above in context.parents(node)
        ):
            yield Finding(node, message(f"Extra.{name}", f'write `"{name}"`'))
    elif name in ATTRIBUTES and is_model(node.value, context):
        yield Finding(node, message(name, ATTRIBUTES[name]))


def _call(node: ast.Call, context: Context, options: Options) -> Iterator[Finding]:
    called = context.resolve(node.func)
    if called in CALLED:
        yield _callable(node, CALLED[called], context)
    elif called in FIELDS or called in CONSTRAINED:
        yield from _keywords(node, FIELD_KEYWORDS)
        if called in CONSTRAINED and options.constrained_types:
            yield from constrained(node, CONSTRAINED[called], context)
    elif called in CONFIGS:
        yield from _keywords(node, CONFIG_KEYS)
    elif isinstance(node.func, ast.Attribute):
        name = node.func.attr
        if name in METHODS and is_model(node.func.value, context, name):
            yield Finding(node, message(name, METHODS[name]))


def _callable(node: ast.expr, name: str, context: Context) -> Finding:
    """A function of Pydantic 1, or a decorator, of which the function below it tells more."""
    if name in DECORATORS:
        return Finding(node, message(name, remedy(name, node, context)))
    return Finding(node, message(name, CALLABLES[name]))


def _keywords(node: ast.Call | ast.ClassDef, remedies: Mapping[str, str]) -> Iterator[Finding]:
    for keyword in node.keywords:
        if remedy := remedies.get(keyword.arg or ""):
            yield Finding(keyword, message(f"{keyword.arg}=", remedy))


def _class(node: ast.ClassDef, context: Context, options: Options) -> Iterator[Finding]:
    yield from _hooks(node)
    bases = model_bases(node, context.scope)
    if not bases:
        return
    yield from _keywords(node, CONFIG_KEYS)
    if options.implicit_none and "pydantic.RootModel" not in bases:
        yield from implicit_nones(node, context)
    for statement in node.body:
        match statement:
            case ast.ClassDef(name="Config"):
                yield Finding(
                    class_header(statement),
                    config_class_message(settings=any("BaseSettings" in base for base in bases)),
                )
            case (
                ast.Assign(targets=[ast.Name(id="model_config")], value=ast.Dict() as config)
                | ast.AnnAssign(target=ast.Name(id="model_config"), value=ast.Dict() as config)
            ):
                yield from _config_keys(config)
            case (
                ast.AnnAssign(target=ast.Name(id="__root__") as root)
                | ast.Assign(targets=[ast.Name(id="__root__") as root])
            ):
                yield Finding(root, message("__root__", ROOT))


def _hooks(node: ast.ClassDef) -> Iterator[Finding]:
    methods = {one.name: one for one in node.body if isinstance(one, ast.FunctionDef)}
    for old in HOOKS.keys() & methods.keys():
        if HOOKS[old] not in methods:
            words = f"write `{HOOKS[old]}`, {HOOK_RESULTS[old]}"
            yield Finding(function_header(methods[old]), message(old, words))


def _config_keys(config: ast.Dict) -> Iterator[Finding]:
    for key in config.keys:
        if isinstance(key, ast.Constant) and key.value in CONFIG_KEYS:
            yield Finding(key, message(str(key.value), CONFIG_KEYS[str(key.value)]))


def fix(
    node: ast.Call
    | ast.Name
    | ast.Attribute
    | ast.keyword
    | ast.Constant
    | ast.ClassDef
    | ast.alias,
    place: Place,
    _: Options,
) -> Fix | None:
    """What replaces it in Pydantic 2, where that is all that has to change."""
    from housestyle_core.facts.pydantic_config_fix import config_fix
    from housestyle_core.facts.pydantic_fix import call_fix, key_fix, keyword_fix
    from housestyle_core.facts.pydantic_import_fix import import_fix
    from housestyle_core.facts.pydantic_name_fix import name_fix

    match node:
        case _ if node is not place.found or is_expected(node, place.context):
            return None
        case ast.Call():
            return call_fix(node, place)
        case ast.Name() | ast.Attribute():
            return name_fix(node, place)
        case ast.keyword():
            return keyword_fix(node, place)
        case ast.Constant():
            return key_fix(node, place)
    return import_fix(node, place) if isinstance(node, ast.alias) else config_fix(node, place)
