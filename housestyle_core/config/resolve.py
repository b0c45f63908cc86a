"""From presets, selections and overrides to the rules that are on, with their options."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from housestyle_core.catalogue import by_name, matching, rules
from housestyle_core.config.errors import ConfigError, Problem, line_of
from housestyle_core.config.settings import (
    HEADER,
    OLDEST_PYTHON,
    RuleSettings,
    Setting,
    Settings,
    found_first_party,
)
from housestyle_core.config.written import as_toml
from housestyle_core.presets import AGAINST, ALL, GUIDES, RECOMMENDED, RECOMMENDED_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from housestyle_core.catalogue import Rule
    from housestyle_core.config.table import Part, Table

    On = dict[str, RuleSettings]

LOWER_BOUND = re.compile(r"(?:>=|~=|==|>)\s*3\.(\d+)")


def resolve(root: Path, table: Table | None, overridden: Sequence[int]) -> Settings:
    """The settings below `root` for the files that the overrides at those positions name.

    Raises ConfigError where two presets contradict each other and the table settles nothing.
    """
    first_party = Setting(found_first_party(root))
    if table is None:
        on = _from_presets([RECOMMENDED])
        precise = _precise(on)
        return Settings(root, precise, first_party=first_party, held_back=_held_back(on, precise))
    given = dict(table.values)
    presets = given.setdefault("presets", Setting([RECOMMENDED]))
    if problems := list(_conflicts(table, presets.value)):
        raise ConfigError(problems)
    parts = [table.part, *(table.overrides[position] for position in overridden)]
    preset = _from_presets(presets.value)
    on = _with_options(_with_selections(preset, parts), parts)
    preview = given.pop("preview", Setting(value=False))
    running = on if preview.value else _precise(on)
    given.setdefault("first-party", first_party)
    given.setdefault("target-python", _lower_bound(table.document))
    return Settings(
        root,
        dict(sorted(running.items())),
        preview=preview,
        held_back=_held_back(on, running),
        ignored=_ignored(preset, on, parts),
        **{key.replace("-", "_"): _frozen(key, setting) for key, setting in given.items()},
    )


def _from_presets(names: Sequence[str]) -> On:
    on: On = {}
    for name in names:
        origin = f"preset {name}"
        for code, wishes in _wishes(name).items():
            if wishes is not AGAINST and (rule := rules().get(code)):
                options = {key: Setting(value, origin) for key, value in wishes.items()}
                known = on.get(code, RuleSettings(rule, origin, {}))
                on[code] = known._replace(options={**known.options, **options})
    return on


def _wishes(preset: str) -> Mapping[str, Mapping[str, object] | None]:
    if preset == ALL:
        return {code: {} for code in rules()}
    if preset == RECOMMENDED:
        return {code: {} for code in RECOMMENDED_RULES}
    return GUIDES[preset]


def _with_selections(preset: On, parts: Sequence[Part]) -> On:
    on = dict(preset)
    for part in parts:
        for selector in part.select.value:
            asked = selector in by_name()
            for rule in matching(selector):
                new = preset.get(rule.code, RuleSettings(rule, part.select.origin, {}))
                known = on.get(rule.code, new)
                on[rule.code] = known._replace(asked=known.asked or asked)
        for selector in part.ignore.value:
            for rule in matching(selector):
                on.pop(rule.code, None)
    return on


def _with_options(on: On, parts: Sequence[Part]) -> On:
    """Options hold wherever the rule is on, also where only an override selects it."""
    given = {
        code: {key: value for part in parts for key, value in part.options.get(code, {}).items()}
        for code in on
    }
    return {
        code: state._replace(options={**state.options, **given[code]}) for code, state in on.items()
    }


def _precise(on: On) -> On:
    """Without the rules that are not proven precise, unless one was asked for by its own name."""
    return {code: state for code, state in on.items() if state.asked or not state.rule.preview}


def _held_back(on: On, running: On) -> tuple[Rule, ...]:
    return tuple(state.rule for code, state in sorted(on.items()) if code not in running)


def _ignored(preset: On, on: On, parts: Sequence[Part]) -> tuple[tuple[Rule, str], ...]:
    without = [part._replace(ignore=Setting([])) for part in parts]
    origins = {
        rule.code: part.ignore.origin
        for part in parts
        for selector in part.ignore.value
        for rule in matching(selector)
    }
    wanted = _with_selections(preset, without)
    return tuple(
        (state.rule, origins[code]) for code, state in sorted(wanted.items()) if code not in on
    )


def _conflicts(table: Table, presets: Sequence[str]) -> Iterator[Problem]:
    """What two guides contradict each other on and the table does not settle.

    `ignore` settles everything about a rule, `select` only whether it is on.
    """
    part = table.part
    line = line_of(table.text, HEADER, "presets")
    selected, ignored = _codes(part.select.value), _codes(part.ignore.value)
    guides = [name for name in presets if name in GUIDES]
    for one, other in itertools.combinations(guides, 2):
        for code in sorted(GUIDES[one].keys() & GUIDES[other].keys() & rules().keys() - ignored):
            mine, theirs = GUIDES[one][code], GUIDES[other][code]
            name = rules()[code].name
            both = f"presets `{one}` and `{other}` contradict each other on {code} ({name})"
            if mine is AGAINST or theirs is AGAINST:
                if mine is not theirs and code not in selected:
                    remedy = f"put `{name}` into `select` or into `ignore`"
                    yield Problem(table.path, line, f"{both}: {remedy}")
                continue
            for key in sorted(mine.keys() & theirs.keys() - part.options.get(code, {}).keys()):
                if mine[key] != theirs[key]:
                    said = f"`{as_toml(mine[key])}` against `{as_toml(theirs[key])}`"
                    remedy = f"set `{key.replace('_', '-')}` in [{HEADER}.rules.{name}]"
                    yield Problem(table.path, line, f"{both}, {said}: {remedy}")


def _codes(selectors: Sequence[str]) -> set[str]:
    return {rule.code for word in selectors for rule in matching(word)}


def _lower_bound(document: dict[str, Any]) -> Setting[Any]:
    project = document.get("project")
    wanted = project.get("requires-python") if isinstance(project, dict) else None
    minors = [int(minor) for minor in LOWER_BOUND.findall(str(wanted))]
    if not minors:
        return Setting(OLDEST_PYTHON)
    return Setting(f"3.{max(minors)}", "project.requires-python")


def _frozen(key: str, setting: Setting[Any]) -> Setting[Any]:
    match key, setting.value:
        case "target-python", str(version):
            major, minor = version.split(".")
            return setting._replace(value=(int(major), int(minor)))
        case "layers", dict(layers):
            return setting._replace(value={name: tuple(globs) for name, globs in layers.items()})
        case _, list(words):
            return setting._replace(value=tuple(words))
    return setting
