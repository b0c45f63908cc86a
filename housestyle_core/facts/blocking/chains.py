"""How a call of the project's own function comes to block: the calls in between, and the cause."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, TypeVar

from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Function = TypeVar("Function")
SHOWN = 7
"""How many functions a message names at most: the first ones, and the one that blocks."""
CONSTRUCTORS = (".__init__", ".__new__", ".__post_init__")


class Options(Record):
    """`allow`: functions of the project that asynchronous code may call though they block.

    By name (`read_settings`, `Repository.find`), by dotted name (`app.config.read_settings`), or
    everything below one (`app.legacy.*`).
    """

    allow: tuple[str, ...] = ()

    def allows(self, step: Step) -> bool:
        """Whether a function may block, and what it calls with it."""
        full = f"{step.module}.{step.name}"
        return any(
            pattern in (step.name, full)
            or (pattern.endswith(".*") and full.startswith(pattern[:-1]))
            for pattern in self.allow
        )


class Step(Record):
    """A function on the way: its module, its name there, and whether a decorator caches it."""

    module: str
    name: str
    cached: bool = False

    @property
    def shown(self) -> str:
        """The name as a caller in the same module reads it; a class for its constructor."""
        for suffix in CONSTRUCTORS:
            if self.name.endswith(suffix):
                return self.name.removesuffix(suffix)
        return self.name


class Chain(Record):
    """Why a call blocks: the functions from the called one on, then the call that waits.

    `cause` is that call as a message shows it, `module` where it stands, `place` the same for a
    reader who is elsewhere (`app/db.py`), `line` its line.
    """

    steps: tuple[Step, ...]
    cause: str
    module: str
    place: str
    line: int

    @property
    def owner(self) -> str:
        """The class of the method that the chain begins with; empty for a function."""
        return self.steps[0].name.rpartition(".")[0]

    def message(self, module: str, library: str, *, called: bool) -> str:
        """What a user of `module` is told: the cause, the way to it, what to write instead.

        `called` tells a call, which a thread can make, from a use such as `for` or a property.
        """
        where = f"line {self.line}" if module == self.module else f"{self.place}:{self.line}"
        names = [f"`{name}`{_cache(step)}" for name, step in self._names(module)]
        if len(names) > SHOWN:
            names[SHOWN - 2 : -1] = ["…"]
        way = " → ".join(names)
        first = self.steps[0].shown
        to_thread = "asyncio.to_thread" if library == "asyncio" else f"{library}.to_thread.run_sync"
        remedy = (
            f"wrap `{first}` in `{to_thread}`, or make it asynchronous"
            if called
            else f"make `{first}` asynchronous, or run this in `{to_thread}`"
        )
        return f"{self.cause} ({where}) blocks the event loop, by way of {way}: {remedy}"

    def _names(self, module: str) -> Iterable[tuple[str, Step]]:
        for step in self.steps:
            package = step.module.rpartition(".")[2]
            yield step.shown if step.module == module else f"{package}.{step.shown}", step
            module = step.module


def _cache(step: Step) -> str:
    return " (cached: the first time only)" if step.cached else ""


def shortest_chains(
    own: Mapping[Function, Chain],
    called: Mapping[Function, Iterable[Function]],
    steps: Mapping[Function, Step],
    is_excused: Callable[[Function, Function], bool],
) -> dict[Function, Chain]:
    """The shortest chain of every function that blocks, of several the first by its names.

    `own` has the chains of functions that are known to block, which begin with themselves;
    `called` what each function calls, `steps` what each is known as; `is_excused` is asked of a
    function and of one that it calls and that blocks.
    """
    callers: dict[Function, list[Function]] = {}
    for caller, functions in called.items():
        for function in functions:
            callers.setdefault(function, []).append(caller)
    found: dict[Function, Chain] = {}
    order = count()
    waiting = [(len(chain.steps), chain, next(order), function) for function, chain in own.items()]
    heapify(waiting)
    while waiting:
        _, chain, _, function = heappop(waiting)
        if function not in found:
            found[function] = chain
            for caller in callers.get(function, ()):
                if caller in found or is_excused(caller, function):
                    continue
                longer = chain._replace(steps=(steps[caller], *chain.steps))
                heappush(waiting, (len(longer.steps), longer, next(order), caller))
    return found
