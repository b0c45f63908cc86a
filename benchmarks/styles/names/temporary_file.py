"""An upload kept in a temporary file, beside a buffer in memory"""

import io
import tempfile


async def keep(body: bytes) -> str:
    with tempfile.NamedTemporaryFile(delete=False) as file:  # BLOCKS
        file.write(body)  # SAME CAUSE
        return file.name


async def keep_in_memory(body: bytes) -> io.BytesIO:
    file = io.BytesIO()
    file.write(body)
    return file
