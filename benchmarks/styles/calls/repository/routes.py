"""A route, a service and a store, each in its module"""

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool

from calls.repository.service import UserService

router = APIRouter()


def get_service() -> UserService:
    raise NotImplementedError


@router.get("/users/{user}/name")
async def name(user: int, service: UserService = Depends(get_service)) -> str:
    return service.display_name(user)  # BLOCKS


@router.get("/users/{user}/greeting")
async def greet(user: int, service: UserService = Depends(get_service)) -> str:
    return service.greeting_of(await run_in_threadpool(service.display_name, user))
