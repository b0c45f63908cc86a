"""The class that an expression is an instance of, as far as one file proves it.

Any doubt gives None: two bindings that disagree, a value from another file, a union.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from housestyle_core.facts.annotated import NONE, OWN, annotated_type, own_class, same
from housestyle_core.facts.blocking.public_names import public_name
from housestyle_core.facts.containers import Contents, contents
from housestyle_core.facts.known_types import ATTRIBUTES, ENTERED, ITEMS, RETURNS, SUBSCRIPTS
from housestyle_core.facts.own_classes import foreign_base, member, own_scope
from housestyle_core.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from housestyle_core.facts.own_classes import Found
    from housestyle_core.tree.context import Context
    from housestyle_core.tree.scopes import Binding, Scope

    Special = Callable[[ast.Call, Context], str | None]

PATH = "pathlib.Path"
COPIES = frozenset({f"builtins.{name}" for name in ("iter", "list", "reversed", "set", "sorted")})
PROPERTIES = frozenset({"builtins.property", "functools.cached_property"})
TRANSPARENT = frozenset(
    {
        "builtins.classmethod",
        "builtins.staticmethod",
        "functools.cache",
        "functools.lru_cache",
    }
)
MANAGERS = frozenset({"contextlib.asynccontextmanager", "contextlib.contextmanager"})
PARTIAL = "functools.partial"
FunctionDef = ast.FunctionDef | ast.AsyncFunctionDef


class Place(Record):
    """The bindings behind a name or attribute, and the class of the attribute's receiver."""

    found: Found | None
    kind: str | None


def infer_type(node: ast.expr, context: Context) -> str | None:
    """The dotted public name of the class of `node`, read where `context` stands."""
    infer = INFERENCES.get(type(node))
    return infer(node, context) if infer else None


def called_name(called: ast.expr, context: Context) -> str | None:
    """The public dotted name of what a call calls: a function, a class, a method of a class."""
    if name := context.resolve(called):
        return public_name(name)
    return _name_at(called, _place(called, context), context)


def own_attribute(node: ast.Attribute, context: Context) -> Found | None:
    """The class around a method, or its base, and what the file binds `self.name` to there."""
    if not isinstance(node.value, ast.Name):
        return None
    owner = context.scope.class_of_self(node.value.id)
    return member(owner, node.attr) if owner else None


def item_type(node: ast.expr, context: Context, place: int | None = None) -> str | None:
    """The class of what a loop over `node` gives, to one of several targets where it has those."""
    match node:
        case ast.Call():
            return _called_items(node, context, place)
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items) if place is None:
            return same([infer_type(item, context) for item in items])
        case ast.Name() | ast.Attribute() if place is None:
            return _contents(node, context).item
    return None


def _called_items(node: ast.Call, context: Context, place: int | None) -> str | None:
    match node.func:
        case ast.Attribute(value=mapping, attr="values") if place is None:
            return _contents(mapping, context).value
        case ast.Attribute(value=mapping, attr="items") if place in (0, 1):
            return _contents(mapping, context)[place]
    name = called_name(node.func, context)
    if place is not None:
        return _joint_item(name, node.args, context, place)
    if name in COPIES and node.args:
        return item_type(node.args[0], context)
    return ITEMS.get(name or "")


def _joint_item(
    name: str | None, arguments: list[ast.expr], context: Context, place: int
) -> str | None:
    """What `enumerate` and `zip` give to the target at a place."""
    if name == "builtins.enumerate" and place == 1 and arguments:
        return item_type(arguments[0], context)
    if name == "builtins.zip" and place < len(arguments):
        return item_type(arguments[place], context)
    return None


def _contents(node: ast.expr, context: Context) -> Contents:
    """What a container holds, by its declaration or by the one value that it gets."""
    found = _found(node, context)
    if found is None or len(found[1]) != 1:
        return Contents()
    scope, [binding] = found
    at = _at(context, binding.scope or scope)
    if not isinstance(binding.node, ast.arg) or not _is_collected(binding.node, context):
        held = contents(getattr(binding.node, "annotation", None), at)
        if held.item or held.value:
            return held
    key = f"*{ast.unparse(node)}"
    if binding.value and key not in scope.kinds:
        scope.kinds[key] = None
        scope.kinds[key] = item_type(binding.value, at)
    return Contents(scope.kinds.get(key))


def _place(node: ast.expr, context: Context) -> Place:
    """Where a name is bound, or an attribute of an object whose class the file defines.

    A receiver is looked at once: a chain of calls would take as long as two to the power of it.
    """
    match node:
        case ast.Name(id=name):
            return Place(context.scope.find(name), None)
        case ast.Attribute(value=value, attr=name):
            kind = infer_type(value, context)
            found = own_attribute(node, context)
            if found is None and (owner := own_scope(kind, context)):
                found = member(owner, name)
            return Place(found, kind)
    return Place(None, None)


def _found(node: ast.expr, context: Context) -> Found | None:
    return _place(node, context).found


def _name_at(called: ast.expr, place: Place, context: Context) -> str | None:
    """What is called there: an own class, a method, or what an alias stands for."""
    match called:
        case ast.Attribute():
            return _method_name(called, place, context)
        case ast.Name(id=name) if place.found:
            scope, bindings = place.found
            if len(bindings) == 1 and (own := own_class(scope, bindings[0])):
                return own
            return _alias(name, place.found, context)
    return None


def _method_name(called: ast.Attribute, place: Place, context: Context) -> str | None:
    """A method by its class; what a class of the file inherits, by the class that has it."""
    found, kind = place
    if found:
        if alias := _alias(f"{called.attr}()", found, context):
            return alias
        return f"{kind}.{called.attr}" if kind else None
    own = own_scope(kind, context)
    kind = (foreign_base(own) or kind) if own else kind
    return f"{kind}.{called.attr}" if kind else None


def _alias(name: str, found: Found, context: Context) -> str | None:
    """What a call of a name calls that is bound to a method, or to one with arguments."""
    scope, bindings = found
    key = f"{name}()"
    if len(bindings) == 1 and key not in scope.kinds:
        scope.kinds[key] = None
        at = _at(context, bindings[0].scope or scope)
        match bindings[0].value:
            case ast.Attribute() | ast.Name() as method:
                scope.kinds[key] = called_name(method, at)
            case ast.Call(func=made, args=[method, *_]) if at.resolve(made) == PARTIAL:
                scope.kinds[key] = called_name(method, at)
    return scope.kinds.get(key)


def _agreed(name: str, found: Found, context: Context) -> str | None:
    """What all bindings of a name give; a declaration speaks for all of them."""
    scope, bindings = found
    if name not in scope.kinds:
        scope.kinds[name] = None
        at = _at(context, scope)
        declared = [binding for binding in bindings if isinstance(binding.node, ast.AnnAssign)]
        decisive = declared or bindings
        scope.kinds[name] = _known(_bound(name, binding, at) for binding in decisive)
        if scope.kinds[name] and len(decisive) > 1:
            scope.kinds[name] = same([_bound(name, binding, at) for binding in decisive])
    return scope.kinds[name]


def _known(kinds: Iterable[str | None]) -> str | None:
    """The one class among those that are known; `x = x.parent` may depend on it."""
    return same([kind for kind in kinds if kind not in (None, NONE)])


def _bound(name: str, binding: Binding, context: Context) -> str | None:
    """What one binding gives: an annotation, a value, or the statement that binds the name."""
    if binding.scope is not None:
        context = _at(context, binding.scope)
    match binding.node:
        case ast.AnnAssign(annotation=annotation):
            return annotated_type(annotation, context)
        case ast.AugAssign(op=ast.Div()):
            return NONE
        case ast.Assign(targets=[ast.Name()], value=value):
            return _value(value, context)
    return _value(binding.value, context) if binding.value else _bound_by(binding, name, context)


def _value(value: ast.expr, context: Context) -> str | None:
    is_none = isinstance(value, ast.Constant) and value.value is None
    return NONE if is_none else infer_type(value, context)


def _bound_by(binding: Binding, name: str, context: Context) -> str | None:
    match binding.node:
        case ast.arg() as argument:
            return _argument(argument, context)
        case ast.withitem(context_expr=entered) as item:
            is_async = isinstance(context.file.parents.get(item), ast.AsyncWith)
            return _entered(entered, context, is_async=is_async)
        case ast.For(iter=items) | ast.comprehension(iter=items, is_async=0):
            return item_type(items, context)
        case ast.Tuple() as targets:
            return _unpacked(targets, name, context)
    return _declared(binding.node, context)


def _declared(node: ast.AST, context: Context) -> str | None:
    """The class that a property returns or a pattern matches."""
    match node:
        case ast.FunctionDef(decorator_list=[decorator], returns=returns):
            is_property = context.resolve(decorator) in PROPERTIES
            return annotated_type(returns, context) if is_property else None
        case ast.MatchAs(pattern=ast.MatchClass(cls=kind)):
            return annotated_type(kind, context)
    return None


def _unpacked(targets: ast.Tuple, name: str, context: Context) -> str | None:
    """What a loop over pairs and the like gives to one of its targets."""
    names = [getattr(target, "id", None) for target in targets.elts]
    match context.file.parents.get(targets):
        case ast.For(iter=items) | ast.comprehension(iter=items, is_async=0) if name in names:
            return item_type(items, context, names.index(name))
    return None


def _entered(entered: ast.expr, context: Context, *, is_async: bool) -> str | None:
    if isinstance(entered, ast.Call) and (made := _yielded(entered.func, context)):
        return made
    kind = None if is_async else infer_type(entered, context)
    return ENTERED.get(kind or "", kind)


def _argument(argument: ast.arg, context: Context) -> str | None:
    if _is_collected(argument, context):
        return None
    if argument.annotation is None and (owner := context.scope.class_of_self(argument.arg)):
        is_top = owner.parent is not None and owner.parent.parent is None
        return OWN + owner.node.name if is_top else None  # type: ignore[union-attr]
    return annotated_type(argument.annotation, context)


def _is_collected(argument: ast.arg, context: Context) -> bool:
    """Whether it is the one behind `*` or `**`."""
    around = context.file.parents.get(argument)
    return isinstance(around, ast.arguments) and argument in (around.vararg, around.kwarg)


def _returned(called: ast.expr, context: Context, *, is_async: bool) -> str | None:
    """The class of what a call gives: by data, by convention a class itself, by annotation."""
    place = _place(called, context)
    resolved = context.resolve(called)
    name = public_name(resolved) if resolved else _name_at(called, place, context)
    if name and (known := RETURNS.get(name)):
        return None if is_async else known
    if name and name.rpartition(".")[2][:1].isupper():
        return None if is_async else name
    found = place.found
    if found is None or len(found[1]) != 1:
        return None
    function = found[1][0].node
    if isinstance(function, FunctionDef):
        is_same = is_async == isinstance(function, ast.AsyncFunctionDef)
        return _function_type(function, _at(context, found[0])) if is_same else None
    kind = None if is_async else infer_type(called, context)
    return RETURNS.get(f"{kind}.__call__") if kind else None


def _function_type(function: FunctionDef, context: Context) -> str | None:
    """What a function gives, by its annotation or by everything that it returns."""
    for decorator in function.decorator_list:
        plain = decorator.func if isinstance(decorator, ast.Call) else decorator
        if context.resolve(plain) not in TRANSPARENT:
            return None
    if function.returns:
        return annotated_type(function.returns, context)
    inner = context.scope.inner[function]
    if "return" not in inner.kinds:
        inner.kinds["return"] = None
        given = list(_given(function))
        if not any(isinstance(node, ast.Yield | ast.YieldFrom) for node in given):
            values = [node.value for node in given if isinstance(node, ast.Return)]
            kinds = [_value(value, _at(context, inner)) if value else NONE for value in values]
            inner.kinds["return"] = same(kinds)
    return inner.kinds["return"]


def _given(function: FunctionDef) -> Iterator[ast.AST]:
    """Where a function itself returns or yields something."""
    stack: list[ast.AST] = [*function.body]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom):
            yield node
        if not isinstance(node, FunctionDef | ast.ClassDef | ast.Lambda):
            stack.extend(ast.iter_child_nodes(node))


def _yielded(called: ast.expr, context: Context, *, is_managed: bool = True) -> str | None:
    """What a generator function of this file yields, by its annotation: alone or below `with`."""
    found = _found(called, context)
    function = found[1][0].node if found and len(found[1]) == 1 else None
    if found is None or not isinstance(function, FunctionDef):
        return None
    at = _at(context, found[0])
    decorators = {at.resolve(decorator) for decorator in function.decorator_list}
    if bool(decorators & MANAGERS) != is_managed:
        return None
    return contents(function.returns, at).item


def _at(context: Context, scope: Scope) -> Context:
    return context._replace(scope=scope)


def _name(node: ast.Name, context: Context) -> str | None:
    if ast.Match in context.file.kinds and (kind := _matched(node, context)):
        return kind
    found = context.scope.find(node.id)
    return _agreed(node.id, found, context) if found else None


def _matched(node: ast.Name, context: Context) -> str | None:
    """The class that `match name: case Class():` finds a name to be of in that case."""
    inner: ast.AST = node
    for parent in context.parents(node):
        match parent, inner:
            case (
                ast.Match(subject=ast.Name(id=node.id)),
                ast.match_case(
                    pattern=ast.MatchClass(cls=kind) | ast.MatchAs(pattern=ast.MatchClass(cls=kind))
                ),
            ):
                return annotated_type(kind, context)
        inner = parent
    return None


def _attribute(node: ast.Attribute, context: Context) -> str | None:
    found, owner = _place(node, context)
    if found:
        return _agreed(f".{node.attr}", found, context)
    if own := own_scope(owner, context):
        owner = foreign_base(own)
    return ATTRIBUTES.get(f"{owner}.{node.attr}") or ATTRIBUTES.get(f"{owner}.*")


def _call(node: ast.Call, context: Context) -> str | None:
    special = SPECIAL_METHODS.get(getattr(node.func, "attr", ""))
    if special is None and isinstance(node.func, ast.Name | ast.Attribute):
        special = SPECIAL_CALLS.get(context.resolve(node.func) or "")
    kind = special(node, context) if special else None
    return kind or _returned(node.func, context, is_async=False)


def _cast(node: ast.Call, context: Context) -> str | None:
    return annotated_type(node.args[0], context) if node.args else None


def _passed(node: ast.Call, context: Context) -> str | None:
    return infer_type(node.args[0], context) if node.args else None


def _next(node: ast.Call, context: Context) -> str | None:
    match node.args:
        case [ast.Call(func=made), *_]:
            return _yielded(made, context, is_managed=False)
    return None


def _session_maker(node: ast.Call, _: Context) -> str | None:
    is_other = any(keyword.arg == "class_" for keyword in node.keywords)
    return None if is_other else "sqlalchemy.orm.sessionmaker"


def _pushed(node: ast.Call, context: Context) -> str | None:
    return _entered(node.args[0], context, is_async=False) if node.args else None


def _looked_up(node: ast.Call, context: Context) -> str | None:
    return _contents(node.func.value, context).value  # type: ignore[attr-defined]


def _base_around(node: ast.Call, context: Context) -> str | None:
    """The base that `super()` stands for: the only one of the class around."""
    owner = next((up for up in context.parents(node) if isinstance(up, ast.ClassDef)), None)
    around = context.scope.inner[owner].parent if owner else None
    if owner is None or around is None or len(owner.bases) != 1:
        return None
    return annotated_type(owner.bases[0], _at(context, around))


def _await(node: ast.Await, context: Context) -> str | None:
    call = node.value
    return _returned(call.func, context, is_async=True) if isinstance(call, ast.Call) else None


def _named_expression(node: ast.NamedExpr, context: Context) -> str | None:
    return infer_type(node.value, context)


def _either(node: ast.IfExp | ast.BoolOp, context: Context) -> str | None:
    values = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
    return same([infer_type(value, context) for value in values])


def _operator(node: ast.BinOp, context: Context) -> str | None:
    if not isinstance(node.op, ast.Div):
        return None
    left, right = infer_type(node.left, context), infer_type(node.right, context)
    return PATH if left == PATH or (left is None and right == PATH) else None


def _subscript(node: ast.Subscript, context: Context) -> str | None:
    if isinstance(node.slice, ast.Slice):
        return None
    known = SUBSCRIPTS.get(infer_type(node.value, context) or "")
    return known or _contents(node.value, context).value


SPECIAL_CALLS: dict[str, Special] = {
    **dict.fromkeys(("contextlib.closing", "contextlib.nullcontext", "copy.copy"), _passed),
    "builtins.next": _next,
    "builtins.super": _base_around,
    "sqlalchemy.orm.sessionmaker": _session_maker,
    "sqlalchemy.orm.session.sessionmaker": _session_maker,
    "typing.cast": _cast,
}
SPECIAL_METHODS: dict[str, Special] = {
    "enter_context": _pushed,
    **dict.fromkeys(("get", "pop", "setdefault"), _looked_up),
}
INFERENCES: dict[type[ast.expr], Callable[[Any, Context], str | None]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Await: _await,
    ast.NamedExpr: _named_expression,
    ast.IfExp: _either,
    ast.BoolOp: _either,
    ast.BinOp: _operator,
    ast.Subscript: _subscript,
}
