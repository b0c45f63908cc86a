"""Run the rules of the flake8 engine over one file."""

from __future__ import annotations

import ast  # noqa: TC003 - the annotation of `fail` is evaluated
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from housestyle_core.catalogue import Rule
from housestyle_core.config import settings_for
from housestyle_core.environment import DEBUG_VARIABLE, is_debugging
from housestyle_core.finding import Diagnostic, Finding, Span
from housestyle_core.tree.context import Context, File
from housestyle_core.tree.position import character_offset
from housestyle_core.tree.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from housestyle_core.config.settings import RuleSettings, Settings

ENGINE = "flake8"
BROKEN_RULE = Rule("HS000", "broken-rule", {})


class Check(NamedTuple):
    """A rule's `check` with the options that hold, and its `applies` where it has one.

    `applies(file[, options])` is asked once a file, so that a rule about a library costs nothing
    where it is not used. `needs` are the types of node that the rule looks for in `file.sites`.
    """

    rule: Rule
    run: Callable[..., Iterable[Finding]]
    options: tuple[object, ...]
    applies: Callable[..., bool] | None
    needs: tuple[type[ast.AST], ...] = ()


class Hit(NamedTuple):
    """A finding as its rule gave it, and what the rule knew of the place."""

    rule: Rule
    finding: Finding
    context: Context


def check_tree(
    path: str, tree: ast.Module, lines: list[str], only: frozenset[str] | None = None
) -> Iterator[Diagnostic]:
    """The findings of every rule that is on for the file at `path`, which need not exist.

    With `only`, codes, those of these rules alone. What a rule says twice of one place, as of an
    import for each of its uses, is told once. Raises ConfigError where the configuration for that
    path is wrong.
    """
    told: set[tuple[str, int, int, str]] = set()
    for found in map(diagnostic, find(path, tree, lines, only)):
        key = (found.rule.code, found.line, found.column, found.message)
        if key not in told:
            told.add(key)
            yield found


def find(
    path: str, tree: ast.Module, lines: list[str], only: frozenset[str] | None = None
) -> Iterator[Hit]:
    """What `check_tree` reports, with the nodes that it is about."""
    settings = settings_for(path, ENGINE)
    checks = checks_by_node(settings, only)
    if not checks:
        return
    file = walked_file(path, tree, lines, settings, checks)
    checks = {kind: _applicable(checks[kind], file) for kind in checks.keys() & file.kinds}
    broken: set[str] = set()
    for node, scope, in_annotation, quoted in file.sites:
        if wanted := checks[type(node)]:
            context = Context(file, scope, in_annotation, quoted)
            for check in wanted:
                if check.rule.code not in broken:
                    yield from _run(check, node, context, broken)


def walked_file(
    path: str,
    tree: ast.Module,
    lines: list[str],
    settings: Settings,
    wanted: Container[type[ast.AST]],
) -> File:
    """A file with what the walk found in it, nodes of the `wanted` types among it."""
    return File(path, settings.relative(path), lines, tree, settings, *walk(tree, wanted, lines))


@lru_cache(maxsize=64)
def checks_by_node(
    settings: Settings, only: frozenset[str] | None = None
) -> Mapping[type[ast.AST], list[Check]]:
    """The checks that are on, by the node types that the annotation of `node` names."""
    table: dict[type[ast.AST], list[Check]] = defaultdict(list)
    for state in settings.enabled(ENGINE):
        if only is None or state.rule.code in only:
            check = _check(state)
            for node_type in subscription(check.run):
                table[node_type].append(check)
            table.update({kind: table[kind] for kind in check.needs})
    return dict(table)


def _check(state: RuleSettings) -> Check:
    """The check of a rule; one whose module fails to load fails again where that is reported."""
    try:
        module, options = state.load(ENGINE)
    except Exception as failure:
        if is_debugging():
            raise
        error = failure

        def fail(_: ast.Module, __: Context) -> list[Finding]:
            raise error

        return Check(state.rule, fail, (), None)
    applies, needs = getattr(module, "applies", None), getattr(module, "NEEDS", ())
    return Check(state.rule, module.check, options, applies, needs)


def subscription(check: Callable[..., object]) -> tuple[type, ...]:
    """The node types that the annotation of a check's first parameter names."""
    hint = next(iter(check.__annotations__.values()))
    types = eval(hint, check.__globals__) if isinstance(hint, str) else hint  # noqa: S307
    return getattr(types, "__args__", (types,))


def _applicable(checks: list[Check], file: File) -> list[Check]:
    return [
        check for check in checks if check.applies is None or check.applies(file, *check.options)
    ]


def _run(check: Check, node: ast.AST, context: Context, broken: set[str]) -> Iterator[Hit]:
    """What a check finds; a bug in it becomes one finding a file and spares the other rules."""
    try:
        for finding in check.run(node, context, *check.options):
            yield Hit(check.rule, finding, context)
    except Exception as error:
        if is_debugging():
            raise
        broken.add(check.rule.code)
        line = getattr(node, "lineno", 1)
        message = crash_message(check.rule, error)
        yield Hit(BROKEN_RULE, Finding(Span(line, 0, line, 0), message), context)


def crash_message(rule: Rule, error: Exception) -> str:
    """What a user is told when a rule itself fails."""
    return (
        f"{rule.code} ({rule.name}) failed here with {type(error).__name__}: its other findings "
        f"in this file are missing; please report it, with the traceback that "
        f"{DEBUG_VARIABLE}=1 shows"
    )


def diagnostic(hit: Hit) -> Diagnostic:
    """A finding with its place as people and editors count."""
    rule, (node, message), (file, *_) = hit
    end_line = node.end_lineno or node.lineno
    end_offset = node.col_offset if node.end_col_offset is None else node.end_col_offset
    return Diagnostic(
        file.path,
        node.lineno,
        _column(file.lines, node.lineno, node.col_offset),
        end_line,
        _column(file.lines, end_line, end_offset),
        rule,
        message,
    )


def _column(lines: list[str], line: int, byte_offset: int) -> int:
    text = lines[line - 1] if line <= len(lines) else ""
    return character_offset(text, byte_offset) + 1
