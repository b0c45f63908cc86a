"""The data of HS101 against the installed libraries, and against what other checkers know."""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from pathlib import Path

import pytest

from housestyle_core.facts.blocking.lookup import FAMILIES, Options, find_blocking
from housestyle_core.facts.blocking.public_names import PUBLIC, public_name

JUDGED = [
    line.partition(": ")[::2]
    for line in (Path(__file__).parent / "blocking_names.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
ELSEWHERE = {"os.path.isdevdrive", "pathlib.Path.lchmod", "signal.sigtimedwait", "os.fwalk"}
NEWER = {
    "os.path.isjunction": (3, 12),
    "pathlib.Path.is_junction": (3, 12),
    "pathlib.Path.walk": (3, 12),
}
SPECIAL = {"boto3.client", "boto3.resource", "tempfile._TemporaryFileWrapper"}
"""Made anew for each service, or handing on to what they wrap."""
ENTRIES = sorted(
    {
        f"{owner}.{name}"
        for family in FAMILIES
        for owner, names in family.calls.items()
        for name in names.split()
        if not name.startswith(("*", "-*")) and owner.partition(".")[0] != "typing"
        if owner not in SPECIAL
    }
)


@pytest.mark.parametrize(("name", "reason"), JUDGED, ids=[name for name, _ in JUDGED])
def test_names_that_others_know(name: str, reason: str) -> None:
    called = (name if "." in name else f"builtins.{name}").replace(".*", ".read")
    if name.startswith("urllib3"):
        called = called.replace(".read", ".request")
    assert bool(find_blocking((called,), Options())) == (not reason)


def test_there_is_a_reason_for_every_family() -> None:
    assert len({family.name for family in FAMILIES}) == len(FAMILIES)
    assert all(family.reason and family.instead and family.calls for family in FAMILIES)


def test_entries_are_found_by_their_public_names() -> None:
    assert [name for name in ENTRIES if public_name(name) != name and name != "io.open"] == []
    assert [name for name in PUBLIC.values() if public_name(name) != name] == []


def test_entries_exist_and_are_not_coroutines() -> None:
    checked = [name for name in ENTRIES if not _is_elsewhere(name) and _problem(name) is not None]
    assert len(checked) > 300
    assert {name: _problem(name) for name in checked if _problem(name)} == {}


def _is_elsewhere(name: str) -> bool:
    plain = name.rpartition(".-")[0] + "." + name.rpartition(".-")[2] if ".-" in name else name
    return plain in ELSEWHERE or NEWER.get(plain, (3, 0)) > sys.version_info


def _problem(name: str) -> str | None:
    """What is wrong with an entry: nothing is empty; None where the library is not installed."""
    found = _find(name.replace(".-", "."))
    if found is None:
        return None
    parent, last = found
    if not hasattr(parent, last):
        return "does not exist"
    return "is a coroutine" if inspect.iscoroutinefunction(getattr(parent, last)) else ""


def _find(name: str) -> tuple[object, str] | None:
    """The object that has the last part of a dotted name, and that part."""
    parts = name.split(".")
    for size in range(len(parts) - 1, 0, -1):
        try:
            found: object = import_module(".".join(parts[:size]))
        except ImportError:
            continue
        if getattr(found, "__file__", "") is None:
            return None
        for attribute in parts[size:-1]:
            if not hasattr(found, attribute):
                return found, attribute
            found = getattr(found, attribute)
        return found, parts[-1]
    return None
