"""Reads files for other modules"""

from pathlib import Path


def read_config_text(name: str) -> str:
    return (Path("/etc/app") / name).read_text()


def config_name(name: str) -> str:
    return f"{name}.toml"
