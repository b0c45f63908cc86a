"""What the fixes of HS401 make of fields and validators, asked of Pydantic itself."""

from __future__ import annotations

import ast
import itertools
import re
import sys
import warnings
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel, ValidationError

from housestyle_core.checker import check_tree
from housestyle_core.command.fix import fix_file
from housestyle_core.command.fix_typed import Task
from housestyle_core.facts.pydantic_v1 import HOOKS
from housestyle_core.fix.passes import Wanted

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """
[tool.housestyle]
presets = []
select = ["HS401"]
rules.legacy-pydantic-api = { implicit-none = true, constrained-types = true }
"""
CONSTRAINED = """
from datetime import date
from decimal import Decimal
from typing import Annotated, Optional
from pydantic import BaseModel, Field, conbytes, condate, condecimal, confloat, confrozenset
from pydantic import conint, conlist, conset, constr

class First(BaseModel):
    a: conint(gt=0, le=10, multiple_of=5, strict=True) = 5
    b: Optional[confloat(ge=1, lt=10.5, allow_inf_nan=False)] = None
    c: condecimal(max_digits=3, decimal_places=1, gt=Decimal(1)) = Field(5, description="of all")
    d: condate(gt=date(2020, 1, 1)) = date(2021, 1, 1)

class Second(BaseModel):
    a: conbytes(min_length=1, max_length=3) = b""
    b: conlist(conint(gt=0), min_length=1, max_length=2) = Field(alias="all", default=[])
    c: conset(item_type=str, max_length=2) = Field(default_factory=set, title="C")
    d: Annotated[confrozenset(int, min_length=1), Field(description="some")] = frozenset()
    e: constr(strip_whitespace=True, to_lower=True, pattern="^a") = Field("", max_length=3)
"""
ALWAYS = """
from typing import Annotated, Any, Optional
from pydantic import BaseModel, Field, validator

class First(BaseModel):
    base: int = 3
    a: int = 5
    b: list[str] = Field(default_factory=list)
    c: str = Field("x", max_length=3)
    d: Any = None
    e: Annotated[int, Field(gt=0)] = -5

    @validator("a", always=True)
    def add(cls, v, values):
        return v + values["base"]

    @validator("b", "c", pre=True, always=True)
    def fill(cls, v):
        return v or ["1"]

    @validator("d", "e", always=True)
    def pair(cls, v):
        return v, v

class Second(BaseModel):
    a: int
    b: int = "3"

    @validator("a", "b", always=True)
    def refuse(cls, v):
        if v == 5:
            raise ValueError("five")
        return v
"""
VALUES: list[Any] = [
    *(None, True, -1, 0, 5, 10, 3.5, float("inf"), "5", "1.25", " A ", "abc", "", b"", b"abcd"),
    *([], [1], [1, 2, 3], ["a"], {1}, {"a", "b", "c"}, frozenset({1}), "2021-01-01", object),
]
OPTIONAL = """
from typing import Annotated, Any, Literal, Optional, Union
from pydantic import BaseModel, Field

Maybe = Optional[int]

class First(BaseModel):
    a: Optional[int]
    b: Union[int, None, str]
    c: "Any"
    d: object
    e: Union[int, Any]
    f: Maybe
    g: Annotated[Optional[int], Field(description="it")]
    h: Optional[int] = Field(description="it")
    i: Optional[int] = Field(...)
    j: Optional[int] = Field(5)
    k: Annotated[Optional[int], Field(...)]
    l: None
    m: Literal[1, None]
    n: list[Optional[int]]
    o: int
"""

BY_HAND = """
from typing import Dict, List
from pydantic import BaseModel, root_validator, validator

class Code(str):
    @classmethod
    def __get_validators__(cls):
        yield cls.short

    @classmethod
    def short(cls, v):
        if len(v) > 3:
            raise ValueError("long")
        return cls(v)

    @classmethod
    def __modify_schema__(cls, schema):
        schema["examples"] = ["abc"]

class First(BaseModel):
    size: int = 1
    names: List[str] = []
    rows: Dict[str, int] = {}
    code: Code = Code("a")

    @validator("names", each_item=True)
    def upper(cls, v):
        return v.upper()

    @validator("rows", each_item=True, pre=True)
    def larger(cls, v, values):
        return v + values["size"]

    @root_validator(skip_on_failure=True)
    def count(cls, values):
        values["size"] = len(values["names"])
        return values

class Second(BaseModel, validate_assignment=True):
    size: int = 1
    names: List[str] = []

    @root_validator(skip_on_failure=True)
    def count(cls, values):
        return {**values, "size": len(values["names"])}
"""
WRITTEN = """
from typing import Annotated
from pydantic import AfterValidator, BaseModel, BeforeValidator, model_validator
from pydantic_core import core_schema as schemas

class Code(str):
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        return schemas.no_info_after_validator_function(cls.short, handler(str))

    @classmethod
    def short(cls, v):
        if len(v) > 3:
            raise ValueError("long")
        return cls(v)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema, handler):
        return {**handler(core_schema), "examples": ["abc"]}

def upper(item):
    return item.upper()

def larger(item, info):
    return item + info.data["size"]

class First(BaseModel):
    size: int = 1
    names: list[Annotated[str, AfterValidator(upper)]] = []
    rows: dict[str, Annotated[int, BeforeValidator(larger)]] = {}
    code: Code = Code("a")

    @model_validator(mode='after')
    def count(self):
        self.size = len(self.names)
        return self

class Second(BaseModel, validate_assignment=True):
    size: int = 1
    names: list[str] = []

    @model_validator(mode='after')
    def count(self):
        self.__dict__["size"] = len(self.names)
        return self
"""
GIVEN: list[dict[str, Any]] = [
    *({}, {"names": ["a", "b"]}, {"size": 5, "rows": {"a": 1}}, {"code": "abc"}, {"code": "abcd"}),
    *({"names": [None]}, {"size": "x", "rows": {"a": 1}}, {"names": ["c"], "size": 7}),
]


@pytest.mark.parametrize("source", [CONSTRAINED, ALWAYS], ids=["constrained", "always"])
def test_fixed_models_take_what_they_took(source: str, tmp_path: Path) -> None:
    fixed = _fixed(source, tmp_path)
    assert not any(name in fixed for name in ("conint", "constr(", "conlist(", "@validator"))
    before, after = _models(source), _models(fixed)
    assert before.keys() == after.keys()
    for name, model in before.items():
        assert model.model_json_schema() == after[name].model_json_schema()
        fields = [field.alias or key for key, field in model.model_fields.items()]
        data = [{field: value} for field, value in itertools.product(fields, VALUES)]
        for given in ({}, *data):
            assert _outcome(model, given) == _outcome(after[name], given), given


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="Pydantic 1 does not run there")
def test_fields_are_none_by_default_where_they_were_in_pydantic_1(tmp_path: Path) -> None:
    old = _models(OPTIONAL.replace("from pydantic", "from pydantic.v1"))["First"]
    new = _models(_fixed(OPTIONAL, tmp_path))["First"]
    fields: Any = old.__fields__  # of Pydantic 1
    were_none = {name for name, one in fields.items() if not one.required and one.default is None}
    are_none = {name for name, one in new.model_fields.items() if one.default is None}
    assert are_none == were_none == set("abcdefgh")


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="Pydantic 1 does not run there")
def test_what_is_left_can_be_written_as_the_findings_say(tmp_path: Path) -> None:
    assert _fixed(BY_HAND, tmp_path) == BY_HAND
    lines = BY_HAND.splitlines(keepends=True)
    found = check_tree(str(tmp_path / "module.py"), ast.parse(BY_HAND), lines)
    remedies = [item.message.partition(": ")[2] for item in found]
    assert len(remedies) == BY_HAND.count("validator(") + len(HOOKS)
    for code in re.findall("`(.*?)`", " ".join(remedies)):
        assert re.search(".*".join(map(re.escape, code.split("…"))), WRITTEN), code
    old, new = _models(BY_HAND.replace("from pydantic", "from pydantic.v1")), _models(WRITTEN)
    for name, given in itertools.product(old, GIVEN):
        assert _values(old[name], given) == _values(new[name], given), given


def _values(model: type[BaseModel], data: dict[str, Any]) -> dict[str, Any] | None:
    """What a model of either version makes of data; None where it takes none."""
    try:
        made = model(**data)
    except (KeyError, ValueError):
        return None
    return {name: getattr(made, name) for name in ("size", "names", "rows") if hasattr(made, name)}


def _fixed(source: str, folder: Path) -> str:
    """A module with all fixes."""
    (folder / "pyproject.toml").write_text(TABLE)
    path = folder / "module.py"
    path.write_text(source)
    assert fix_file(Task(str(path), ()), Wanted(unsafe=True)).failure is None
    return path.read_text()


def _models(source: str) -> dict[str, type[BaseModel]]:
    """The models that a module defines."""
    names: dict[str, Any] = {"__name__": __name__}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = compile(source, "module.py", "exec", dont_inherit=True)
        exec(code, names)  # noqa: S102 - it is the source above
    return {name: names[name] for name in ("First", "Second") if name in names}


def _outcome(model: type[BaseModel], data: dict[str, Any]) -> object:
    """What a model makes of data: its fields, or what is wrong."""
    try:
        return repr(model.model_validate(data))
    except ValidationError as error:
        return [(one["type"], one["loc"], one["msg"]) for one in error.errors()]
    except (KeyError, TypeError) as error:
        return repr(error)
