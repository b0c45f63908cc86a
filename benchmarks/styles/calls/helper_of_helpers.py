"""Three functions down"""

import asyncio
import subprocess


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=True).stdout


def describe_head() -> str:
    return git("describe", "--always")


def build_label() -> str:
    return f"build {describe_head()}"


def static_label(build: str) -> str:
    return f"build {build}"


async def label() -> str:
    return build_label()  # BLOCKS


async def label_in_thread() -> str:
    return static_label(await asyncio.to_thread(describe_head))
