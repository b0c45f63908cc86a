"""A type under another name"""

import asyncio
from pathlib import Path

TenantFolder = Path


async def tenants(folder: TenantFolder) -> bool:
    return folder.is_dir()  # BLOCKS


async def tenants_in_thread(folder: TenantFolder) -> bool:
    return await asyncio.to_thread(folder.is_dir)
