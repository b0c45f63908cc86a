"""The fixes of one file, in passes until there is nothing left to fix."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from housestyle_core.checker import find
from housestyle_core.checks import ENGINE, subscription
from housestyle_core.config import settings_for
from housestyle_core.environment import is_debugging
from housestyle_core.fix.imports import import_edits
from housestyle_core.fix.place import Place
from housestyle_core.fix.text import Splice, read_text, spliced
from housestyle_core.fix.typed import load_fixer, typed_hits
from housestyle_core.fix.unused import unused_edits
from housestyle_core.fix.verify import Version, differs_elsewhere
from housestyle_core.record import Record
from housestyle_core.tree.source import UnreadableError, parse
from housestyle_core.tree.suppress import is_file_suppressed, unsuppressed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from housestyle_core.checker import Hit
    from housestyle_core.config import Settings
    from housestyle_core.finding import Diagnostic, Located
    from housestyle_core.fix.edit import Edit, Fix
    from housestyle_core.fix.text import Range, Text
    from housestyle_core.tree.context import File

MOST_PASSES = 100
DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
COMMENT = re.compile(r"#.*")


class BrokenFixError(Exception):
    """A bug of a rule's fix, in words for the user."""

    def __init__(self, codes: Iterable[str], reason: str) -> None:
        super().__init__(f"a fix of {', '.join(sorted(set(codes)))} {reason}: please report it")


class Wanted(Record):
    """Which rules' fixes are wanted (all where None), unsafe ones too, of what flake8 finds too."""

    codes: frozenset[str] | None = None
    unsafe: bool = False
    flake8: bool = True


class Fixed(Record):
    """A file's text with its fixes, and by rule how many those are and how many unsafe ones wait.

    `typed` says whether something that mypy found was fixed.
    """

    text: str
    done: Counter[str]
    waiting: Counter[str]
    typed: bool


class Proposal(Record):
    """A fix of one finding of a rule, and the parts of the text that it replaces."""

    code: str
    fix: Fix
    splices: tuple[Splice, ...]
    file: File


def fix_text(path: str, raw: str, wanted: Wanted, typed: Sequence[Diagnostic] = ()) -> Fixed:
    """The text of the file at `path` with its findings fixed, those of the `typed` engine too.

    Raises UnreadableError where Python cannot parse it, BrokenFixError for a bug.
    """
    text = read_text(raw)
    tree = parse(text.lines)
    before = text, tree
    given = list(_proposals(typed_hits(path, text, tree, typed), text))
    done: Counter[str] = Counter()
    for number in range(MOST_PASSES):
        proposals = list(_proposals(_hits(path, text, tree, wanted), text))
        possible = [*proposals, *given] if number == 0 else proposals
        chosen = _without_overlaps(one for one in possible if one.fix.safe or wanted.unsafe)
        if not chosen:
            break
        text, tree = _applied(chosen, text, tree)
        done.update(proposal.code for proposal in chosen)
    else:
        raise BrokenFixError([one.code for one in chosen], "never comes to an end")
    while done and (edits := unused_edits(path, before, text, tree)):
        text, tree = _edited([_splice(edit, text) for edit in edits], done, text, tree)
    waiting = Counter(one.code for one in (*proposals, *given) if not one.fix.safe)
    fixes_typed = any(one.fix.safe or wanted.unsafe for one in given)
    return Fixed(text.raw, done, waiting, fixes_typed)


def _proposals(hits: Iterable[Hit], text: Text) -> Iterator[Proposal]:
    """The fixes of findings."""
    for hit in hits:
        if fix := _fix(hit, text):
            splices = tuple(_splice(edit, text) for edit in fix.edits)
            if not _loses_comment(splices, text):
                yield Proposal(hit.rule.code, fix, splices, hit.context.file)


def _hits(path: str, text: Text, tree: ast.Module, wanted: Wanted) -> Iterator[Hit]:
    """What the rules with a fix find, and no comment suppresses."""
    codes = fixable(settings_for(path, ENGINE))
    codes = codes if wanted.codes is None else codes & wanted.codes
    if not codes or not wanted.flake8 or is_file_suppressed(text.lines):
        return
    found = find(path, tree, text.lines, codes)
    reported = {id(item) for item in unsuppressed([item for item, _ in found], text.lines)}
    yield from (hit for item, hit in found if id(item) in reported)


@lru_cache(maxsize=64)
def fixable(settings: Settings) -> frozenset[str]:
    """The rules that are on and have a `fix`."""
    on = settings.enabled(ENGINE)
    return frozenset(state.rule.code for state in on if hasattr(state.load(ENGINE)[0], "fix"))


def _fix(hit: Hit, text: Text) -> Fix | None:
    """What the rule's `fix` gives for the nearest node around a finding that it is about."""
    context = hit.context
    module, options = load_fixer(hit.rule, context.file.settings)
    wanted = subscription(module.fix)
    found = _definition_at(hit) or hit.finding.node
    nodes = (found, *context.parents(found)) if isinstance(found, ast.AST) else ()
    node = next((node for node in nodes if isinstance(node, wanted)), None)
    if node is None:
        return None
    place = Place(found, hit.finding.message, context, text)
    try:
        fix: Fix | None = module.fix(node, place, *options)
    except Exception as error:
        if is_debugging():
            raise
        reason = f"failed in line {found.lineno} with {type(error).__name__}"
        raise BrokenFixError([hit.rule.code], reason) from error
    return fix


def _definition_at(hit: Hit) -> Located | None:
    """The class or function whose head is where the finding is; None for any other finding."""
    place = hit.finding.node
    if isinstance(place, ast.AST):
        return None
    start = place.lineno, place.col_offset
    definitions = (node for node in hit.context.file.parents if isinstance(node, DEFINITIONS))
    return next((node for node in definitions if (node.lineno, node.col_offset) == start), None)


def _splice(edit: Edit, text: Text) -> Splice:
    return Splice(text.range(edit.node), edit.text)


def _loses_comment(splices: Sequence[Splice], text: Text) -> bool:
    """Whether a comment in the old text is not in the new one; what looks like one counts too."""
    new = "\n".join(splice.text for splice in splices)
    return any(
        comment.strip() not in new
        for splice in splices
        for comment in COMMENT.findall(text.raw[slice(*splice.range)])
    )


def _without_overlaps(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Those of the fixes that can be made at once, the first of any that overlap."""
    chosen: list[Proposal] = []
    taken: list[Range] = []
    for proposal in proposals:
        parts = [splice.range for splice in proposal.splices]
        if not any(part.overlaps(other) for part in parts for other in taken):
            chosen.append(proposal)
            taken += parts
    return chosen


def _applied(chosen: list[Proposal], text: Text, tree: ast.Module) -> tuple[Text, ast.Module]:
    """The text with these fixes; what they import joins the imports as the fixes leave them."""
    codes = {proposal.code for proposal in chosen}
    splices = [splice for proposal in chosen for splice in proposal.splices]
    text, tree = _edited(splices, codes, text, tree)
    imports = {item for proposal in chosen for item in proposal.fix.imports}
    file = chosen[0].file._replace(tree=tree, lines=text.lines)
    added = [_splice(edit, text) for edit in import_edits(imports, file)]
    return _edited(added, codes, text, tree) if added else (text, tree)


def _edited(
    splices: list[Splice], codes: Iterable[str], text: Text, tree: ast.Module
) -> tuple[Text, ast.Module]:
    """The text with its parts replaced, and its tree: the same but for those parts."""
    raw, ranges = spliced(text, splices)
    new = read_text(raw)
    try:
        new_tree = parse(new.lines)
    except UnreadableError as error:
        raise BrokenFixError(codes, f"gives no valid Python ({error})") from None
    old_ranges = sorted(splice.range for splice in splices)
    changed = differs_elsewhere(Version(text, tree, old_ranges), Version(new, new_tree, ranges))
    if changed is not None:
        line = getattr(changed, "lineno", 1)
        raise BrokenFixError(codes, f"changes more than it says, in line {line}")
    return new, new_tree
