"""The aliases that `typing` has for generic classes of Python itself, and those classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BUILTINS = {name: name.lower() for name in ("List", "Dict", "Tuple", "Set", "FrozenSet", "Type")}
COLLECTIONS = {
    **{name: name.lower() for name in ("DefaultDict", "Deque")},
    **{name: name for name in ("OrderedDict", "Counter", "ChainMap")},
}
REPLACEMENTS: Mapping[str, str] = {
    f"{module}.{old}": new
    for module in ("typing", "typing_extensions")
    for old, new in (
        *BUILTINS.items(),
        *((old, f"collections.{new}") for old, new in COLLECTIONS.items()),
    )
}
