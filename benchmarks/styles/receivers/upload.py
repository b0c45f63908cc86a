"""The file inside an upload"""

from fastapi import APIRouter, UploadFile

router = APIRouter()


@router.post("/avatars")
async def avatar(upload: UploadFile) -> int:
    return len(upload.file.read())  # BLOCKS


@router.post("/banners")
async def banner(upload: UploadFile) -> int:
    return len(await upload.read())
