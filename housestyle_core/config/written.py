"""How a value of the configuration is written."""

from __future__ import annotations

from typing import Any


def as_toml(value: Any) -> str:
    """A value of the configuration as it is written in the file."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {as_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(as_toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()
