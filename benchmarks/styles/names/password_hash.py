"""A hash that is slow on purpose, beside a quick one"""

import hashlib


async def stored_password(password: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 600_000)  # BLOCKS


async def etag(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
