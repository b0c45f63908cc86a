"""`housestyle explain`: the documentation of a rule, for a terminal."""

from __future__ import annotations

import inspect
import textwrap
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from housestyle_core.catalogue import by_name
from housestyle_core.command.exits import CannotRunError
from housestyle_core.command.rules import facts_of
from housestyle_core.config.errors import did_you_mean
from housestyle_core.config.settings import HEADER
from housestyle_core.config.written import as_toml
from housestyle_core.rule_docs import rule_docs

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from housestyle_core.catalogue import Rule

MYPY_PREFIX = "hs-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the subcommand takes."""
    parser.add_argument("rule", metavar="CODE|NAME", help="such as HS311 or mutable-default")


def run(options: argparse.Namespace) -> int:
    """Print what there is to know about one rule; the exit status."""
    print("\n".join(_page(find_rule(options.rule))))
    return 0


def find_rule(word: str) -> Rule:
    """The rule with that code, name, or code of mypy. Raises CannotRunError."""
    known = by_name()
    rule = known.get(word.upper()) or known.get(word.lower().removeprefix(MYPY_PREFIX))
    if rule is None:
        hint = did_you_mean(word, known) or ": `housestyle rules` lists them"
        raise CannotRunError(f"no rule is called `{word}`{hint}")
    return rule


def _page(rule: Rule) -> Iterator[str]:
    facts = facts_of(rule)
    fixable = "fixable" if facts.fixable else "not fixable"
    yield f"{rule.code} {rule.name}: {facts.summary}"
    yield f"{' and '.join(facts.engines)}, {facts.status}, {fixable}"
    yield f"Presets: {', '.join(facts.presets)}"
    for engine in rule.modules:
        docs = rule_docs(rule, engine)
        if len(rule.modules) > 1:
            yield f"\nWith {engine}: {docs.summary}"
        yield from _section("Why", docs.why)
        yield from _section("Configuration", docs.configuration)
        yield from _section("Bad", docs.bad)
        yield from _section("Good", docs.good)
        yield from _section("Fix", docs.fix)
    yield from _section("Options", "\n".join(_options(rule)))
    yield from _section("To suppress a finding", "\n".join(_suppressions(rule)))


def _section(title: str, text: str) -> Iterator[str]:
    if text.strip():
        yield f"\n{title}"
        yield textwrap.indent(text.strip("\n"), "    ")


def _options(rule: Rule) -> Iterator[str]:
    """The options with their types and defaults; a typed half is imported, and mypy with it."""
    engine = next(iter(rule.modules))
    try:
        declared = getattr(rule.load(engine), "Options", None)
    except ModuleNotFoundError:
        yield f"They can be shown where {engine} is installed."
        return
    if declared is None:
        return
    yield f"[{HEADER}.rules.{rule.name}]"
    for name, hint in get_type_hints(declared).items():
        default = as_toml(declared._field_defaults[name])
        yield f"{name.replace('_', '-')} = {default}  # {_type_words(hint)}"
    yield ""
    yield inspect.cleandoc(declared.__doc__ or "")


def _type_words(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return " or ".join(map(as_toml, get_args(hint)))
    if get_origin(hint) is tuple:
        return f"array of {_type_words(get_args(hint)[0])}"
    return str(hint.__name__)


def _suppressions(rule: Rule) -> Iterator[str]:
    if "flake8" in rule.modules:
        yield f"# noqa: {rule.code}  at the end of the line, where flake8 reports it"
    if "mypy" in rule.modules:
        yield f"# type: ignore[{rule.mypy_code}]  at the end of the line, where mypy reports it"
    yield f'ignore = ["{rule.name}"]  in [{HEADER}], or in [[{HEADER}.overrides]] with `files`'
