"""What a piece of maths consists of. Frozen data that keeps how it was written.

`1 1/2`, `3/2` and `1.5` are three different nodes with the same value: marking needs to tell the
forms apart (lowest terms, factored, simplified), and values are `evaluate`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any, Literal

ConstantName = Literal["pi", "e", "i", "infinity"]
Sign = Literal["=", "!=", "<", "<=", ">", ">=", "~=", "in"]
Joint = Literal[",", "or", "and"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was written in digits; never negative."""

    value: Fraction
    text: str
    """With ``.`` as decimal mark and no grouping: ``1500.50``, ``3.0e8``. Its form tells
    precision."""


@dataclass(frozen=True, slots=True)
class Constant:
    name: ConstantName


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    """``x``, ``x_1``, ``alpha``, ``bar(x)``."""


@dataclass(frozen=True, slots=True)
class Negative:
    of: Node


@dataclass(frozen=True, slots=True)
class Sum:
    """Two or more terms; ``a - b`` is a + (negative b)."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Two or more factors, with or without a sign between them."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    top: Node
    bottom: Node


@dataclass(frozen=True, slots=True)
class Power:
    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Mixed:
    """A mixed number: ``1 1/2``."""

    whole: Number
    part: Quotient


@dataclass(frozen=True, slots=True)
class Function:
    """``name`` is one of `FUNCTIONS`. ``root`` has the radicand and the index, ``log`` the argument
    and perhaps the base (ten without one)."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Percent:
    of: Node


@dataclass(frozen=True, slots=True)
class Degrees:
    of: Node


@dataclass(frozen=True, slots=True)
class PlusMinus:
    """``left ± right``; ``left`` is None for a leading sign. Stands for two values."""

    left: Node | None
    right: Node


@dataclass(frozen=True, slots=True)
class Relation:
    """An equation, an inequality, or a chain of them: n sides with n-1 signs between them."""

    sides: tuple[Node, ...]
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Tuple:
    """``(2, 5)``: a point, or an open interval; only what it answers can tell."""

    members: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    low: Node
    high: Node
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class SetOf:
    members: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Builder:
    """``{x | x > 3}``."""

    variable: Variable
    condition: Node


@dataclass(frozen=True, slots=True)
class SetOperation:
    kind: Literal["union", "intersection"]
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """``none``: no solution, undefined, the empty set. ``reals``: every real number."""

    name: Literal["none", "reals"]


@dataclass(frozen=True, slots=True)
class Matrix:
    rows: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class Several:
    """``x = 3 or x = -2``; ``8, 13``."""

    parts: tuple[Node, ...]
    joint: Joint


Node = (
    Number
    | Constant
    | Variable
    | Negative
    | Sum
    | Product
    | Quotient
    | Power
    | Mixed
    | Function
    | Percent
    | Degrees
    | PlusMinus
    | Relation
    | Tuple
    | Interval
    | SetOf
    | Builder
    | SetOperation
    | Named
    | Matrix
    | Several
)

FUNCTIONS = frozenset(
    "root abs ln log sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh factorial".split()
)


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below."""
    if isinstance(node, Matrix):
        for row in node.rows:
            yield from row
        return
    for field in fields(node):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Node):
                yield part


def mapped(node: Node, change: Callable[[Node], Node]) -> Node:
    """The same node with everything directly below it changed."""
    changed: dict[str, Any] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            changed[field.name] = change(value)
        elif isinstance(node, Matrix):
            changed[field.name] = tuple(tuple(map(change, row)) for row in node.rows)
        elif isinstance(value, tuple):
            changed[field.name] = tuple(
                change(part) if isinstance(part, Node) else part for part in value
            )
    return replace(node, **changed) if changed else node


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def variables(node: Node) -> frozenset[str]:
    """Names of the variables in it."""
    return frozenset(part.name for part in walk(node) if isinstance(part, Variable))
