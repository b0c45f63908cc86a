"""A letter sent at once, or by a background task, which FastAPI runs in a thread"""

import smtplib
from email.message import EmailMessage

from fastapi import APIRouter, BackgroundTasks

router = APIRouter()


def send_letter(to: str) -> None:
    letter = EmailMessage()
    letter["To"] = to
    with smtplib.SMTP("localhost") as server:
        server.send_message(letter)


@router.post("/letters")
async def letter_now(to: str) -> None:
    send_letter(to)  # BLOCKS


@router.post("/letters/later")
async def letter_later(to: str, tasks: BackgroundTasks) -> None:
    tasks.add_task(send_letter, to)
