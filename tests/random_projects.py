"""Random projects: functions and classes that run each other across modules; some block."""

from __future__ import annotations

from random import Random

HEAD = """\
from __future__ import annotations

import asyncio
import queue
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

CACHE: Any = None
"""
CAUSES = (
    *("time.sleep(1)", 'Path("a").read_text()', 'open("a").read()', 'subprocess.run(["a"])'),
    *("queue.Queue().get()", "threading.Lock().acquire()", "[x for x in open('a')]"),
)
LATEST = 10
"""How many names of a kind are used: those of a module, and of some before it."""
HARMLESS = ("print(one)", "len([1])", '{}.get("a")', "[].append(1)", "time.time()", "pass")
USES = (
    *("{f}(one)", "{f}(one)", "value = {f}(one)", "print({f}(one))", "{c}()", "{c}().run(one)"),
    *("one.run(one)", "print(one.size)", "list({g}(one))", "print(sum({g}(one)))"),
    *("with {m}(one):\n{i}    pass", "with one:\n{i}    pass", "for _ in one:\n{i}    pass"),
    *(
        "if CACHE is None:\n{i}    CACHE = {f}(one)",
        "if isinstance(one, {c}):\n{i}    one.run(one)",
    ),
    *("try:\n{i}    {f}(one)\n{i}except OSError:\n{i}    pass", "[{f}(one) for _ in [1]]"),
)
ASYNC_USES = (*USES, "await asyncio.to_thread({f}, one)", "await {a}(one)")
CLASS = """\
class {name}{bases}:
    def __init__(self) -> None:
        {0}
    def run(self, one: Any) -> Any:
        {1}
    @property
    def size(self) -> Any:
        {2}
    def __enter__(self) -> Any:
        {3}
    def __exit__(self, *_: object) -> None:
        {4}
    def __iter__(self) -> Iterator[int]:
        {5}
        yield 1
"""
KINDS = {
    "f": "def {name}(one: {kind}) -> Any:\n    global CACHE\n    {body}\n",
    "g": "def {name}(one: {kind}) -> Iterator[int]:\n    global CACHE\n    {body}\n    yield 1\n",
    "m": "@contextmanager\ndef {name}(one: {kind}) -> Iterator[int]:\n"
    "    global CACHE\n    {body}\n    yield 1\n",
    "a": "async def {name}(one: {kind}) -> Any:\n    global CACHE\n    {body}\n",
}


def random_modules(seed: int, count: int) -> dict[str, str]:
    """The texts of modules of `app`, by name; each imports from those before it."""
    random = Random(seed)  # noqa: S311 (nothing is secret here)
    known: dict[str, list[str]] = {"f": ["print"], "g": ["iter"], "m": ["open"], "c": ["Path"]}
    known["a"] = ["asyncio.sleep"]
    homes: dict[str, str] = {}
    texts: dict[str, str] = {}
    for number in range(count):
        module = f"m{number}"
        parts = [
            _part(random, f"{module}_{index}", known) for index in range(random.randint(12, 18))
        ]
        texts[module] = _with_imports("\n\n".join(parts), homes)
        for name in [name for names in known.values() for name in names if name not in homes]:
            homes[name] = f"app.{module}"
    return texts


def _part(random: Random, number: str, known: dict[str, list[str]]) -> str:
    """A definition, or another name for one, whose name is known from then on."""
    kind = random.choice("fffffgmccaaaa=")
    if kind == "=":
        name = f"other_{number}"
        text = f"{name} = {random.choice(known['f'])}\n"
        known["f"].append(name)
        return text
    name = f"{kind}_{number}"
    if kind == "c":
        bases = random.choice(("", f"({random.choice(known['c'][1:] or ['object'])})"))
        bodies = [_use(random, known, kind, 8).replace("one", "self") for _ in range(6)]
        text = CLASS.format(*bodies, name=name, bases=bases)
    else:
        count = random.randint(3, 6) if kind == "a" else random.randint(1, 3)
        body = "\n    ".join(_use(random, known, kind, 4) for _ in range(count))
        parameter = random.choice((*known["c"][-LATEST:], "Any"))
        text = KINDS[kind].format(name=name, kind=parameter, body=body)
    known[kind].append(name)
    return text


def _use(random: Random, known: dict[str, list[str]], kind: str, indent: int) -> str:
    """A statement of a function of some kind, which uses something that is known or does not."""
    if random.random() < (0.2 if kind == "a" else 0.5):
        return random.choice(HARMLESS if kind == "a" else (*HARMLESS, *CAUSES))
    names = {key: random.choice(names[-LATEST:]) for key, names in known.items()}
    return random.choice(ASYNC_USES if kind == "a" else USES).format(**names, i=" " * indent)


def _with_imports(text: str, homes: dict[str, str]) -> str:
    used = [name for name in homes if f"{name}(" in text or name in text.split()]
    imports = [f"from {homes[name]} import {name}\n" for name in used if "_" in name]
    return f"{HEAD}{''.join(imports)}\n\n{text}"
