"""`housestyle rules`: the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core import catalogue
from housestyle_core.presets import AGAINST, ALL, GUIDES, RECOMMENDED, RECOMMENDED_RULES
from housestyle_core.record import Record
from housestyle_core.rule_docs import is_fixable, rule_docs

if TYPE_CHECKING:
    import argparse

    from housestyle_core.catalogue import Rule


class Facts(Record):
    """What is told of each rule; `presets` are those that it is a part of."""

    code: str
    name: str
    engines: tuple[str, ...]
    status: str
    fixable: bool
    presets: tuple[str, ...]
    summary: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the subcommand takes."""
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(options: argparse.Namespace) -> int:
    """Print a line for each rule, or all of them as JSON; the exit status."""
    facts = [facts_of(rule) for rule in catalogue.rules().values()]
    if options.format == "json":
        import json

        print(json.dumps([item._asdict() for item in facts], indent=2, ensure_ascii=False))
        return 0
    width = max(len(item.name) for item in facts)
    for item in facts:
        engines = "+".join(item.engines)
        fixable = "fixable" if item.fixable else ""
        columns = f"{item.code}  {item.name:{width}}  {engines:11}  {item.status:7}  {fixable:7}"
        print(f"{columns}  {item.summary} ({', '.join(item.presets)})")
    return 0


def facts_of(rule: Rule) -> Facts:
    """The row of a rule."""
    return Facts(
        rule.code,
        rule.name,
        tuple(rule.modules),
        "preview" if rule.preview else "stable",
        is_fixable(rule),
        tuple(presets_with(rule)),
        rule_docs(rule).summary,
    )


def presets_with(rule: Rule) -> list[str]:
    """The presets that switch a rule on."""
    ours = [RECOMMENDED] if rule.code in RECOMMENDED_RULES else []
    guides = [name for name, wishes in GUIDES.items() if wishes.get(rule.code) is not AGAINST]
    return [ALL, *ours, *guides]
