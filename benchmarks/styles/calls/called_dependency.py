"""A dependency called by hand, and as FastAPI calls it, in a thread"""

import tomllib
from typing import Annotated, Any

from fastapi import APIRouter, Depends

router = APIRouter()


def features() -> dict[str, Any]:
    with open("features.toml", "rb") as file:
        return tomllib.load(file)


@router.get("/features/count")
async def feature_count() -> int:
    return len(features())  # BLOCKS


@router.get("/features/names")
async def feature_names(found: Annotated[dict[str, Any], Depends(features)]) -> list[str]:
    return list(found)
