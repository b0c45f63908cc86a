"""The service: `uvicorn parcels.main:app`."""

from fastapi import FastAPI

from parcels.routes import router

app = FastAPI()
app.include_router(router)
