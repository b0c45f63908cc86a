"""The interface of Pydantic 1: each name of it with the words for what replaces it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

METHODS: Mapping[str, str] = {
    "construct": "call `model_construct`",
    "copy": "call `model_copy`",
    "dict": "call `model_dump`",
    "from_orm": "call `model_validate`, with `from_attributes=True` in the `model_config`",
    "json": "call `model_dump_json`",
    "parse_file": "read the file and call `model_validate_json`",
    "parse_obj": "call `model_validate`",
    "parse_raw": "call `model_validate_json`",
    "schema": "call `model_json_schema`",
    "schema_json": "call `json.dumps(….model_json_schema())`",
    "update_forward_refs": "call `model_rebuild`",
    "validate": "call `model_validate`",
}
ATTRIBUTES: Mapping[str, str] = {
    "__config__": "read the dictionary `model_config`",
    "__fields__": "read `model_fields`",
    "__fields_set__": "read `model_fields_set`",
}
CALLABLES: Mapping[str, str] = {
    "parse_file_as": "call `TypeAdapter(…).validate_json`",
    "parse_obj_as": "call `TypeAdapter(…).validate_python`",
    "parse_raw_as": "call `TypeAdapter(…).validate_json`",
    "root_validator": "decorate with `model_validator`",
    "schema_json_of": "call `json.dumps(TypeAdapter(…).json_schema())`",
    "schema_of": "call `TypeAdapter(…).json_schema`",
    "validate_arguments": "decorate with `validate_call`",
    "validator": "decorate with `field_validator`",
}
HOOKS: Mapping[str, str] = {
    "__get_validators__": "__get_pydantic_core_schema__",
    "__modify_schema__": "__get_pydantic_json_schema__",
}
RENAMING = r"(?:call|read|write) `(\w+)`(?:, with .*)?"
HOOK_RESULTS: Mapping[str, str] = {
    "__get_validators__": "which gives a schema of `pydantic_core` for `source` and `handler`",
    "__modify_schema__": "which gives `handler(core_schema)`, changed",
}
ROOT = "derive from `RootModel[…]`, with the field `root`"
_OPTIONAL = "annotate with `str | None` or `bytes | None`"
_EITHER = "annotate with `str | bytes`"
NAMES: Mapping[str, str] = {
    "BaseConfig": "write a `ConfigDict`",
    "BaseSettings": "import it from `pydantic_settings`",
    "Color": "import it from `pydantic_extra_types.color`",
    **{
        f"Constrained{kind}": "annotate with `Annotated[…, Field(…)]`"
        for kind in ("Bytes", "Date", "Decimal", "Float", "FrozenSet", "Int", "List", "Set")
    },
    "ConstrainedStr": "annotate with `Annotated[str, StringConstraints(…)]`",
    "ModelField": "write `FieldInfo`",
    "ModelMetaclass": "write `type(BaseModel)`",
    "NoneBytes": _OPTIONAL,
    "NoneStr": _OPTIONAL,
    "NoneStrBytes": _OPTIONAL,
    "PaymentCardBrand": "import it from `pydantic_extra_types.payment`",
    "PaymentCardNumber": "import it from `pydantic_extra_types.payment`",
    "PyObject": "annotate with `ImportString`",
    "Required": "leave out the default",
    "StrBytes": _EITHER,
    "create_model_from_namedtuple": "validate with `TypeAdapter`",
    "create_model_from_typeddict": "validate with `TypeAdapter`",
    "stricturl": "annotate with `Annotated[AnyUrl, UrlConstraints(…)]`",
    "validate_model": "call `model_validate`",
}
HOMES = {"", "color", "config", "dataclasses", "fields", "main", "networks", "payment", "types"}
MODULES: Mapping[str, str] = {
    "class_validators": "import `field_validator` and `model_validator` from `pydantic`",
    "datetime_parse": "validate with `TypeAdapter(datetime)`",
    "decorator": "import `validate_call` from `pydantic`",
    "env_settings": "import from `pydantic_settings`",
    "error_wrappers": "import `ValidationError` from `pydantic`",
    "generics": "derive from `BaseModel` and `Generic`",
    "json": "call `pydantic_core.to_jsonable_python`",
    "parse": "call `model_validate_json`",
    "schema": "call `model_json_schema`",
    "tools": "import `TypeAdapter` from `pydantic`",
    "typing": "import from `typing`",
    "utils": "write what you need yourself",
    "validators": "write an annotated validator such as `AfterValidator`",
}
FIELD_KEYWORDS: Mapping[str, str] = {
    "allow_mutation": "write `frozen=True`",
    "const": "annotate with `Literal`",
    "env": "write `validation_alias`",
    "example": "write `examples=[…]`",
    "max_items": "write `max_length`",
    "min_items": "write `min_length`",
    "regex": "write `pattern`, with `^` in front, for it is found anywhere",
    "unique_items": "annotate with `set[…]`",
}
CONFIG_KEYS: Mapping[str, str] = {
    "allow_mutation": "write `frozen=True`",
    "allow_population_by_field_name": "write `populate_by_name`",
    "anystr_lower": "write `str_to_lower`",
    "anystr_strip_whitespace": "write `str_strip_whitespace`",
    "anystr_upper": "write `str_to_upper`",
    "copy_on_model_validation": "write `revalidate_instances`",
    "error_msg_templates": "raise `PydanticCustomError` from a validator",
    "fields": "write `Annotated[…, Field(…)]` at each field",
    "getter_dict": "write a `model_validator(mode='before')`",
    "json_dumps": "write a `field_serializer`",
    "json_loads": "parse in front of `model_validate`",
    "keep_untouched": "write `ignored_types`",
    "max_anystr_length": "write `str_max_length`",
    "min_anystr_length": "write `str_min_length`",
    "orm_mode": "write `from_attributes`",
    "post_init_call": "write a `model_validator`",
    "schema_extra": "write `json_schema_extra`",
    "smart_union": "leave it out, unions are smart",
    "underscore_attrs_are_private": "leave it out, they are",
    "validate_all": "write `validate_default`",
}


def message(name: str, remedy: str) -> str:
    """What is said of a name of Pydantic 1."""
    return f"`{name}` is Pydantic 1: {remedy}"


def new_name(remedy: str | None) -> str | None:
    """The name that a remedy says to write, where that is all it says."""
    found = re.fullmatch(RENAMING, remedy or "")
    return found[1] if found else None


def config_class_message(*, settings: bool) -> str:
    """What is said of a `class Config` in a model, or in a class of settings."""
    kind = "SettingsConfigDict" if settings else "ConfigDict"
    return f"`class Config` is Pydantic 1: write `model_config = {kind}(…)`"


def gone(target: str) -> tuple[str, str] | None:
    """What is Pydantic 1 in the dotted name of an import, and its remedy."""
    package, *path = target.split(".")
    if package != "pydantic" or not path:
        return None
    if path[0] in MODULES:
        return f"pydantic.{path[0]}", MODULES[path[0]]
    home, name = ".".join(path[:-1]), path[-1]
    return (name, NAMES[name]) if home in HOMES and name in NAMES else None
