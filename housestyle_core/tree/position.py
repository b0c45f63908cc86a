"""Columns: Python's trees count UTF-8 bytes, people and editors count characters."""

from __future__ import annotations


def character_offset(line: str, byte_offset: int) -> int:
    """The number of characters in front of byte `byte_offset` of the UTF-8 form of `line`."""
    if line.isascii():
        return byte_offset
    return len(line.encode()[:byte_offset].decode(errors="replace"))
