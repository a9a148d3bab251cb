"""A formula as the answer: is it told, in any order of terms, in LaTeX or plain?

Every form of the question's own expression has the answer's value, so equal value is not enough:
a form tells when it is as short as the answer and not one that the question shows already.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from fractions import Fraction

from bot.guard.leak import Found
from bot.guard.text.formulas import MOST, Formula, formulas, letters, parsed
from bot.guard.text.reading import read
from bot.guard.text.view import View
from knowledge.grading.maths.evaluate import NoValue, Value, evaluate
from knowledge.grading.maths.nodes import (
    Constant,
    Function,
    Interval,
    Named,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    SetOf,
    Several,
    Sum,
    Tuple,
    Variable,
    children,
    mapped,
    variables,
    walk,
)

_POINTS = ((3, 7, 5), (11, 13, 7), (29, 5, 11))
"""A variable's value: (first + second · its letter's number) / third. Chosen without meaning; that
two different answers agree at all three is as good as impossible (Schwartz 1980, Zippel 1979)."""
_SAID_TO_BE = re.compile(
    r"\b(?:answer|respuesta|solution|result|resultado|gcf|lcd|lcm|mcd|mcm|factor)\b[^=]{0,30}(?:=|\bis|\bes|:)\W*$"
)
_NOT_TELLING = (Number, Variable, Constant)
"""Alone these stand for anything; a number is `NumberKey`'s."""


class FormulaKey:
    """Forms of one answer: an expression, or something made of several."""

    def __init__(self, nodes: Collection[Node], text: str, *, question: str, language: str) -> None:
        self._nodes = list(nodes)
        self._forms = {_form(node) for node in self._nodes}
        self._letters = letters(text)
        first = self._nodes[0]
        self._parts = {_form(part) for part in _parts(first)}
        self._language = language
        self._size = max(map(_size, self._nodes))
        self._shown = {
            _form(node)
            for formula in formulas(read(question).text)
            for node in parsed(formula.text, language)[:1]
        }

    def find(self, view: View) -> Found | None:
        if len(view.formulas) > MOST:
            return Found("unread", (0, 1))
        for formula in view.formulas:
            if formula.letters == self._letters and self._tells(formula, view):
                return Found("formula", formula.span)
        return self._part_by_part(view) if self._parts else None

    def _part_by_part(self, view: View) -> Found | None:
        """``first 4x, then 12``; ``the factors are x - 2 and x - 3``."""
        forms = [
            (_form(node), formula.span)
            for formula in view.formulas
            for node in parsed(formula.text, self._language)[:1]
        ]
        forms += [(str(number.values[0]), number.span) for number in view.numbers]
        for sentence in view.sentences:
            start, end = sentence.span
            said = {form for form, span in forms if start <= span[0] < end}
            if self._parts <= said and not sentence.asks:
                return Found("formula", sentence.span)
        return None

    def _tells(self, formula: Formula, view: View) -> bool:
        for read_as in parsed(formula.text, self._language):
            node = _worked_out(read_as)
            form = _form(node)
            if isinstance(node, _NOT_TELLING):
                continue
            if form in self._shown:
                # One of the question's own, told as what comes out of something else.
                place = view.prose.place(formula.span)
                if form in self._forms and _SAID_TO_BE.search(place.before):
                    return True
                continue
            if form in self._forms or any(self._is_same(node, key) for key in self._nodes):
                return True
        return False

    def _is_same(self, node: Node, key: Node) -> bool:
        """As far worked out as the key, and equal to it."""
        return (
            _size(node) <= self._size
            and _kind(node) == _kind(key)
            and _factors(node) == _factors(key)
            and all(a <= b for a, b in zip(_largest(node), _largest(key), strict=True))
            and same(node, key)
        )


def _parts(node: Node) -> tuple[Node, ...]:
    """What it is put together from with one kind of sign, when that is enough to write it down."""
    if isinstance(node, Sum):
        return node.terms
    sums = isinstance(node, Product) and all(isinstance(each, Sum) for each in node.factors)
    return node.factors if isinstance(node, Product) and sums else ()


def same(one: Node, other: Node) -> bool:
    """Equal in value; sets, points and solutions by their parts, inequalities by their sides."""
    if isinstance(one, Relation) and isinstance(other, Relation):
        return _relation(one) == _relation(other)
    if isinstance(one, Interval) and isinstance(other, Interval):
        ends = (one.low_closed, one.high_closed) == (other.low_closed, other.high_closed)
        return ends and same(one.low, other.low) and same(one.high, other.high)
    if isinstance(one, Tuple) and isinstance(other, Tuple):
        pairs = zip(one.members, other.members, strict=False)
        return len(one.members) == len(other.members) and all(same(*pair) for pair in pairs)
    if isinstance(one, SetOf | Several) and isinstance(other, SetOf | Several):
        mine, theirs = list(children(one)), list(children(other))
        return len(mine) == len(theirs) and all(any(same(a, b) for b in theirs) for a in mine)
    values = _values(one)
    return bool(values) and values == _values(other)


def _values(node: Node) -> tuple[Value | str, ...]:
    """At a few points, the same for the same variables; exact, or rounded to be compared."""
    names = sorted(variables(node))
    found: list[Value | str] = []
    for first, second, below in _POINTS[: 3 if names else 1]:
        at = {name: Fraction(first + second * (ord(name[0]) + len(name)), below) for name in names}
        try:
            value = evaluate(node, at)
        except NoValue:
            return ()
        found.append(value if isinstance(value, Fraction) else f"{complex(value):.9e}")
    return tuple(found)


_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _relation(relation: Relation) -> tuple[object, ...]:
    """The same for ``x > 3`` and ``3 < x``."""
    sides, signs = relation.sides, list[str](relation.signs)
    if len(sides) == 2 and isinstance(sides[1], Variable) and not isinstance(sides[0], Variable):
        sides, signs = sides[::-1], [_TURNED.get(sign, sign) for sign in signs]
    return (*map(_form, sides[:1]), *signs, *(_values(side) or _form(side) for side in sides[1:]))


def _kind(node: Node) -> str:
    if isinstance(node, Relation):
        return "relation"
    if isinstance(node, SetOf | Several):
        return "several"
    if isinstance(node, Tuple | Interval | Named):
        return type(node).__name__
    return "expression"


def _size(node: Node) -> int:
    """How many numbers, letters and functions it is made of."""
    return sum(isinstance(part, Number | Variable | Constant | Function) for part in walk(node))


def _worked_out(node: Node) -> Node:
    """With its numbers put together: ``4x + 3·4`` leaves nothing but copying."""
    if isinstance(node, Number | Relation | Tuple | Interval | SetOf | Several | Named):
        return node
    if not isinstance(node, Quotient) and not variables(node):
        try:
            value = evaluate(node)
        except NoValue:
            return node
        if isinstance(value, Fraction) and value >= 0 and value.denominator == 1:
            return Number(value, str(value))
    return mapped(node, _worked_out)


def _factors(node: Node) -> int:
    """How many factors with a variable it is split into: 3 for 2x²(x + 1)."""
    match node:
        case Product(factors):
            return sum(map(_factors, factors))
        case Quotient(top, bottom):
            return _factors(top) + _factors(bottom)
        case Power(base, Number(value)) if value.denominator == 1:
            return _factors(base) * int(value)
        case Negative(of):
            return _factors(of)
    return int(bool(variables(node)))


def _largest(node: Node) -> tuple[Fraction, Fraction]:
    """The largest number in it and under a root: √98 is 7√2 before it was simplified."""
    under = [part for each in walk(node) if isinstance(each, Function) for part in walk(each)]
    return _most(walk(node)), _most(under)


def _most(nodes: Iterable[Node]) -> Fraction:
    return max((each.value for each in nodes if isinstance(each, Number)), default=Fraction(0))


def _form(node: Node) -> str:
    """The same for ``4x + 12`` and ``12 + x·4``: what stands where, but for order."""
    if isinstance(node, Number):
        return str(node.value)
    if isinstance(node, Variable | Constant):
        return node.name
    parts = [_form(child) for child in children(node)]
    name = node.name if isinstance(node, Function) else type(node).__name__
    if isinstance(node, Relation):
        name = f"Relation{node.signs}"
    elif isinstance(node, Interval):
        name = f"Interval{node.low_closed}{node.high_closed}"
    elif name in ("Sum", "Product"):
        parts.sort()
    return f"{name}({','.join(parts)})"
