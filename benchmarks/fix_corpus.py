"""Fix every file of unpacked packages, and see that nothing but what was to be fixed changed.

    python benchmarks/fix_corpus.py FOLDER...

Each folder is copied to a temporary one with a table that switches on every rule with a fix. For
safe fixes the syntax tree but for what `tests/untouched.py` names must stay equal, and every
comment; for all fixes the files must stay valid, and a second run must change nothing.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from housestyle_core.catalogue import rules
from housestyle_core.command.files import find_files
from housestyle_core.command.fix import fix_file
from housestyle_core.command.fix_typed import Task
from housestyle_core.fix.passes import Wanted
from housestyle_core.rule_docs import is_fixable
from housestyle_core.tree.source import UnreadableError, parse, read_lines
from tests.untouched import assert_untouched


def main() -> int:
    """Fix all folders; the exit status is 1 where something is wrong."""
    faults = 0
    for name in sys.argv[1:]:
        for wanted in (Wanted(), Wanted(unsafe=True)):
            with tempfile.TemporaryDirectory() as folder:
                top = Path(folder, Path(name).name)
                shutil.copytree(name, top)
                faults += _fix(top, wanted)
    return int(bool(faults))


def _fix(top: Path, wanted: Wanted) -> int:
    """Fix all files of a folder, print a line on them, and give the number of faults."""
    codes = [rule.code for rule in rules().values() if is_fixable(rule)]
    (top.parent / "pyproject.toml").write_text(
        f"[tool.housestyle]\npresets = []\nselect = {codes}\npreview = true\n"
        "target-python = '3.12'\nrules.fire-and-forget-task.api = 'create-task'\n"
    )
    files = [file for file in find_files([str(top)]) if _is_valid(file)]
    done: Counter[str] = Counter()
    faults = changed = 0
    spent = 0.0
    for file in files:
        start = time.perf_counter()
        first = fix_file(Task(file, ()), wanted)
        spent += time.perf_counter() - start
        second = fix_file(Task(file, ()), wanted)
        done.update(first.done)
        changed += first.new != first.old
        fault = first.failure or second.failure or (second.done and "a second run changed it")
        fault = fault or (not wanted.unsafe and _difference(first.old, first.new))
        if fault:
            faults += 1
            print(f"{file}: {fault}")
    kind = "all" if wanted.unsafe else "safe"
    counts = ", ".join(f"{code} {number}" for code, number in sorted(done.items()))
    each = spent / max(1, len(files)) * 1000
    print(
        f"{top.name}, {kind} fixes: {changed} of {len(files)} files ({counts}), "
        f"{faults} faults, {each:.1f} ms a file"
    )
    return faults


def _difference(before: str, after: str) -> str:
    try:
        assert_untouched(before, after)
    except AssertionError as error:
        return f"more than was to be fixed changed {str(error)[:200]}"
    return ""


def _is_valid(path: str) -> bool:
    try:
        parse(read_lines(path))
    except UnreadableError:
        return False
    return True


if __name__ == "__main__":
    raise SystemExit(main())
