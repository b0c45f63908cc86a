"""The documents print what really happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import housestyle

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("document", "project"),
    [("README.md", "examples/orders"), ("docs/boundaries.md", "examples/parcels")],
)
def test_the_first_report_in_a_document_is_what_is_printed(document: str, project: str) -> None:
    _, _, rest = (ROOT / document).read_text(encoding="utf-8").partition("```text\n")
    printed, _, _ = rest.partition("```\n")
    done = housestyle("check", project, cwd=ROOT)
    assert (done.status, done.out) == (1, printed)
