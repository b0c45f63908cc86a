"""`housestyle fix --add-noqa`: the comments that it writes, and what flake8 and mypy say then."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from housestyle_core.catalogue import rules
from housestyle_core.fix.comments import with_ignore, with_noqa
from tests.engines import MYPY_CONFIG, run
from tests.projects import apply_patch, housestyle, write

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """\
[tool.housestyle]
presets = []
select = ["HS101", "HS205", "HS311", "HS701"]
target-python = "3.12"
"""
JOBS = "import queue\n\n\nclass Jobs(queue.Queue[str]): ...\n"
HEAD = "from jobs import Jobs\n\n\n"
HS311, HS101 = rules()["HS311"], rules()["HS101"]
READ_BY_FLAKE8 = (
    ("def f(a=[]): ...  # why", "def f(a=[]): ...  # why  # noqa: HS311"),
    ("def f(a=[]): ...  # noqa: E501", "def f(a=[]): ...  # noqa: E501,HS311"),
    (
        'def f(a=[], b="""\n"""): ...',
        'def f(a=[], b="""\n"""): ...  # noqa: HS311',
    ),
    ("def f(\n    a=[],\n): ...", "def f(\n    a=[],  # noqa: HS311\n): ..."),
    (
        "f = \\\n    lambda a=[], b=[]: a",
        "f = \\\n    lambda a=[], b=[]: a  # noqa: HS311",
    ),
    (
        "def f(a=[]): print(a)  # type: int  # noqa: HS701",
        "def f(a=[]): print(a)  # type: int  # noqa: HS701,HS311",
    ),
    ('é = "日本"; f = lambda a=[]: a', 'é = "日本"; f = lambda a=[]: a  # noqa: HS311'),
    ("#!/bin/sh\ndef f(a=[]): ...", "#!/bin/sh\ndef f(a=[]): ...  # noqa: HS311"),
)
READ_BY_MYPY = (
    ("return jobs.get()  # why", "return jobs.get()  # type: ignore[NEW]  # why"),
    (
        "return jobs.get()  # noqa: E501",
        "return jobs.get()  # type: ignore[NEW]  # noqa: E501",
    ),
    (
        "return jobs.git() or jobs.get()  # type: ignore[attr-defined]",
        "return jobs.git() or jobs.get()  # type: ignore[attr-defined, NEW]",
    ),
    (
        "return jobs.git() or jobs.get()  #type:ignore[attr-defined]  # noqa",
        "return jobs.git() or jobs.get()  #type:ignore[attr-defined, NEW]  # noqa",
    ),
    (
        "print(jobs.get())",
        "print(jobs.get())  # type: ignore[NEW]  # noqa: HS701",
    ),
    (
        "return jobs.get(\n        timeout=1,\n    )",
        "return jobs.get(  # type: ignore[NEW]\n        timeout=1,\n    )",
    ),
    (
        'return """\n""" \\\n        + jobs.get()',
        'return """\n""" \\\n        + jobs.get()  # type: ignore[NEW]',
    ),
    (
        "return jobs \\\n        .get(\n        timeout=1)",
        "return jobs \\\n        .get(  # type: ignore[NEW]\n        timeout=1)",
    ),
    (
        "x = jobs.get()  # type: str  # why",
        "x = jobs.get()  # type: str  # type: ignore[NEW]  # why",
    ),
    (
        "return [jobs.get(), jobs.get(),\n  jobs.get()]",
        "return [jobs.get(), jobs.get(),  # type: ignore[NEW]\n  jobs.get()]  # type: ignore[NEW]",
    ),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path, {"pyproject.toml": TABLE, "mypy.ini": MYPY_CONFIG, "jobs.py": JOBS})


def said(project: Path) -> str:
    """What the two tools report of Housestyle's rules, and of comments that are none for mypy."""
    flake8 = run("flake8", "--isolated", "--select=HS", ".", cwd=project).out
    mypy = run("mypy", "--warn-unused-ignores", ".", cwd=project).out
    wanted = re.compile(r"\[hs-|type: ignore|syntax")
    return flake8 + "".join(f"{line}\n" for line in mypy.splitlines() if wanted.search(line))


def suppress(project: Path, source: str, *options: str) -> str:
    """The file `a.py` with this source, suppressed; the tools have to be silent afterwards."""
    (project / "a.py").write_bytes(source.encode())
    assert said(project)
    shown = housestyle("fix", "--add-noqa", "--diff", *options, cwd=project)
    found = housestyle("fix", "--add-noqa", *options, cwd=project)
    assert (found.status, found.err) == (0, "")
    assert said(project) == ""
    content = (project / "a.py").read_bytes()
    assert housestyle("fix", "--add-noqa", *options, cwd=project).status == 0
    assert (project / "a.py").read_bytes() == content, "a second run changes nothing"
    (project / "a.py").write_bytes(source.encode())
    apply_patch(shown.out, project)
    assert (project / "a.py").read_bytes() == content, "a diff shows all of it"
    return content.decode()


def test_what_is_left_is_suppressed_in_the_words_of_each_engine(project: Path) -> None:
    source = HEAD + "async def f(jobs: Jobs, a=[]) -> str:\n    print(a)\n    return jobs.get()\n"
    wanted = (
        source.replace("str:\n", "str:  # noqa: HS311\n")
        .replace("print(a)", "print(a)  # noqa: HS701")
        .replace("get()", "get()  # type: ignore[hs-blocking-call-in-async]")
    )
    assert suppress(project, source) == wanted


def test_it_says_what_was_fixed_and_what_suppressed(project: Path) -> None:
    write(project, {"a.py": "from typing import List\n\n\ndef f(a: List[int] = []): ...\n"})
    checked = housestyle("fix", "--add-noqa", "--check", cwd=project)
    assert (checked.status, "1 would be suppressed in 1 file\n" in checked.out) == (1, True)
    found = housestyle("fix", "--add-noqa", cwd=project)
    assert found.out == (
        "HS205 builtin-generics: 1 fixed in 1 file\n"
        "HS311 mutable-default: 1 suppressed in 1 file\n"
        "1 finding fixed in 1 of 2 files\n"
        "1 finding suppressed in 1 of 2 files\n"
    )
    assert (project / "a.py").read_text() == "def f(a: list[int] = []): ...  # noqa: HS311\n"
    assert housestyle("fix", "--add-noqa", cwd=project).out == "nothing to fix in 2 files\n"


def test_only_what_is_asked_for_is_suppressed(project: Path) -> None:
    source = HEAD + "async def f(jobs: Jobs, a=[]) -> str:\n    return jobs.get()\n"
    write(project, {"a.py": source})
    housestyle("fix", "--add-noqa", "--select=HS311", cwd=project)
    once = source.replace("str:\n", "str:  # noqa: HS311\n")
    assert (project / "a.py").read_text() == once
    write(project, {"a.py": source})
    housestyle("fix", "--add-noqa", "--engine=mypy", cwd=project)
    ignored = source.replace("get()", "get()  # type: ignore[hs-blocking-call-in-async]")
    assert (project / "a.py").read_text() == ignored


def test_a_fix_moves_what_mypy_found(project: Path) -> None:
    source = (
        "from typing import List\n\nfrom jobs import Jobs\n\n\n"
        "async def f(jobs: Jobs) -> List[str]:\n    return [jobs.get()]\n"
    )
    assert suppress(project, source) == (
        "from jobs import Jobs\n\n\nasync def f(jobs: Jobs) -> list[str]:\n"
        "    return [jobs.get()]  # type: ignore[hs-blocking-call-in-async]\n"
    )


def test_a_reason_stands_behind_each_new_comment(project: Path) -> None:
    source = HEAD + "async def f(jobs: Jobs, a=[]) -> str:  # old\n    return jobs.get()\n"
    wanted = source.replace("# old", "# old  # noqa: HS311  # see #12").replace(
        "get()", "get()  # type: ignore[hs-blocking-call-in-async]  # see #12"
    )
    assert suppress(project, source, "--reason", " see #12 ") == wanted
    for wrong in ("", "two\nlines"):
        assert housestyle("fix", "--add-noqa", "--reason", wrong, cwd=project).status == 2
    assert housestyle("fix", "--reason=x", cwd=project).status == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_comments_that_flake8_reads(project: Path, end: str) -> None:
    newline = end or "\n"
    for number, (before, _) in enumerate(READ_BY_FLAKE8):
        source = before.replace("\n", newline) + end
        (project / f"{number}.py").write_bytes(source.encode())
    assert housestyle("fix", "--add-noqa", "--engine=flake8", cwd=project).status == 0
    for number, (_, after) in enumerate(READ_BY_FLAKE8):
        wanted = after.replace("\n", newline) + end
        assert (project / f"{number}.py").read_bytes() == wanted.encode()
    assert run("flake8", "--isolated", "--select=HS", ".", cwd=project).out == ""


def test_comments_that_mypy_reads(project: Path) -> None:
    head = f"{HEAD}async def f(jobs: Jobs):\n    "
    names = {f"a{number}.py": case for number, case in enumerate(READ_BY_MYPY)}
    write(project, {name: f"{head}{before}\n" for name, (before, _) in names.items()})
    assert {line.partition(":")[0] for line in said(project).splitlines()} >= names.keys()
    assert housestyle("fix", "--add-noqa", cwd=project).status == 0
    for name, (_, after) in names.items():
        wanted = after.replace("NEW", "hs-blocking-call-in-async")
        assert (project / name).read_text() == f"{head}{wanted}\n"
    assert said(project) == ""


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ('def f(a=[], b="""# noqa: E501\n"""): ...\n', "a.py:1:9: HS311"),
        (
            f'{HEAD}async def f(jobs: Jobs):\n    return jobs.get() + """\n"""\n',
            "a.py:5:12: HS101",
        ),
    ],
)
def test_what_no_comment_can_suppress_is_told_and_left(
    project: Path, source: str, line: str
) -> None:
    write(project, {"a.py": source})
    found = housestyle("fix", "--add-noqa", cwd=project)
    assert found.err == f"{line} not suppressed: no comment can stand there\n"
    assert (found.status, (project / "a.py").read_text()) == (2, source)


def test_a_reason_that_the_file_cannot_hold(project: Path) -> None:
    source = b'# coding: latin-1\ndef f(a=[]): "\xe9"\n'
    (project / "a.py").write_bytes(source)
    found = housestyle("fix", "--add-noqa", "--reason=日本", cwd=project)
    assert (found.status, "a.py: not fixed: its encoding cannot write" in found.err) == (2, True)
    assert (project / "a.py").read_bytes() == source


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "# noqa: HS311"),
        ("# noqa", "# noqa"),
        ("# NoQA because", "# NoQA because"),
        ("# noqa: E501, W1", "# noqa: E501, W1, HS311"),
        ("# noqa:E501 W1", "# noqa:E501 W1,HS311"),
        ("# noqa: E501 a2b", "# noqa: E501,HS311 a2b"),
        ("# noqa: hs311", "# noqa: hs311"),
        ("#noqa: E501", "#noqa: E501  # noqa: HS311"),
        ("# type: ignore[x]", "# type: ignore[x]  # noqa: HS311"),
    ],
)
def test_noqa_is_merged(before: str, after: str) -> None:
    assert with_noqa(before, HS311) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# type: ignore[]", "# type: ignore[hs-mutable-default]"),
        ("# type: ignore[a,b]", "# type: ignore[a,b,hs-mutable-default]"),
        ("# type: ignore[a, b] # c", "# type: ignore[a, b, hs-mutable-default] # c"),
        ("# type: ignore because", None),
        ("# type: ignored", "# type: ignored  # type: ignore[hs-mutable-default]"),
        ("# type: int # type: ignore[a]", "# type: int # type: ignore[a, hs-mutable-default]"),
    ],
)
def test_ignores_are_merged(before: str, after: str | None) -> None:
    assert with_ignore(before, HS311) == after
    assert HS101.mypy_code in (with_ignore("", HS101) or "")
