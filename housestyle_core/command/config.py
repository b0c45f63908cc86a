"""`housestyle config`: what holds for a file, and where each value came from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from housestyle_core.catalogue import rules
from housestyle_core.command.exits import CannotRunError, shown_path
from housestyle_core.command.mypy_engine import is_installed
from housestyle_core.config import settings_for
from housestyle_core.config.find import folder_of, source_for
from housestyle_core.config.settings import ENGINE_NAMES
from housestyle_core.config.written import as_toml

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from housestyle_core.config import Settings
    from housestyle_core.config.settings import RuleSettings, Setting

VALUES = ("presets", "preview", "engines", "target_python", "first_party", "layers")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the subcommand takes."""
    parser.add_argument("file", nargs="?", default=".", metavar="FILE", help="default: .")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(options: argparse.Namespace) -> int:
    """Print the settings of a file or folder; the exit status."""
    if not os.path.exists(options.file):
        raise CannotRunError(f"{options.file}: no such file or folder")
    engines = [name for name in ENGINE_NAMES if name != "mypy" or is_installed()]
    settings = settings_for(options.file, *engines)
    source = source_for(folder_of(options.file))
    found = _document(settings, str(source.path) if source else None)
    if options.format == "json":
        import json

        print(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(options.file, found)))
    return 0


def _document(settings: Settings, path: str | None) -> dict[str, Any]:
    return {
        "file": path,
        "root": str(settings.root),
        "values": {
            name.replace("_", "-"): _value(name, getattr(settings, name)) for name in VALUES
        },
        "rules": [_rule(state, settings.engines.value) for state in settings.rules.values()],
        "ignored": [
            {"code": rule.code, "name": rule.name, "origin": origin}
            for rule, origin in settings.ignored
        ],
        "held-back": [{"code": rule.code, "name": rule.name} for rule in settings.held_back],
    }


def _value(name: str, setting: Setting[Any]) -> dict[str, Any]:
    value = setting.value
    if name == "target_python":
        value = ".".join(map(str, value))
    return {"value": value, "origin": setting.origin}


def _rule(state: RuleSettings, engines: Sequence[str]) -> dict[str, Any]:
    return {
        "code": state.rule.code,
        "name": state.rule.name,
        "origin": state.origin,
        "engines": [engine for engine in state.rule.modules if engine in engines],
        "options": {
            name.replace("_", "-"): _value(name, setting) for name, setting in state.options.items()
        },
    }


def _lines(file: str, found: dict[str, Any]) -> Iterator[str]:
    where = shown_path(found["file"]) if found["file"] else "no [tool.housestyle] table, defaults"
    yield f"Settings of {file}: {where}\n"
    for name, item in found["values"].items():
        yield from _assignments(name, item["value"], item["origin"])
    yield f"\nRules that are on: {len(found['rules'])}"
    for rule in found["rules"]:
        modules = rules()[rule["code"]].modules
        idle = "" if rule["engines"] else f"; does not run without {' or '.join(modules)}"
        yield f"  {rule['code']} {rule['name']}  # {rule['origin']}{idle}"
        for name, item in rule["options"].items():
            yield f"    {name} = {as_toml(item['value'])}  # {item['origin']}"
    if found["ignored"]:
        yield f"\nRules that `ignore` takes out: {len(found['ignored'])}"
        yield from (
            f"  {rule['code']} {rule['name']}  # {rule['origin']}" for rule in found["ignored"]
        )
    if found["held-back"]:
        yield f"\nPreview rules that wait for `preview = true`: {len(found['held-back'])}"
        yield from (f"  {rule['code']} {rule['name']}" for rule in found["held-back"])


def _assignments(name: str, value: Any, origin: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _assignments(f"{name}.{key}", item, origin)
    else:
        yield f"{name} = {as_toml(value)}  # {origin}"
