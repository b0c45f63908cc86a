"""A class as its module writes it, and what its names stand for in other modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from housestyle_core.record import Record
from mypy_housestyle.facts.routes import follower
from mypy_housestyle.facts.source import source_of
from mypy_housestyle.facts.written_classes import written_class

if TYPE_CHECKING:
    import ast

    from mypy.nodes import TypeInfo

    from housestyle_core.facts.written_types import Follow
    from housestyle_core.tree.scopes import Scope
    from mypy_housestyle.facts.class_kinds import Around


class WrittenClass(Record):
    """The statement of a class, the scope that it stands in, and a look into other modules."""

    node: ast.ClassDef
    scope: Scope
    follow: Follow

    @property
    def inside(self) -> Scope:
        """The scope of the class."""
        return self.scope.inner.get(self.node, self.scope)


def followed_class(info: TypeInfo, around: Around, seen: set[str]) -> WrittenClass | None:
    """A class of the project; `seen` gets its module and those that are looked into from there."""
    seen.add(info.module_name)
    written = written_class(info, around)
    tree = around.checker.modules.get(info.module_name)
    source = source_of(tree, around.settings) if tree else None
    if written is None or tree is None or source is None:
        return None
    return WrittenClass(*written, follower(around, source, tree, seen))
