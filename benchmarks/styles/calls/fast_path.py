"""A helper that mostly gives what it kept, beside one that only looks it up"""

import asyncio

import requests

_known: dict[str, str] = {}


def country(ip: str) -> str:
    if ip not in _known:
        _known[ip] = requests.get(f"https://geo.example/{ip}", timeout=2).text
    return _known[ip]


def known_country(ip: str) -> str | None:
    return _known.get(ip)


async def locate(ip: str) -> str:
    return country(ip)  # BLOCKS


async def locate_in_thread(ip: str) -> str:
    if (known := known_country(ip)) is not None:
        return known
    return await asyncio.to_thread(country, ip)
