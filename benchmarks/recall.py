"""What Housestyle finds of labelled blocking calls in async code, beside what other tools find.

    uv run python benchmarks/recall.py [--rounds 3]

Each file or folder of `benchmarks/styles/<group>/` is one style. A line that ends in `# BLOCKS`
blocks the event loop; `# SAME CAUSE` blocks too, by what is marked above it, so nobody has to say
it again; every other line is clean, and a finding there is a false alarm. Each contestant gets an
environment of its own; printed are the calls found, the false alarms and the CPU time.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.environments import HERE, environment, timed

STYLES = HERE / "benchmarks" / "styles"
GROUPS = ("names", "receivers", "statements", "calls")
LABEL = re.compile(r"# (BLOCKS|SAME CAUSE)$")
FOUND = re.compile(
    r"(?:\./)?(.+?\.py):(\d+):(?:\d+:)? "
    r"(?:ASYNC2\d\d\w?|HS1\d\d|[a-z-]+-in-async-function:|error: .*\[hs-)"
)
TABLE = (
    '[tool.housestyle]\npresets = []\nselect = ["HS101", "HS102", "HS112"]\nengines = [{engines}]\n'
)
TYPED = ("fastapi", "httpx", "openai", "redis", "sqlalchemy", "types-requests")
FLAKE8 = ("flake8", "--isolated", "--jobs=1")
MYPY = ("mypy", "--config-file=mypy.ini", ".")
MYPY_CONFIG = """\
[mypy]
plugins = mypy_housestyle
ignore_missing_imports = true
explicit_package_bases = true
"""

Place = tuple[str, int]


class Style(NamedTuple):
    """One way to write a blocking call: the places that block, and those that need no finding."""

    group: str
    name: str
    files: tuple[str, ...]
    blocking: frozenset[Place]
    repeated: frozenset[Place]

    def found(self, places: frozenset[Place]) -> int:
        """How many of the blocking lines are among these places."""
        return len(self.blocking & places)

    def false_alarms(self, places: frozenset[Place]) -> int:
        """How many clean lines of the style are among these places."""
        here = {place for place in places if place[0] in self.files}
        return len(here - self.blocking - self.repeated)


class Contestant(NamedTuple):
    """A tool: what its environment holds, its commands, and the halves of Housestyle that it is."""

    name: str
    packages: tuple[str, ...]
    commands: tuple[tuple[str, ...], ...]
    engines: tuple[str, ...] = ()


class Result(NamedTuple):
    """The places that a contestant reports, and the CPU seconds that it takes."""

    places: frozenset[Place]
    seconds: float


HALVES = (
    Contestant("Housestyle, flake8", (str(HERE),), ((*FLAKE8, "--select=HS"),), ("flake8",)),
    Contestant("Housestyle, mypy", (f"{HERE}[mypy]", *TYPED), (MYPY,), ("mypy",)),
    Contestant(
        "Housestyle, both",
        (f"{HERE}[mypy]", *TYPED),
        ((*FLAKE8, "--select=HS"), MYPY),
        ("flake8", "mypy"),
    ),
)
RUFF = ("ruff", "check", "--isolated", "--select=ASYNC2", "--preview", "--no-cache", "--quiet")
PEERS = (
    Contestant("Ruff", ("ruff",), ((*RUFF, "--output-format=concise"),)),
    Contestant("flake8-async", ("flake8", "flake8-async"), ((*FLAKE8, "--select=ASYNC2"),)),
    Contestant(
        "ty-async",
        ("ty-async",),
        (("ty-async", ".", "--async200-stdlib", "--async200-transitive"),),
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    styles = read_styles()
    results: dict[str, Result] = {}
    with tempfile.TemporaryDirectory() as name:
        for contestant in (*HALVES, *PEERS):
            folder = Path(name) / contestant.name.replace(" ", "-")
            home = environment(folder / "environment", contestant.packages)
            runs = [run(contestant, home, folder / f"round{turn}") for turn in range(rounds)]
            seconds = statistics.median(one.seconds for one in runs)
            results[contestant.name] = Result(runs[0].places, seconds)
    print("\n".join(summary(styles, results)), end="\n\n")
    print("\n".join(matrix(styles, results)))


def read_styles() -> list[Style]:
    """The labelled styles, by group and name."""
    together: dict[tuple[str, str], list[Path]] = {}
    for group in GROUPS:
        for file in sorted((STYLES / group).rglob("*.py")):
            name = file.relative_to(STYLES / group).parts[0].removesuffix(".py")
            together.setdefault((group, name), []).append(file)
    return [_style(group, name, files) for (group, name), files in together.items()]


def _style(group: str, name: str, files: list[Path]) -> Style:
    labels: dict[str, set[Place]] = {"BLOCKS": set(), "SAME CAUSE": set()}
    for file in files:
        relative = file.relative_to(STYLES).as_posix()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if match := LABEL.search(line):
                labels[match[1]].add((relative, number))
    names = tuple(file.relative_to(STYLES).as_posix() for file in files)
    return Style(group, name, names, *map(frozenset, labels.values()))


def run(contestant: Contestant, home: Path, folder: Path) -> Result:
    """What a contestant, installed at `home`, finds in a copy of the styles made at `folder`."""
    shutil.copytree(STYLES, folder)
    engines = ", ".join(f'"{engine}"' for engine in contestant.engines)
    (folder / "pyproject.toml").write_text(TABLE.format(engines=engines))
    (folder / "mypy.ini").write_text(MYPY_CONFIG)
    runs = [timed(home, command, folder) for command in contestant.commands]
    lines = [line for one in runs for line in one.out.splitlines()]
    matches = [match for line in lines if (match := FOUND.match(line))]
    places = frozenset((match[1], int(match[2])) for match in matches)
    return Result(places, sum(one.seconds for one in runs))


def summary(styles: list[Style], results: dict[str, Result]) -> list[str]:
    """A table of what each contestant finds of each group, its false alarms and its time."""
    parts = [[style for style in styles if style.group == group] for group in GROUPS]
    rows = [["", *GROUPS, "all", "false alarms", "CPU seconds"]]
    for name, (places, seconds) in results.items():
        false = sum(style.false_alarms(places) for style in styles)
        shares = [_share(part, places) for part in (*parts, styles)]
        rows.append([name, *shares, str(false), f"{seconds:.3g}"])
    return _table(rows)


def _share(styles: list[Style], places: frozenset[Place]) -> str:
    found = sum(style.found(places) for style in styles)
    return f"{found} of {sum(len(style.blocking) for style in styles)}"


def matrix(styles: list[Style], results: dict[str, Result]) -> list[str]:
    """A table of what each contestant finds of each style; `!` is a false alarm."""
    rows = [["style", *results]]
    for style in styles:
        cells = [
            f"{style.found(one.places)}/{len(style.blocking)}"
            + "!" * style.false_alarms(one.places)
            for one in results.values()
        ]
        rows.append([f"{style.group}/{style.name}", *cells])
    return _table(rows)


def _table(rows: list[list[str]]) -> list[str]:
    rows.insert(1, ["---"] * len(rows[0]))
    return [f"| {' | '.join(row)} |" for row in rows]


if __name__ == "__main__":
    main()
