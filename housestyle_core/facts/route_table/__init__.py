"""What a file registers with FastAPI: routers, routes in their order, included routers."""
