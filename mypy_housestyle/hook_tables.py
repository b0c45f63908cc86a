"""What the plugin answers when mypy asks for the hook of a name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_housestyle.callbacks import CallHook
    from mypy_housestyle.hooks import HousestylePlugin

Getter = Literal["get_attribute_hook", "get_function_hook", "get_method_hook"]


class Hooks(dict[str, "CallHook | None"]):
    """What a getter of the plugin answers for each name, found out when mypy asks for it first.

    Properties are told apart by their last names.
    """

    plugin: HousestylePlugin

    def __init__(self, getter: Getter) -> None:
        super().__init__()
        self._getter = getter
        self._make: Callable[[str], CallHook | None] | None = None
        self._last: frozenset[str] | None = None

    def __missing__(self, fullname: str) -> CallHook | None:
        make = self._make or self._maker()
        is_known = self._last is None or fullname.rpartition(".")[2] in self._last
        self[fullname] = hook = make(fullname) if is_known else None
        return hook

    def _maker(self) -> Callable[[str], CallHook | None]:
        from mypy_housestyle.callbacks import READ, make_hook
        from mypy_housestyle.subscriptions import wanted_by_any

        self._last = READ if self._getter == "get_attribute_hook" else None
        words = wanted_by_any(self.plugin.known.values())
        self._make = partial(make_hook, self.plugin, self._getter, words)
        return self._make

    def clear(self) -> None:
        super().clear()
        self._make = None
