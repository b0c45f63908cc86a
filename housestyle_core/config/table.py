"""Read a `[tool.housestyle]` table: every fault of it is found before one is raised."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from housestyle_core.catalogue import by_name, matching
from housestyle_core.config.errors import ConfigError, Problem, did_you_mean, line_of
from housestyle_core.config.globs import fault
from housestyle_core.config.settings import ENGINE_NAMES, HEADER, Setting
from housestyle_core.presets import NAMES as PRESET_NAMES
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from housestyle_core.catalogue import Rule
    from housestyle_core.config.find import Source

TYPES: Mapping[str, Any] = {
    "presets": list[str],
    "select": list[str],
    "ignore": list[str],
    "engines": list[str],
    "preview": bool,
    "first-party": list[str],
    "target-python": str,
    "layers": dict[str, Any],
    "rules": dict[str, Any],
    "overrides": list[dict[str, Any]],
}
OVERRIDE_TYPES: Mapping[str, Any] = {
    "files": list[str],
    "select": list[str],
    "ignore": list[str],
    "rules": dict[str, Any],
}
PYTHON_VERSION = r"3\.(\d{1,2})"
Options = dict[str, dict[str, Setting[object]]]


class Part(Record):
    """What the table, or one of its overrides, says about rules for the paths `files`."""

    files: tuple[str, ...]
    select: Setting[list[str]]
    ignore: Setting[list[str]]
    options: Options


class Table(Record):
    """A table without faults; `values` holds its plain keys, `part` what it says about rules."""

    path: Path
    text: str
    document: dict[str, Any]
    values: dict[str, Setting[Any]]
    part: Part
    overrides: tuple[Part, ...]


def read_table(source: Source, engines: Sequence[str]) -> Table:
    """The table of `source`, with the options of the rules that `engines` run converted.

    Raises ConfigError with every problem that the table has.
    """
    reader = _Reader(source, engines)
    values = reader.keys(source.table, TYPES, HEADER)
    reader.check_words("presets", values, PRESET_NAMES, "preset")
    reader.check_words("engines", values, ENGINE_NAMES, "engine")
    reader.check_python(values.get("target-python"))
    reader.check_layers(values.get("layers", Setting({})).value)
    part = reader.part(values, HEADER)
    found = values.pop("overrides", Setting([]))
    overrides = tuple(reader.override(index, raw) for index, raw in enumerate(found.value))
    if reader.problems:
        raise ConfigError(reader.problems)
    return Table(source.path, source.text, source.document, values, part, overrides)


class _Reader:
    """Collects the problems of one source while its parts are read."""

    def __init__(self, source: Source, engines: Sequence[str]) -> None:
        self.source = source
        self.engines = engines
        self.problems: list[Problem] = []

    def problem(
        self, message: str, header: str, key: str | None = None, index: int | None = None
    ) -> None:
        line = line_of(self.source.text, header, key, index)
        self.problems.append(Problem(self.source.path, line, " ".join(message.splitlines())))

    def origin(self, header: str, key: str, index: int | None = None) -> str:
        return f"{self.source.path.name}:{line_of(self.source.text, header, key, index)}"

    def keys(
        self, raw: dict[str, Any], types: Mapping[str, Any], header: str, index: int | None = None
    ) -> dict[str, Setting[Any]]:
        values = {}
        for key, value in raw.items():
            if key not in types:
                elsewhere = f": it belongs in [{HEADER}]" if key in TYPES else None
                hint = elsewhere or did_you_mean(key, types)
                self.problem(f"unknown key `{key}` in [{header}]{hint}", header, key, index)
            elif error := _conversion_error(value, types[key]):
                self.problem(f"`{key}` in [{header}]: {error}", header, key, index)
            else:
                values[key] = Setting(value, self.origin(header, key, index))
        return values

    def check_words(
        self, key: str, values: dict[str, Setting[Any]], known: Sequence[str], kind: str
    ) -> None:
        for word in values[key].value if key in values else ():
            if word not in known:
                hint = did_you_mean(word, known) or f"; known: {', '.join(known)}"
                self.problem(f"unknown {kind} `{word}`{hint}", HEADER, key)

    def check_selectors(
        self, words: Setting[list[str]], header: str, key: str, index: int | None
    ) -> None:
        for word in words.value:
            if not matching(word):
                hint = did_you_mean(word, by_name())
                self.problem(f"`{word}` in `{key}` names no rule{hint}", header, key, index)

    def check_python(self, version: Setting[Any] | None) -> None:
        if version and not re.fullmatch(PYTHON_VERSION, version.value):
            message = f'`target-python` must be a version such as "3.12", not "{version.value}"'
            self.problem(message, HEADER, "target-python")

    def check_layers(self, raw: dict[str, Any]) -> None:
        header = f"{HEADER}.layers"
        types = {name: list[str] for name in raw if name not in TYPES}
        for name, globs in self.keys(raw, types, header).items():
            self.check_globs(globs.value, header, name)

    def check_globs(
        self, globs: list[str], header: str, key: str, index: int | None = None
    ) -> None:
        for glob in globs:
            if error := fault(glob):
                self.problem(f"`{glob}` in `{key}` is no path pattern: {error}", header, key, index)

    def override(self, index: int, raw: dict[str, Any]) -> Part:
        header = f"{HEADER}.overrides"
        values = self.keys(raw, OVERRIDE_TYPES, header, index)
        if "files" not in raw:
            message = f"[[{header}]] needs `files`, the paths that it is about"
            self.problem(message, header, None, index)
        elif "files" in values:
            self.check_globs(values["files"].value, header, "files", index)
        return self.part(values, header, index)

    def part(self, values: dict[str, Setting[Any]], header: str, index: int | None = None) -> Part:
        """Take what is said about rules out of `values`."""
        nothing: Setting[list[str]] = Setting([])
        select, ignore = values.pop("select", nothing), values.pop("ignore", nothing)
        self.check_selectors(select, header, "select", index)
        self.check_selectors(ignore, header, "ignore", index)
        options = self.rules(values.pop("rules", Setting({})), f"{header}.rules", index)
        return Part(tuple(values.pop("files", nothing).value), select, ignore, options)

    def rules(self, raw: Setting[Any], header: str, index: int | None) -> Options:
        options: Options = {}
        for word, table in raw.value.items():
            place = f"{header}.{word}"
            if not (rule := by_name().get(word)):
                hint = did_you_mean(word, by_name())
                message = f"[{header}] has options for `{word}`, which is no rule{hint}"
                self.problem(message, place, None, index)
            elif rule.code in options:
                message = f"{rule.code} and {rule.name} are one rule: put its options in one table"
                self.problem(message, place, None, index)
            elif self.keys({word: table}, {word: dict[str, Any]}, header, index):
                options[rule.code] = self.rule(rule, table, place, index)
        return options

    def rule(
        self, rule: Rule, table: dict[str, Any], header: str, index: int | None
    ) -> dict[str, Setting[object]]:
        engine = next((engine for engine in self.engines if engine in rule.modules), None)
        if engine is None:
            return {}
        declared = getattr(rule.load(engine), "Options", None)
        hints = get_type_hints(declared) if declared else {}
        types = {name.replace("_", "-"): hint for name, hint in hints.items()}
        values = self.keys(table, types, header, index)
        if not values:
            return {}
        import msgspec

        return {
            key.replace("-", "_"): Setting(msgspec.convert(value, types[key]), origin)
            for key, (value, origin) in values.items()
        }


def _conversion_error(value: object, wanted: Any) -> str | None:
    """What is wrong with a value of the document, None where it is of the wanted type."""
    if get_origin(wanted) is Literal:
        choices = " or ".join(f"`{choice}`" for choice in get_args(wanted))
        return None if value in get_args(wanted) else f"expected {choices}, got `{value}`"
    if _is_plainly(value, wanted):
        return None
    import msgspec  # which takes as long as twenty modules of rules

    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        text = str(error).replace(" - at `$", " at `").removesuffix(" at ``")
        text = text.replace("`object`", "`table`")
        return text[0].lower() + text[1:]
    return None


def _is_plainly(value: object, wanted: Any) -> bool:
    """Whether a value is of one of the types that most keys have."""
    if wanted == list[str]:
        return isinstance(value, list) and all(isinstance(word, str) for word in value)
    return type(value) is wanted
