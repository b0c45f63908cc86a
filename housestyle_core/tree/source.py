"""A source file as Python reads it."""

from __future__ import annotations

import ast
import tokenize
import warnings


class UnreadableError(Exception):
    """Why a file cannot be checked; `line` and `column` count from 1, 0 where there is none."""

    def __init__(self, reason: str, line: int = 0, column: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


def read_lines(path: str) -> list[str]:
    """The lines of a file with their ends, decoded by its byte order mark or its coding comment.

    Raises UnreadableError.
    """
    try:
        with tokenize.open(path) as file:
            return file.readlines()
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from None
    except UnicodeDecodeError as error:
        reason = f"not valid {error.encoding}: put `# -*- coding: … -*-` into its first line"
        raise UnreadableError(reason) from None
    except (SyntaxError, LookupError) as error:
        raise UnreadableError(f"{error}") from None


def parse(lines: list[str]) -> ast.Module:
    """The tree of a file with these lines. Raises UnreadableError for what Python cannot parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse("".join(lines))
    except SyntaxError as error:
        raise UnreadableError(f"{error.msg}", error.lineno or 0, error.offset or 0) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise UnreadableError(str(error) or "nested too deeply for Python") from None
