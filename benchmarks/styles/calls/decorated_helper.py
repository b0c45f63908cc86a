"""A helper behind a decorator of the project"""

import asyncio
import shutil
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def logged(function: Callable[P, R]) -> Callable[P, R]:
    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    return wrapper


@logged
def copy_backup(source: str, target: str) -> str:
    return shutil.copy(source, target)


async def back_up(source: str) -> str:
    return copy_backup(source, f"{source}.bak")  # BLOCKS


async def back_up_in_thread(source: str) -> str:
    return await asyncio.to_thread(copy_backup, source, f"{source}.bak")
