"""A client in the state of the application, whose type nothing tells"""

import httpx
from fastapi import FastAPI, Request

app = FastAPI()
app.state.http = httpx.Client()
app.state.async_http = httpx.AsyncClient()


@app.get("/news")
async def news(request: Request) -> str:
    return str(request.app.state.http.get("https://news.example").text)  # BLOCKS


@app.get("/jokes")
async def jokes(request: Request) -> str:
    response = await request.app.state.async_http.get("https://jokes.example")
    return str(response.text)
