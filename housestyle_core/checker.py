"""Run the rules of the flake8 engine over one file."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from housestyle_core.catalogue import Rule
from housestyle_core.checks import ENGINE, checks_of, codes_of, tables
from housestyle_core.config import settings_for
from housestyle_core.environment import DEBUG_VARIABLE, is_debugging
from housestyle_core.finding import Diagnostic, Finding, Span
from housestyle_core.needs import not_about
from housestyle_core.record import Record
from housestyle_core.tree.context import Context, File
from housestyle_core.tree.position import character_offset
from housestyle_core.tree.walk import walk

if TYPE_CHECKING:
    from housestyle_core.checks import Check, Table
    from housestyle_core.config.settings import Settings

BROKEN_RULE = Rule("HS000", "broken-rule", {})


class Hit(Record):
    """A finding as its rule gave it, and what the rule knew of the place."""

    rule: Rule
    finding: Finding
    context: Context


def check_tree(
    path: str, tree: ast.Module, lines: list[str], only: frozenset[str] | None = None
) -> list[Diagnostic]:
    """The findings of every rule that is on for the file at `path`, which need not exist.

    With `only`, codes, those of these rules alone. What a rule says twice of one place, as of an
    import for each of its uses, is told once. Raises ConfigError where the configuration for that
    path is wrong.
    """
    settings = settings_for(path, ENGINE)
    if not codes_of(settings, only):
        return []
    file = walked_file(path, tree, lines, settings)
    told: dict[tuple[str, int, int, str], Diagnostic] = {}
    for found, _ in find_in(file, only):
        told.setdefault((found.rule.code, found.line, found.column, found.message), found)
    file.scope.release()
    return list(told.values())


def find(
    path: str, tree: ast.Module, lines: list[str], only: frozenset[str] | None = None
) -> list[tuple[Diagnostic, Hit]]:
    """What `check_tree` reports, with the nodes that it is about, sorted by where it starts."""
    settings = settings_for(path, ENGINE)
    if not codes_of(settings, only):
        return []
    return find_in(walked_file(path, tree, lines, settings), only)


def find_in(file: File, only: frozenset[str] | None = None) -> list[tuple[Diagnostic, Hit]]:
    """What `find` gives, of a file that the walk has been through."""
    run = Run(file, set(), [])
    renamed = file.scope.renamed
    elsewhere, in_async = run.tables(only)
    is_about_nodes = not file.kinds.isdisjoint({*elsewhere, *in_async} - {ast.Module})
    regions = file.regions if is_about_nodes else file.regions[:1]  # the module is in the first
    for nodes, scope, in_annotation, quoted in regions:
        context = Context(file, scope, in_annotation, quoted)
        table = in_async if context.in_async else elsewhere
        for node in nodes:
            subscribers = table.get(node.__class__)
            if subscribers is None:
                continue
            checks, of_any_name, name_of, names, _ = subscribers
            if names:
                name = name_of(node)
                if name in names:
                    checks = checks if name in renamed else subscribers.of(name)
                elif name is not None and name not in renamed:
                    checks = of_any_name
            for check in checks:
                run.check(check, node, context)
    return sorted(run.found, key=_start)


def walked_file(path: str, tree: ast.Module, lines: list[str], settings: Settings) -> File:
    """A file with what the walk found in it."""
    regions, parents, kinds, _ = walk(tree, lines)
    return File(path, settings.relative(path), lines, tree, settings, regions, parents, kinds)


class Run(Record):
    """The rules at work on one file: the codes of those that failed, and what the rest found."""

    file: File
    failed: set[str]
    found: list[tuple[Diagnostic, Hit]]

    def tables(self, only: frozenset[str] | None) -> tuple[Table, Table]:
        """The checks of the rules that apply to the file (see `checks.tables`)."""
        here: set[str] = set()
        anyway: set[str] = set()
        settings = self.file.settings
        for check in checks_of(settings, codes_of(settings, only) - not_about(self.file)):
            try:
                if check.applies is None or check.applies(self.file, *check.options):
                    here.add(check.rule.code)
                    if check.about_any and check.about_any(self.file, *check.options):
                        anyway.add(check.rule.code)
            except Exception as error:
                if is_debugging():
                    raise
                self.fail(check, self.file.tree, self.context, error)
        return tables(settings, frozenset(here), frozenset(anyway))

    def check(self, check: Check, node: ast.AST, context: Context) -> None:
        """Note what a check finds; a bug in it becomes one finding a file and spares the others."""
        if check.rule.code not in self.failed:
            try:
                for finding in check.run(node, context, *check.options):
                    self.note(Hit(check.rule, finding, context))
            except Exception as error:
                if is_debugging():
                    raise
                self.fail(check, node, context, error)

    def fail(self, check: Check, node: ast.AST, context: Context, error: Exception) -> None:
        """Report a bug in a rule, and do not run it again in this file."""
        self.failed.add(check.rule.code)
        line = getattr(node, "lineno", 1)
        finding = Finding(Span(line, 0, line, 0), crash_message(check.rule, error))
        self.note(Hit(BROKEN_RULE, finding, context))

    @property
    def context(self) -> Context:
        """The place of the module itself."""
        return Context(self.file, self.file.scope, in_annotation=False, quoted=False)

    def note(self, hit: Hit) -> None:
        """Keep what was found, with its place as people and editors count."""
        self.found.append((diagnostic(hit), hit))


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


def _start(found: tuple[Diagnostic, Hit]) -> tuple[int, int]:
    return found[0].line, found[0].column
