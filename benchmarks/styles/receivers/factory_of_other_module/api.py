"""A client from a factory in another module"""

from receivers.factory_of_other_module.factory import new_async_client, new_session


async def repositories(token: str) -> str:
    session = new_session(token)
    return session.get("https://git.example/repositories").text  # BLOCKS


async def repositories_on_the_loop(token: str) -> str:
    async with new_async_client(token) as client:
        return (await client.get("https://git.example/repositories")).text
