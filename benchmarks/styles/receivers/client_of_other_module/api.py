"""Uses the client that a whole package shares"""

from receivers.client_of_other_module.clients import shared, shared_async


async def languages() -> str:
    return shared.get("/languages").text  # BLOCKS


async def languages_on_the_loop() -> str:
    return (await shared_async.get("/languages")).text
