"""Values at a point: exact where they can be, and bounded."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.grading.maths.evaluate import NoValue, evaluate
from knowledge.grading.maths.grammar import read
from knowledge.grading.maths.nodes import Node
from knowledge.grading.maths.points import agree, both_signs
from tests.knowledge.grading.maths.expressions import EXPRESSIONS, POLYNOMIALS


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 1/2", Fraction(3, 2)),
        ("0.1 + 0.2", Fraction(3, 10)),
        (r"\sqrt[3]{-8}", -2),
        ("(-8)^(1/3)", -2),
        ("(-8)^(2/3)", 4),
        ("4^(3/2)", 8),
        ("sqrt(4/9)", Fraction(2, 3)),
        ("log_2 8", 3),
        ("log 0.001", -3),
        ("2^1000", 2**1000),
        ("50%", Fraction(1, 2)),
        ("5!", 120),
        ("|-3|", 3),
    ],
)
def test_exact_values(text: str, value: Fraction | int) -> None:
    found = evaluate(read(text))
    assert isinstance(found, Fraction)
    assert found == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sqrt(2)", math.sqrt(2)),
        ("sin(30°)", 0.5),
        ("pi", math.pi),
        ("e^2", math.e**2),
        ("sqrt(-4)", 2j),
        ("i^2", -1),
        ("2^(1/3)", 2 ** (1 / 3)),
        ("ln(e)", 1),
        ("arctan(1)", math.pi / 4),
    ],
)
def test_other_values(text: str, value: complex) -> None:
    assert complex(evaluate(read(text))) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    ["1/0", "0^0", "0^(-1)", "x", "log(0)", "arcsin(2)", "infinity", "171!", "(-3)!", "100!^100",
     "x = 3", "(2, 3)", "{1}", "1 ± 2", r"\sqrt[0]{2}", "(2^1000)^3.7", "cot(0)"],
)  # fmt: skip
def test_what_has_no_value(text: str) -> None:
    with pytest.raises(NoValue):
        evaluate(read(text))


def test_at_a_point() -> None:
    assert evaluate(read("3(x - 4)"), {"x": Fraction(9)}) == 15


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("4(x+3)", "4x+12", True),
        ("4(x+3)", "4x+3", False),
        ("(x+1)/(x^2-1)", "1/(x-1)", True),
        (r"\sqrt{x^7}", r"x^3 \sqrt{x}", True),
        ("|x|", "x", False),
        (r"\sqrt{x^2}", "|x|", True),
        ("sin(x)^2 + cos(x)^2", "1", True),
        ("arcsin(x)", "x", False),
        ("sqrt(x - 100)", "(x - 100)^(1/2)", True),
        ("2i * i", "-2", True),
        ("pi", "3.14159", False),
        ("x", "y", False),
        ("x/x", "1", True),
        ("1/0", "1", None),
        ("x = 1", "x = 1", None),
    ],
)
def test_agreement(one: str, other: str, same: bool | None) -> None:
    assert agree(read(one), read(other)) is same


def test_both_signs() -> None:
    plus, minus = both_signs(read("1 ± 2"))
    assert (evaluate(plus), evaluate(minus)) == (3, -1)


@given(EXPRESSIONS)
def test_agreement_is_reflexive(node: Node) -> None:
    assert agree(node, node) is not False


@given(POLYNOMIALS, POLYNOMIALS)
def test_agreement_is_symmetric(one: Node, other: Node) -> None:
    assert agree(one, other) is agree(other, one)


@given(POLYNOMIALS, st.fractions().filter(bool))
def test_a_polynomial_is_not_itself_and_something(node: Node, more: Fraction) -> None:
    from knowledge.grading.maths.nodes import Number, Sum

    assert agree(node, Sum((node, Number(more, "?")))) is False
