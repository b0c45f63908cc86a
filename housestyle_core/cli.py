"""The command `housestyle`."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from housestyle_core import __version__
from housestyle_core.command.exits import (
    COULD_NOT_RUN,
    INTERRUPTED,
    READER_GONE,
    CannotRunError,
    shown_path,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

SUBCOMMANDS = {
    "check": "check files with the rules of both engines",
    "fix": "repair what the rules know how to repair",
    "rules": "list the rules",
    "explain": "say what a rule is about, and how to fix or to suppress its findings",
    "config": "show what holds for a file, and where each value came from",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; the exit status is 0 (clean), 1 (findings) or 2 (could not run)."""
    from housestyle_core.config.errors import ConfigError

    _open_streams()
    options = _parser().parse_args(arguments)
    try:
        _check_working_directory()
        status: int = options.run(options)
        sys.stdout.flush()
    except ConfigError as error:
        lines = (f"{shown_path(path)}:{line}: {message}" for path, line, message in error.problems)
        print(*lines, sep="\n", file=sys.stderr)
        return COULD_NOT_RUN
    except CannotRunError as error:
        print(f"housestyle: {error}", file=sys.stderr)
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return READER_GONE
    except OSError as error:
        _drop_output()
        place = f"{error.filename}: " if error.filename else ""
        print(f"housestyle: {place}{error.strerror}", file=sys.stderr)
        return COULD_NOT_RUN
    return status


def _open_streams() -> None:
    """Have both outputs, though the caller closed them, and write any file name."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Let go of what could not be written, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _check_working_directory() -> None:
    try:
        os.getcwd()
    except FileNotFoundError:
        message = "the working directory is gone: change to one that exists"
        raise CannotRunError(message) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("housestyle", description="Checks a team's house style.")
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, text in SUBCOMMANDS.items():
        module = import_module(f"housestyle_core.command.{name}")
        subparser = subparsers.add_parser(name, help=text, description=f"{text.capitalize()}.")
        module.add_arguments(subparser)
        subparser.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
