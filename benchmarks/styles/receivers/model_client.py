"""A language model's client in both colours"""

from openai import AsyncOpenAI, OpenAI

client = OpenAI()
async_client = AsyncOpenAI()


async def answer(question: str) -> object:
    return client.responses.create(model="small", input=question)  # BLOCKS


async def answer_on_the_loop(question: str) -> object:
    return await async_client.responses.create(model="small", input=question)
