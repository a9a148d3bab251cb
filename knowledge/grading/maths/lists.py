"""Answers held against a key of several parts: points, lists of solutions, matrices."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.grading.mark import Mark
from knowledge.grading.maths.conditions import same_condition
from knowledge.grading.maths.equations import UNSOLVED, equation, explicit, is_equation
from knowledge.grading.maths.expressions import WRONG, expression, is_expression
from knowledge.grading.maths.nodes import (
    Interval,
    Matrix,
    Node,
    PlusMinus,
    Relation,
    SetOf,
    Several,
    Tuple,
    mapped,
    variables,
    walk,
)
from knowledge.grading.maths.points import both_signs
from knowledge.grading.maths.requests import Request


def parts_of(node: Node) -> list[Node]:
    """The answers a list, a set or a ± stands for; one thing is a list of one."""
    if isinstance(node, Several | SetOf):
        parts = node.parts if isinstance(node, Several) else node.members
        return [single for part in parts for single in parts_of(part)]
    sign = next((part for part in walk(node) if isinstance(part, PlusMinus)), None)
    if sign is None:
        return [node]
    return [_with(node, sign, value) for value in both_signs(sign)]


def _with(node: Node, old: Node, new: Node) -> Node:
    return new if node == old else mapped(node, lambda part: _with(part, old, new))


def single(key: Node, said: Node, asked: Request) -> Mark:
    """The mark of one part."""
    if is_equation(key):
        assert isinstance(key, Relation)
        return equation(key, said, asked)
    if isinstance(key, Tuple):
        return pair(key, said, asked)
    known = explicit(said)
    if known and not variables(key):
        return expression(key, known[1], asked)
    if not is_expression(key):
        return Mark("right") if same_condition(key, said) else WRONG
    return expression(key, said, asked) if is_expression(said) else WRONG


def listed(key: Node, said: Node, asked: Request) -> Mark:
    """Each part of the key counts; what is given beyond their number is deducted:
    credit = (found − too many) / parts, at least 0."""
    wanted, given = _distinct(parts_of(key)), _distinct(parts_of(said))
    if isinstance(said, Tuple) and len(said.members) == len(wanted):
        given = list(said.members)
    if len(wanted) == len(given) and (asked.ordered or _are_coordinates(wanted, given)):
        if all(map(explicit, wanted)):
            wanted = sorted(wanted, key=_name)
        return _in_order(wanted, given, asked)
    if is_equation(said) and not explicit(said) and same_condition(key, said):
        return UNSOLVED
    return _in_any_order(wanted, given, asked)


def _name(part: Node) -> str:
    known = explicit(part)
    return known[0] if known else ""


def _distinct(parts: Sequence[Node]) -> list[Node]:
    return list(dict.fromkeys(parts))


def _are_coordinates(wanted: Sequence[Node], given: Sequence[Node]) -> bool:
    """``(1, 2)`` for ``x = 1, y = 2``: the values in the order of the names."""
    names = {_name(part) for part in wanted}
    return len(names) == len(wanted) and "" not in names and all(map(is_expression, given))


def _in_order(wanted: Sequence[Node], given: Sequence[Node], asked: Request) -> Mark:
    marks = [single(key, said, asked) for key, said in zip(wanted, given, strict=True)]
    return _total(marks, sum(mark.verdict == "right" for mark in marks) / len(wanted))


def _in_any_order(wanted: Sequence[Node], given: Sequence[Node], asked: Request) -> Mark:
    left = list(given)
    marks = []
    for key in wanted:
        best, place = WRONG, None
        for at, said in enumerate(left):
            marked = single(key, said, asked)
            if (marked.credit or 0) > (best.credit or 0):
                best, place = marked, at
        marks.append(best)
        if place is not None:
            del left[place]
    found, too_many = sum(mark.credit or 0 for mark in marks), max(0, len(given) - len(wanted))
    return _total(marks, max(0.0, (found - too_many) / len(wanted)))


def _total(marks: Sequence[Mark], credit: float) -> Mark:
    remark = next((mark.remark for mark in marks if mark.remark), None)
    if credit == 1:
        return Mark("right", remark=remark)
    if credit > 0:
        every = all(mark.credit for mark in marks)
        return Mark("partly", credit=credit, remark=remark if every else "incomplete")
    return WRONG


def pair(key: Tuple, said: Node, asked: Request) -> Mark:
    """A point, an open interval, or a confidence interval: all of it has to be right."""
    given = _members(said, asked)
    if given is None:
        return Mark("right") if len(key.members) == 2 and same_condition(key, said) else WRONG
    if len(given) != len(key.members):
        return WRONG
    marks = [single(wanted, part, asked) for wanted, part in zip(key.members, given, strict=True)]
    remark = next((mark.remark for mark in marks if mark.remark), None)
    return Mark("right", remark=remark) if all(mark.verdict == "right" for mark in marks) else WRONG


def _members(said: Node, asked: Request) -> Sequence[Node] | None:
    """Coordinates; None for what is no point but a condition."""
    if isinstance(said, Tuple):
        return said.members
    if isinstance(said, Interval):
        open_ = not (said.low_closed or said.high_closed)
        return (said.low, said.high) if open_ or not asked.brackets_matter else None
    if isinstance(said, Several) and all(map(explicit, said.parts)):
        return sorted(said.parts, key=_name)
    return said.parts if isinstance(said, Several) and said.joint == "," else None


def matrix(key: Matrix, said: Node, asked: Request) -> Mark:
    """Every entry has to be right."""
    if not isinstance(said, Matrix) or [len(row) for row in key.rows] != [
        len(row) for row in said.rows
    ]:
        return WRONG
    entries = zip(
        (part for row in key.rows for part in row),
        (part for row in said.rows for part in row),
        strict=True,
    )
    right = all(single(wanted, given, asked).verdict == "right" for wanted, given in entries)
    return Mark("right") if right else WRONG
