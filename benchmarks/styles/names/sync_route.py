"""The same line in a route that FastAPI runs in a thread, and in one that it runs on the loop"""

import subprocess

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool

router = APIRouter()


@router.get("/disk")
def disk() -> str:
    return subprocess.run(["df"], capture_output=True, text=True, check=True).stdout


@router.get("/memory")
async def memory() -> str:
    return subprocess.run(["free"], capture_output=True, text=True, check=True).stdout  # BLOCKS


@router.get("/uptime")
async def uptime() -> str:
    done = await run_in_threadpool(
        lambda: subprocess.run(["uptime"], capture_output=True, text=True, check=True)
    )
    return done.stdout
