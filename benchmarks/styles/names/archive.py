"""An archive on disk, beside one in memory"""

import io
import zipfile


async def names_in_file(path: str) -> list[str]:
    with zipfile.ZipFile(path) as archive:  # BLOCKS
        return archive.namelist()


async def names_in_body(body: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return archive.namelist()
