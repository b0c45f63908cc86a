"""The README prints what really happens."""

from __future__ import annotations

from pathlib import Path

from tests.projects import housestyle

ROOT = Path(__file__).parent.parent


def test_the_first_command_of_the_readme_says_what_is_printed_there() -> None:
    _, _, rest = (ROOT / "README.md").read_text(encoding="utf-8").partition("```text\n")
    printed, _, _ = rest.partition("```\n")
    done = housestyle("check", "examples/orders", cwd=ROOT)
    assert (done.status, done.out) == (1, printed)
