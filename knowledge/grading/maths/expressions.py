"""An answer that is one expression, held against a key that is one.

Of the right value in another form than asked for, or with work left to do, half counts: the
thinking was right. A decimal is accepted for an exact number if it is rounded correctly to three
digits or more, but not where the exact form is the exercise.
"""

from __future__ import annotations

from fractions import Fraction

from knowledge.grading.mark import Mark, Remark
from knowledge.grading.maths.evaluate import NoValue, evaluate
from knowledge.grading.maths.forms import Fault, fault
from knowledge.grading.maths.nodes import (
    Builder,
    Degrees,
    Interval,
    Matrix,
    Named,
    Negative,
    Node,
    PlusMinus,
    Relation,
    SetOf,
    SetOperation,
    Several,
    Tuple,
)
from knowledge.grading.maths.points import agree
from knowledge.grading.maths.requests import Request
from knowledge.grading.maths.shape import shape
from knowledge.grading.maths.tidy import loose_ends
from knowledge.grading.maths.written import nearness, written

HALF = 0.5
WRONG = Mark("wrong")
_NO_EXPRESSION = (
    Relation, Tuple, Interval, SetOf, Builder, SetOperation, Named, Matrix, Several, PlusMinus
)  # fmt: skip


def is_expression(node: Node) -> bool:
    """It has a value, rather than saying something of one, or being several."""
    return not isinstance(node, _NO_EXPRESSION)


def expression(key: Node, said: Node, asked: Request) -> Mark:
    """The mark of one expression."""
    key, said = _without_degrees(key), _without_degrees(said)
    same = agree(key, said)
    if same is None:  # n! has no value at a fraction
        same = True if shape(key) == shape(said) else None
    if same and not _is_decimal_for_exact(key, said):
        return _by_form(fault(said, key, asked), said, key)
    near = nearness(key, said)
    if near == "same":
        near = "rounded" if _is_decimal_for_exact(key, said) else "same"
    match near:
        case "same":
            return Mark("right")
        case "rounded" if _may_round(key, asked):
            return Mark("right", remark="rounded")
        case "rounded":
            return Mark("partly", credit=HALF, remark="wrong_form")
        case "coarse":
            return Mark("partly", credit=HALF, remark="rounded")
    if same is None and near is None:
        return Mark("unsure")
    return Mark("wrong", remark=slip(key, said))


def _may_round(key: Node, asked: Request) -> bool:
    """A decimal will do, unless it lacks the form asked for, or roots are to be simplified."""
    if asked.asks("exact", "radical", "exponent", "fraction"):
        return False
    return written(key) is not None or not asked.asks("simplified")


def _without_degrees(node: Node) -> Node:
    return node.of if isinstance(node, Degrees) else node


def _is_decimal_for_exact(key: Node, said: Node) -> bool:
    """So many digits of √2 that the difference can't be seen; still no √2."""
    decimal = written(said)
    return decimal is not None and decimal.step is not None and written(key) is None


def _by_form(wrong: Fault | None, said: Node, key: Node) -> Mark:
    match wrong:
        case None:
            reducible = "lowest" in loose_ends(said) - loose_ends(key)
            return Mark("right", remark="not_simplified" if reducible else None)
        case "restated":
            return Mark("wrong", remark="not_simplified")
    return Mark("partly", credit=HALF, remark=wrong)


def slip(key: Node, said: Node) -> Remark | None:
    """A slip that explains a wrong value: its sign, or the place of the decimal point."""
    if agree(key, Negative(said)):
        return "sign"
    try:
        ratio = evaluate(said) / evaluate(key)
    except (NoValue, ArithmeticError):
        return None
    return "power_of_ten" if isinstance(ratio, Fraction) and is_power_of_ten(ratio) else None


def is_power_of_ten(ratio: Fraction) -> bool:
    """10, 0.01, but not 1."""
    size = max(abs(ratio.numerator), ratio.denominator)
    return size > 1 and min(abs(ratio.numerator), ratio.denominator) == 1 and _only_tens(size)


def _only_tens(number: int) -> bool:
    return str(number).rstrip("0") == "1"
