"""What Housestyle adds to flake8 and to mypy, beside what other plugins add, in one run.

    uv run python benchmarks/run.py [--package prefect] [--rounds 5] [--tool flake8]

Each contestant gets an environment of its own, checks the same release of the same package, and
runs in turn with the others, so a machine that slows down slows all of them. mypy finds what the
package depends on, as a team's mypy does. What is compared is the CPU time of the whole process
tree; every rule is on, preview rules too.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.environments import HERE, environment, timed, uv

ONE_FILE = "examples/orders/orders/main.py"
TABLE = '[tool.housestyle]\npresets = ["all"]\npreview = true\n'
MYPY_CONFIG = "[mypy]\nignore_missing_imports = true\nplugins = {plugins}\n"
FLAKE8 = ("flake8", "--isolated", "--jobs=1", "--exit-zero", "--select=E,F,W,C,B,HS")


class Contestant(NamedTuple):
    """One way to run a tool: what its environment holds, the command, mypy's plugins."""

    name: str
    packages: tuple[str, ...]
    command: tuple[str, ...]
    plugins: str = ""


FLAKE8_CONTESTANTS = (
    Contestant("flake8 alone", ("flake8",), FLAKE8),
    Contestant("with Housestyle", ("flake8", str(HERE)), FLAKE8),
    Contestant("with flake8-bugbear", ("flake8", "flake8-bugbear"), FLAKE8),
)
MYPY = ("mypy", "--config-file=mypy.ini")
MYPY_PACKAGES = ("mypy", "pydantic", str(HERE))
MYPY_CONTESTANTS = (
    Contestant("mypy alone", MYPY_PACKAGES, MYPY),
    Contestant("with Housestyle", MYPY_PACKAGES, MYPY, "mypy_housestyle"),
    Contestant("with pydantic.mypy", MYPY_PACKAGES, MYPY, "pydantic.mypy"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--package", default="prefect", help="what to check, from the index")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tool", choices=("flake8", "mypy"), help="both where not given")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source"
        uv("pip", "install", "--no-deps", "--target", str(source), options.package)
        (source / "pyproject.toml").write_text(TABLE)
        package = options.package.partition("=")[0].replace("-", "_")
        lines = sum(len(file.read_bytes().splitlines()) for file in source.rglob("*.py"))
        print(f"{options.package}, {lines:,} lines, {options.rounds} rounds, CPU seconds")
        if options.tool != "mypy":
            measure(folder, FLAKE8_CONTESTANTS, (package,), options.rounds)
            (source / "one.py").write_text((HERE / ONE_FILE).read_text())
            one, turns = ("one.py",), 5 * options.rounds
            measure(folder, FLAKE8_CONTESTANTS, one, turns, warm="one file")
        if options.tool != "flake8":
            contestants = tuple(
                each._replace(packages=(*each.packages, options.package))
                for each in MYPY_CONTESTANTS
            )
            whole, turns = ("-p", package), options.rounds
            measure(folder, contestants, whole, turns)
            measure(folder, contestants, whole, turns, warm="warm cache")


def measure(
    folder: Path,
    contestants: tuple[Contestant, ...],
    target: tuple[str, ...],
    rounds: int,
    *,
    warm: str = "",
) -> None:
    """Run the contestants in turn and print each one's seconds and its ratio to the first.

    With `warm`, which says what is measured, all rounds share a cache, and the first one, which
    fills it, is not counted.
    """
    homes = [prepare(folder, contestant) for contestant in contestants]
    seconds: list[list[float]] = [[] for _ in contestants]
    for turn in range(rounds + bool(warm)):
        for contestant, home, taken in zip(contestants, homes, seconds, strict=True):
            cache = home / f"cache{'' if warm else turn}"
            spent = run(contestant, home, target, cache)
            if turn or not warm:
                taken.append(spent)
    title = f" ({warm})" if warm else ""
    print(f"\n| {contestants[0].name}{title} | seconds | ratio | spread |\n|---|---|---|---|")
    for contestant, taken in zip(contestants, seconds, strict=True):
        ratios = [mine / alone for mine, alone in zip(taken, seconds[0], strict=True)]
        spread = f"{min(ratios):.3f} to {max(ratios):.3f}"
        middle = statistics.median(ratios)
        print(f"| {contestant.name} | {statistics.median(taken):.3f} | {middle:.3f} | {spread} |")


def prepare(folder: Path, contestant: Contestant) -> Path:
    """The environment of a contestant."""
    home = folder / f"{contestant.command[0]} {contestant.name}".replace(" ", "-")
    return environment(home, contestant.packages)


def run(contestant: Contestant, home: Path, target: tuple[str, ...], cache: Path) -> float:
    """The CPU seconds of one run, its child processes included."""
    source = home.parent / "source"
    command = (*contestant.command, *target)
    if contestant.command == MYPY:
        (source / "mypy.ini").write_text(MYPY_CONFIG.format(plugins=contestant.plugins))
        command += (f"--cache-dir={cache}",)
    return timed(home, command, source).seconds


if __name__ == "__main__":
    main()
