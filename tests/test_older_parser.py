"""What stands in one file is found at the same place when mypy reads with its older parser."""

from __future__ import annotations

from pathlib import Path

from tests.data import read_cases
from tests.engines import mypy_engine
from tests.mypy_probe import need_support

FLAG = "--no-native-parser"
DATA = sorted((Path(__file__).parent / "rules").glob("hs[456]*.md"))


def test_boundary_rules(tmp_path: Path) -> None:
    need_support(FLAG)
    wanted, names = [], []
    for path in DATA:
        for number, case in enumerate(read_cases(path)):
            if "mypy" not in case.rule.modules or len(case.files) > 1:
                continue
            name = f"{case.rule.code}_{number}"
            case.write(tmp_path / name)
            names += [f"{name}/{file}" for file in case.files]
            wanted += [
                found._replace(file=f"{name}/{found.file}")
                for found in case.expected
                if found.engine == "mypy"
            ]
    assert mypy_engine(tmp_path, names, tmp_path / "cache", FLAG) == sorted(wanted)
