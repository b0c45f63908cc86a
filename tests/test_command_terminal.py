"""`housestyle check` on a terminal, into a pipe that closes, and interrupted."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from housestyle_core.command.exits import (
    CLEAN,
    COULD_NOT_RUN,
    FINDINGS,
    INTERRUPTED,
    READER_GONE,
)
from tests.data import table_for
from tests.projects import COMMAND, FAULT, MUTABLE_DEFAULT, heeded_interrupts, write

if TYPE_CHECKING:
    from pathlib import Path

PROGRESS = "\r\033[Kchecked 1 of 1 file\r\033[K"
COLOURED = "\033[1ma.py:1:9:\033[0m \033[31mHS311\033[0m (mutable-default) "


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path, {"pyproject.toml": table_for(MUTABLE_DEFAULT), "a.py": FAULT})


@pytest.mark.parametrize(
    ("env", "shown"), [({}, COLOURED), ({"NO_COLOR": "1"}, "a.py:1:9: HS311 (mutable-default) ")]
)
def test_a_terminal_has_progress_and_colour(project: Path, env: dict[str, str], shown: str) -> None:
    ours, theirs = pty.openpty()
    start("check", cwd=project, out=theirs, err=theirs, **env).wait()
    os.close(theirs)
    text = os.read(ours, 10_000).decode()
    os.close(ours)
    assert text.startswith(PROGRESS + shown)


def test_a_terminal_has_progress_of_fixes(project: Path) -> None:
    ours, theirs = pty.openpty()
    start("fix", "--add-noqa", "--engine=flake8", cwd=project, out=theirs, err=theirs).wait()
    os.close(theirs)
    text = os.read(ours, 10_000).decode()
    os.close(ours)
    assert text.startswith("\r\033[Kfixed 1 of 1 file\r\033[KHS311 mutable-default: 1 suppressed")


def test_a_closed_pipe_is_quiet(project: Path) -> None:
    process = start("check", cwd=project)
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    assert process.stderr.read() == b""
    assert process.wait() == READER_GONE


@pytest.mark.parametrize("command", ["check", "rules", "config"])
def test_a_full_disk_is_told(project: Path, command: str) -> None:
    with open("/dev/full", "w") as full:
        process = start(command, cwd=project, out=full.fileno())
        assert process.communicate()[1] == b"housestyle: No space left on device\n"
    assert process.returncode == COULD_NOT_RUN


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_change_no_status(project: Path, closed: str) -> None:
    write(project, {"clean/a.py": ""})
    for path, status in (("clean", CLEAN), (".", FINDINGS), ("nope", COULD_NOT_RUN)):
        command = [sys.executable, "-m", COMMAND, "check", path]
        shell = ["sh", "-c", f'"$@" {closed}', "sh", *command]
        assert subprocess.run(shell, cwd=project, check=False).returncode == status


def test_a_working_directory_that_is_gone_is_told(project: Path) -> None:
    shell = ["sh", "-c", 'mkdir gone && cd gone && rmdir ../gone && "$@"', "sh"]
    message = "housestyle: the working directory is gone: change to one that exists\n"
    for command in (["check"], ["check", str(project)], ["config"]):
        arguments = [*shell, sys.executable, "-m", COMMAND, *command]
        done = subprocess.run(arguments, cwd=project, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (COULD_NOT_RUN, "", message)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_is_quiet(project: Path, jobs: str) -> None:
    os.mkfifo(project / "endless.py")
    with heeded_interrupts():
        process = start("check", "a.py", "endless.py", f"--jobs={jobs}", cwd=project)
    with open(project / "endless.py", "wb"):
        os.killpg(process.pid, signal.SIGINT)
    assert process.communicate() == (b"", b"")
    assert process.returncode == INTERRUPTED


def start(
    *arguments: str,
    cwd: Path,
    out: int = subprocess.PIPE,
    err: int = subprocess.PIPE,
    **env: str,
) -> subprocess.Popen[bytes]:
    """Start the command with its two outputs, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", COMMAND, *arguments],
        cwd=cwd,
        stdout=out,
        stderr=err,
        env={**os.environ, **env},
        start_new_session=True,
    )
