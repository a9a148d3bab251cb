"""Is this the key? Answers compared with a key by what the key is.

`expressions`, `equations` and `lists` say what counts. Intervals, sets, inequalities and conditions
in words are the same when the same numbers satisfy them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from knowledge.grading.mark import Mark
from knowledge.grading.maths.conditions import same_condition
from knowledge.grading.maths.equations import UNSOLVED, conclusion, equation, is_equation
from knowledge.grading.maths.expressions import WRONG, expression, is_expression
from knowledge.grading.maths.grammar import Unreadable, read, readings
from knowledge.grading.maths.lists import listed, matrix, pair, parts_of
from knowledge.grading.maths.nodes import (
    Interval,
    Matrix,
    Negative,
    Node,
    PlusMinus,
    Relation,
    SetOf,
    Several,
    Sum,
    Tuple,
    Variable,
    mapped,
    variables,
    walk,
)
from knowledge.grading.maths.points import agree
from knowledge.grading.maths.polynomials import NotRational, multiple
from knowledge.grading.maths.requests import Request, request
from knowledge.grading.maths.shape import shape


def compare(
    keys: Sequence[str],
    answer: str,
    *,
    question: str = "",
    language: str = "en",
    key_language: str = "en",
) -> Mark:
    """The mark of an answer. Of several accepted keys the best counts, and of several readings of
    the answer the one in the learner's favour.

    Args:
        question: its words say which form is asked for, and whether order matters.
        language: how the learner writes numbers.
        key_language: how the author does.
    """
    try:
        said = readings(answer, language=language)
    except Unreadable:
        return Mark("unsure", remark="unreadable")
    known = list(_readable(keys, key_language))
    if not known:
        return Mark("unsure")
    asked = request(question)
    return likeliest(best(compared(key, reading, asked) for key in known) for reading in said)


def _readable(keys: Iterable[str], language: str) -> Iterable[Node]:
    for key in keys:
        try:
            yield read(key, language=language)
        except Unreadable:
            continue


def best(marks: Iterable[Mark]) -> Mark:
    """Of the marks by several keys; what can't be told by one key isn't wrong by another."""
    return max(marks, key=lambda mark: (mark.credit or 0.0, mark.verdict == "unsure"))


def likeliest(marks: Iterable[Mark]) -> Mark:
    """Of the marks of several readings, the first unless another is better."""
    return max(marks, key=lambda mark: mark.credit or 0.0)


def compared(key: Node, said: Node, asked: Request) -> Mark:
    """The mark of one reading against one key."""
    said = _in_case_of(key, said)
    if isinstance(key, Several) and any(map(_is_range, key.parts)) and same_condition(key, said):
        return _condition(key, said, asked)
    if isinstance(key, Tuple):
        return pair(key, said, asked)
    if isinstance(key, Matrix):
        return matrix(key, said, asked)
    if isinstance(key, Several | SetOf) or _has_both_signs(key):
        return listed(key, said, asked)
    parts = parts_of(said)
    if len(parts) == 1:
        said = parts[0]
    if is_equation(key) or is_expression(key):
        return _one(key, parts, asked) if len(parts) == 1 else _several(key, said, parts, asked)
    return _condition(key, said, asked)


def _in_case_of(key: Node, said: Node) -> Node:
    """``X = 3`` for x = 3: phones begin with a capital."""
    wanted, given = variables(key), variables(said)
    renamed = {
        name: other
        for name in given - wanted
        for other in wanted - given
        if name.casefold() == other.casefold()
    }
    return _renamed(said, renamed) if renamed else said


def _renamed(node: Node, names: Mapping[str, str]) -> Node:
    if isinstance(node, Variable):
        return Variable(names.get(node.name, node.name))
    return mapped(node, lambda part: _renamed(part, names))


def _is_range(node: Node) -> bool:
    return isinstance(node, Interval) or (isinstance(node, Relation) and not is_equation(node))


def _has_both_signs(node: Node) -> bool:
    return any(isinstance(part, PlusMinus) for part in walk(node))


def _one(key: Node, parts: Sequence[Node], asked: Request) -> Mark:
    (said,) = parts
    if isinstance(key, Relation):
        return equation(key, said, asked)
    said = conclusion(said)
    return expression(key, said, asked) if is_expression(said) else WRONG


def _several(key: Node, said: Node, parts: Sequence[Node], asked: Request) -> Mark:
    """More than one answer where one is asked for: which one is it?"""
    if isinstance(key, Relation) and same_condition(key, said):
        return Mark("right")
    marks = [_one(key, [part], asked) for part in parts]
    return Mark("unsure", remark="several") if any(mark.credit for mark in marks) else WRONG


def _condition(key: Node, said: Node, asked: Request) -> Mark:
    """Intervals, sets and inequalities."""
    if len(variables(key) | variables(said)) > 1:
        return Mark("right") if same_inequality(key, said) else WRONG
    same = same_condition(key, said)
    if same is None:
        return Mark("unsure")
    if not same:
        return WRONG
    if _is_solved(key) and not _is_solved(said):
        restated = any(shape(said) == shape(formula) for formula in asked.formulas)
        return Mark("wrong", remark="not_simplified") if restated else UNSOLVED
    return Mark("right")


def _is_solved(node: Node) -> bool:
    """Every relation in it has the variable alone on a side."""
    return all(
        any(isinstance(side, Variable) for side in part.sides)
        and all(isinstance(side, Variable) or not variables(side) for side in part.sides)
        for part in walk(node)
        if isinstance(part, Relation) and "in" not in part.signs
    )


def same_inequality(key: Node, said: Node) -> bool:
    """``y > 2x + 1`` and ``2x - y < -1``: a multiple, turned round for a negative factor."""
    if not (isinstance(key, Relation) and isinstance(said, Relation)):
        return False
    if len(key.signs) != 1 or len(said.signs) != 1:
        return False
    one, other = _turned(key), _turned(said)
    if one[1] != other[1]:
        return False
    try:
        factor = multiple(one[0], other[0])
    except NotRational:
        return agree(one[0], other[0]) is True
    return factor is not None and factor > 0


def _turned(node: Relation) -> tuple[Node, str]:
    """``… > 0`` or ``… >= 0``."""
    left, right = node.sides if node.signs[0].startswith(">") else reversed(node.sides)
    return Sum((left, Negative(right))), node.signs[0].strip("<>")
