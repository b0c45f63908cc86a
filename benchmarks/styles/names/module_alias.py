"""A module under a shorter name"""

import asyncio
import subprocess as sp


async def current_commit() -> str:
    return sp.check_output(["git", "rev-parse", "HEAD"], text=True)  # BLOCKS


async def current_commit_from_stream() -> str:
    process = await asyncio.create_subprocess_exec(
        "git", "rev-parse", "HEAD", stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    return out.decode()
