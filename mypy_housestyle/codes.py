"""mypy's error codes for the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.errorcodes import ErrorCode, error_codes

if TYPE_CHECKING:
    from housestyle_core.catalogue import Rule

ENGINE = "mypy"
CATEGORY = "Housestyle"


def error_code(rule: Rule) -> ErrorCode:
    """mypy's code for a rule; mypy refuses to register one twice in a process."""
    known = error_codes.get(rule.mypy_code)
    return known or ErrorCode(rule.mypy_code, f"Housestyle {rule.code}", CATEGORY)
