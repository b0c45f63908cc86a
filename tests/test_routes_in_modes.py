"""The rules about routes find the same in every mode of mypy when another module changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.library import table
from tests.modes import MODES, app, daemon, found
from tests.mypy_probe import Project, need_support

if TYPE_CHECKING:
    from pathlib import Path

DEPS = """\
from fastapi import Depends
def taking(name: str) -> None: ...
def idle() -> None: ...
def nested(_: None = Depends({dependency})) -> None: ...
"""
USERS = """\
from fastapi import APIRouter
router = APIRouter(prefix="{prefix}")
@router.get("/{{name}}")
def read(name: str) -> None: ...
"""
ROUTES = """\
from fastapi import APIRouter
from app import users
router = APIRouter()
router.include_router(users.router)
"""
PATHS = """\
BASE = "/{part}"
PART = f"{{BASE}}/y"
"""
SEATS = """\
from fastapi import APIRouter
router = APIRouter()
@router.get("/seats")
def seats({seat}: str) -> None: ...
"""
KINDS = """\
from typing import Annotated
from pydantic import Field
Key = Annotated[str, Field(exclude={exclude})]
"""
SCHEMAS = """\
from pydantic import BaseModel{imported}
from app.kinds import Key
class Inner(BaseModel):
    api_key: Key{method}
class Outer(BaseModel):
    inner: Inner
"""
MASKING = {
    "imported": ", field_serializer",
    "method": """
    @field_serializer("api_key")
    def mask(self, value: str) -> str:
        return ""
""",
}
REQUESTS = """\
from fastapi import Request
def by_request(request: Request) -> None:
    print(request.{asked})
"""
MAIN = """\
from fastapi import Depends, FastAPI
from app import seats
from app.deps import nested
from app.paths import PART
from app.routes import router
app = FastAPI()
app.include_router(router)
@app.get("/users/me")
def me() -> None: ...
@app.get("/{name}/x")
def x(_: None = Depends(nested)) -> None: ...
@app.get(PART)
def y() -> None: ...
app.include_router(seats.router, prefix="/rooms/{seat_id}")
from app import schemas
@app.get("/shown")
def shown() -> schemas.Outer: return NotImplemented
from app.requests import by_request
@app.get("/by-request/{place}")
def placed(_: None = Depends(by_request)) -> None: ...
"""
CLEAN = {
    "deps": DEPS.format(dependency="taking"),
    "users": USERS.format(prefix="/people"),
    "routes": ROUTES,
    "paths": PATHS.format(part="p"),
    "seats": SEATS.format(seat="seat_id"),
    "kinds": KINDS.format(exclude=True),
    "schemas": SCHEMAS.format(imported="", method=""),
    "requests": REQUESTS.format(asked="path_params"),
    "main": MAIN,
}
MORE = "# of another size: the daemon compares sizes and whole seconds\n"
IDLE = DEPS.format(dependency="idle") + MORE
SHADOWING = USERS.format(prefix="/users") + MORE
NAMED = PATHS.format(part="{name}") + MORE
SEAT = SEATS.format(seat="seat") + MORE
SENT = KINDS.format(exclude=False)
MASKED = SCHEMAS.format_map(MASKING)
ASKING = REQUESTS.format(asked="method")
MISMATCH = ("app/main.py:10:10", "path-parameter-mismatch")
SHADOWED = ("app/main.py:8:10", "shadowed-route")
UNTAKEN = ("app/main.py:12:10", "path-parameter-mismatch")
UNLIKE = ("app/main.py:14:1", "path-parameter-mismatch")
LEAKED = ("app/main.py:17:16", "sensitive-response-field")
UNASKED = ("app/main.py:19:10", "path-parameter-mismatch")
SETTINGS = table("HS540", "HS542", "HS543", "HS544", "HS770")
STEPS: list[tuple[dict[str, str], list[tuple[str, str]]]] = [
    ({}, []),
    ({"deps": IDLE}, [MISMATCH]),
    ({"users": SHADOWING}, [SHADOWED, MISMATCH]),
    ({"routes": f"{MORE}{ROUTES}"}, [SHADOWED, MISMATCH]),
    ({"deps": CLEAN["deps"]}, [SHADOWED]),
    ({"users": CLEAN["users"]}, []),
    ({"paths": NAMED}, [UNTAKEN]),
    ({"seats": SEAT}, [UNTAKEN, UNLIKE]),
    ({"paths": CLEAN["paths"]}, [UNLIKE]),
    ({"seats": CLEAN["seats"]}, []),
    ({"kinds": SENT}, [LEAKED]),
    ({"schemas": MASKED}, []),
    ({"schemas": CLEAN["schemas"]}, [LEAKED]),
    ({"kinds": CLEAN["kinds"]}, []),
    ({"requests": ASKING}, [UNASKED]),
    ({"requests": CLEAN["requests"]}, []),
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return app(tmp_path / "project", CLEAN, SETTINGS)


@pytest.mark.parametrize("flags", MODES, ids=str)
def test_runs(project: Project, flags: list[str]) -> None:
    need_support(*flags)
    for changed, expected in STEPS:
        project.write(**changed)
        assert found(project, "mypy", *flags, "app") == sorted(expected)


def test_the_daemon(project: Project) -> None:
    with daemon(project) as ask:
        for changed, expected in STEPS:
            project.write(**changed)
            assert ask("run", "--", "app") == sorted(expected)
