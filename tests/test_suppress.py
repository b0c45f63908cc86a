"""`housestyle check` says of comments, encodings and line ends what flake8 says of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from housestyle_core.catalogue import rules
from tests.data import table_for
from tests.engines import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.engines import Result

PLACE = re.compile(r"^(?:\./)?(\S+?\.pyi?:\d+:\d+): (HS\d{3})", re.MULTILINE)
ON_THE_LINE = {
    "shown": (
        "",
        "# noqa: E501",
        "# noqa: HS4",
        "# noqa: hs311",
        "#noqa",
        "# no qa",
        "# noqa: E501 because of HS311",
        "# flake8: noqa",
    ),
    "hidden": (
        "# noqa",
        "# NoQA",
        "# noqa: HS311",
        "# noqa:HS311",
        "# noqa: HS3",
        "# noqa: E501,HS311",
        "# noqa: E501 HS311",
        "# noqa: HS311 because",
        "# noqa because",
        "# noqa:  HS311",
        "# noqa : E501",
        "# type: ignore # noqa: HS311",
    ),
}
WHOLE_FILES = {
    "shown": (
        b"def f(a=[]): ...\n# noqa\n",
        b"# noqa\ndef f(a=[]): ...\n",
        b"def f(\n    a=[],\n    b=1,  # noqa\n): ...\n",
        b'"""# noqa"""\n\ndef f(a=[]): ...\n',
        b"x = 1  # flake8: noqa\n\ndef f(a=[]): ...\n",
        b"\xef\xbb\xbfdef f(a=[]): ...\n",
        b'# -*- coding: latin-1 -*-\ndef f(b="\xe9", a=[]): ...\n',
        'def f(b="é日本", a=[]): ...\n'.encode(),
        b"x = 1\r\ndef f(a=[]): ...\r\n",
        b"x = 1\rdef f(a=[]): ...\r",
        b"x = 1\n\x0c\ndef f(a=[]): ...\n",
        'x = "\u2028"\ndef f(a=[]): ...\n'.encode(),
        b"def f(a=[]): ...",
    ),
    "hidden": (
        b"# flake8: noqa\ndef f(a=[]): ...\n",
        b"def f(a=[]): ...\n\n  # FLAKE8=NoQA\n",
        b"# flake8: noqa: HS311\ndef f(a=[]): ...\n",
        b"# flake8: noqa\ndef f(:\n",
        b'def f(a=[], b="""\n\n"""): ...  # noqa\n',
        b'def f(a=[], b="""# noqa\n"""): ...\n',
        b"f = \\\n    lambda a=[]: a  # noqa: HS311\n",
        b'f = \\\n    "" and \\\n    (lambda a=[]: a)  # noqa\n',
        b"def f(\n    a=[],  # noqa\n): ...\n",
        b"\xef\xbb\xbfdef f(a=[]): ...  # noqa\n",
        b"def f(a=[]): ...  # noqa\r\n",
        b"",
    ),
}


def test_comments_encodings_and_line_ends_are_read_as_flake8_reads_them(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(table_for(rules()["HS311"]))
    for kind in ("shown", "hidden"):
        lines = [f"def f(a=[]): ...  {comment}\n".encode() for comment in ON_THE_LINE[kind]]
        for number, source in enumerate((*lines, *WHOLE_FILES[kind])):
            (tmp_path / f"{kind}_{number:02}.py").write_bytes(source)
    ours = _places(run("housestyle_core.cli", "check", "--engine=flake8", cwd=tmp_path))
    assert ours == _places(run("flake8", "--isolated", "--select=HS", ".", cwd=tmp_path))
    shown = {path.name for path in tmp_path.glob("shown_*.py")}
    assert {place.partition(":")[0] for place, _ in ours} == shown


def _places(result: Result) -> list[tuple[str, str]]:
    assert not result.err
    return sorted(PLACE.findall(result.out))
