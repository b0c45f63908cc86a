"""The data of HS101 against the libraries that it names, as far as they are installed.

`uv run --group libraries pytest -rs tests/test_blocking_libraries.py` installs what it can; without
that group this checks the standard library and what the other tests need. A library that is
missing is a skip that says how many entries went unchecked.
"""

from __future__ import annotations

import inspect
import re
import sys
from functools import cache, cached_property
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest

from housestyle_core.facts.blocking.lookup import FAMILIES, Options, find_blocking
from housestyle_core.facts.blocking.public_names import public_name
from housestyle_core.facts.known_types import ATTRIBUTES, ENTERED, ITEMS, RETURNS, SUBSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ELSEWHERE = {
    "os.path.isdevdrive": "Windows",
    "pathlib.Path.lchmod": "macOS",
    "signal.sigtimedwait": "not on macOS",
    "os.fwalk": "not on Windows",
    **dict.fromkeys(
        (f"typing.{name}.__iter__" for name in ("IO", "BinaryIO", "TextIO")), "only in the stubs"
    ),
}
NEWER = {
    "os.path.isjunction": (3, 12),
    "pathlib.Path.from_uri": (3, 13),
    "pathlib.Path.is_junction": (3, 12),
    "pathlib.Path.walk": (3, 12),
    "pathlib.Path.with_segments": (3, 12),
}
RENAMED = {"getpass.getpass", "nltk.download", "pdfplumber.open", "huggingface_hub.upload_file"}
RENAMED |= {"huggingface_hub.upload_folder", "duckdb.read_csv", "duckdb.read_parquet", "duckdb.sql"}
RENAMED |= {"duckdb.query", "snowflake.connector.connect"}
"""Bound methods and functions of another name, which stubs and mypy know by the public one."""
AWAITABLE = re.compile(r"(\w+\.)*(Awaitable|Coroutine|Async(Iterator|Generator|Iterable))\b")
EVERY_FAMILY = Options(extra=tuple(family.name for family in FAMILIES))
AWS = {"region_name": "us-east-1", "aws_access_key_id": "a", "aws_secret_access_key": "b"}
RESOURCES = ("cloudformation", "dynamodb", "ec2", "glacier", "iam", "s3", "sns", "sqs")


def _aws_client() -> type:
    return type(import_module("boto3").client("s3", **AWS))


def _aws_resource() -> type:
    make = import_module("boto3").resource
    return type("Resource", tuple(type(make(name, **AWS)) for name in RESOURCES), {})


def _django_user() -> object:
    settings = import_module("django.conf").settings
    if not settings.configured:
        settings.configure(INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"])
        import_module("django").setup()
    return import_module("django.contrib.auth.base_user").AbstractBaseUser


STAND_INS: dict[str, Callable[[], object]] = {
    "boto3.client": _aws_client,
    "boto3.resource": _aws_resource,
    "django.db.models.manager.BaseManager": lambda: _find("django.db.models.manager.Manager"),
    "django.contrib.auth.base_user.AbstractBaseUser": _django_user,
    "sys.stdin": lambda: TextIOWrapper,
    "tempfile._TemporaryFileWrapper": lambda: TextIOWrapper,
}
"""What has the methods of classes that are made when they are needed, or that wrap another."""


class Entry(NamedTuple):
    """A name of the data; what is declared clean must exist too, or it takes nothing out."""

    library: str
    owner: str
    name: str
    is_clean: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.owner}.{self.name}"


def _entries() -> Iterator[Entry]:
    for family in FAMILIES:
        for owner, names in family.calls.items():
            for name in names.split():
                plain = name.removeprefix("-")
                yield Entry(_library(owner), owner, plain, plain != name)
    for table in (RETURNS, ATTRIBUTES, ITEMS):
        for full_name, kind in table.items():
            owner, _, name = full_name.rpartition(".")
            yield Entry(_library(owner), owner, name, is_clean=True)
            yield Entry(_library(kind), kind, "*", is_clean=True)
    for owner in (*SUBSCRIPTS, *SUBSCRIPTS.values(), *ENTERED):
        yield Entry(_library(owner), owner, "*", is_clean=True)


def _library(name: str) -> str:
    """The package that has a name, below those that only share a folder, as `google.cloud`."""
    parts = name.split(".")
    for size in range(1, len(parts)):
        package = ".".join(parts[:size])
        if _state(package) != "folder":
            return package
    return name


@cache
def _state(package: str) -> Literal["missing", "folder", "installed"]:
    try:
        spec = find_spec(package)
    except ValueError:  # a package that put another module in its own place
        return "installed"
    if spec is None:
        return "missing"
    return "installed" if spec.origin else "folder"


LIBRARIES = {
    library: list(entries) for library, entries in groupby(sorted(set(_entries())), lambda e: e[0])
}


@pytest.mark.parametrize("library", LIBRARIES)
def test_entries_exist_and_are_not_coroutines(library: str) -> None:
    entries = LIBRARIES[library]
    if _state(library) == "missing":
        pytest.skip(f"{len(entries)} entries unchecked: {library} is not installed")
    problems: dict[str, str] = {}
    errors: dict[str, str] = {}
    for entry in entries:
        try:
            if problem := _problem(entry):
                problems[entry.full_name] = problem
        except ImportError as error:  # another library is missing
            errors[entry.full_name] = str(error).strip().partition("\n")[0]
    assert problems == {}
    if errors:
        pytest.skip(f"{len(errors)} of {len(entries)} entries unchecked: {set(errors.values())}")


def test_what_every_run_has_is_checked() -> None:
    standard = {name for name in LIBRARIES if name in sys.stdlib_module_names}
    checked = {*standard, "httpx", "requests", "urllib3"}
    assert all(_state(library) == "installed" for library in checked)
    assert sum(len(LIBRARIES[library]) for library in checked) > 400


def _problem(entry: Entry) -> str | None:
    """What is wrong with an entry, if anything is."""
    name = entry.full_name
    if name in ELSEWHERE or NEWER.get(name, (3, 0)) > sys.version_info:
        return None
    owner = _find(entry.owner)
    if owner is None or not _has(owner, entry.name.removeprefix("@")):
        return "does not exist"
    if entry.is_clean:
        return None
    if entry.name == "*":
        return _problem_of_call(owner, "any_method", None)
    value = getattr(owner, entry.name.removeprefix("@"))
    if entry.name.startswith("@"):
        return None if isinstance(value, property | cached_property) else "is not a property"
    return None if name in RENAMED else _problem_of_call(owner, entry.name, value)


def _problem_of_call(owner: object, name: str, value: object) -> str | None:
    if inspect.iscoroutinefunction(value) or inspect.isasyncgenfunction(value):
        return "is a coroutine"
    returns = getattr(value, "__annotations__", {}).get("return", "")
    if AWAITABLE.match(str(returns)):
        return f"gives {returns}"
    names = tuple(_names_for_mypy(owner, name, value))
    return None if find_blocking(names, EVERY_FAMILY) else f"is not found as {names[0]}"


def _find(name: str) -> object | None:
    """The module or class of a dotted name."""
    if name in STAND_INS:
        return STAND_INS[name]()
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{name}.".startswith(f"{error.name}."):
            raise
    owner, _, last = name.rpartition(".")
    return getattr(_find(owner), last, None) if owner else None


def _has(owner: object, name: str) -> bool:
    """Whether a class or module has a name, if only on its instances."""
    if name == "*" or hasattr(owner, name):
        return True
    homes = {_home(base) for base in owner.__mro__[:-1]} if isinstance(owner, type) else set()
    sources = (inspect.getsource(sys.modules[home]) for home in homes)
    return any(re.search(rf"\bself\.{name}\b", source) for source in sources)


def _names_for_mypy(owner: object, name: str, value: object) -> Iterator[str]:
    """What mypy knows a call by: where it is defined, for methods with every base."""
    if isinstance(owner, type):
        for base in owner.__mro__:
            yield f"{_home(base)}.{base.__qualname__}.{name}"
    elif inspect.isclass(value):
        yield f"{_home(value)}.{value.__qualname__}"
    else:
        function = inspect.unwrap(value) if callable(value) else value
        home = getattr(function, "__module__", None) or getattr(owner, "__name__", "")
        yield f"{home}.{getattr(function, '__qualname__', name)}"


def _home(kind: type) -> str:
    """The module that defines a class, whatever the class says of that."""
    for function in vars(kind).values():
        if inspect.isfunction(function):
            code = function.__code__
            if code.co_qualname.startswith(f"{kind.__qualname__}."):
                return str(function.__globals__["__name__"])
    return kind.__module__


def test_entries_are_named_as_users_import_them() -> None:
    entries = [entry.full_name for found in LIBRARIES.values() for entry in found]
    assert [name for name in entries if public_name(name) != name and name != "io.open"] == []
