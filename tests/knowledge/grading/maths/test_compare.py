"""Is an answer the key? By kinds of key, in the forms learners use."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.grading.maths.compare import compare
from knowledge.grading.maths.evaluate import NoValue, evaluate
from knowledge.grading.maths.nodes import Negative, Node, Number, Sum
from tests.knowledge.grading.maths.expressions import POLYNOMIALS, latex, plain

RIGHT, PARTLY, WRONG = "right", "partly", "wrong"


@pytest.mark.parametrize(
    ("key", "answer", "verdict"),
    [
        # expressions
        ("$4x+12$", "12 + 4x", RIGHT),
        ("$4x+12$", "4x+13", WRONG),
        ("$4x+12$", "-4x-12", WRONG),
        ("$x^2-1$", "x²-1", RIGHT),
        (r"$\frac{3}{y}$", "3/y", RIGHT),
        (r"$\frac{3}{y}$", "y/3", WRONG),
        (r"$\sqrt{12}$", "2√3", RIGHT),
        (r"$2\sqrt{3}$", "3.46", RIGHT),
        (r"$2\sqrt{3}$", "3.47", PARTLY),
        (r"$x^{\frac{1}{2}}$", "sqrt(x)", RIGHT),
        ("$|x|$", "sqrt(x^2)", RIGHT),
        (r"$\frac{1}{2}x$", "x/2", RIGHT),
        ("$n!$", "n!", RIGHT),
        ("x%", "x%", RIGHT),
        ("x%", "x/100", RIGHT),
        ("$3x+C$", "3x + c", RIGHT),
        ("$3x+C$", "3x", WRONG),
        ("sin(x)^2", "1 - cos(x)^2", RIGHT),
        # equations
        ("$x=3$", "3", RIGHT),
        ("$x=3$", "3 = x", RIGHT),
        ("$x=3$", "X = 3", RIGHT),
        ("$x=3$", "2x = 6", PARTLY),
        ("$x=3$", "x = -3", WRONG),
        ("$x=3$", "y = 3", WRONG),
        ("$y=2x+1$", "2x - y = -1", RIGHT),
        ("$y=2x+1$", "y = 2x - 1", WRONG),
        ("$y=2x+1$", "f(x) = 2x + 1", RIGHT),
        ("3", "x = 3", RIGHT),
        # several solutions
        ("$x=3$, $x=-2$", "x = -2 or x = 3", RIGHT),
        ("$x=3$, $x=-2$", "-2, 3", RIGHT),
        ("$x=3$, $x=-2$", "3", PARTLY),
        ("$x=3$, $x=-2$", "1, 2", WRONG),
        (r"$x=\pm 2$", "2, -2", RIGHT),
        ("{1, 2, 3}", "{3, 1, 2}", RIGHT),
        ("{1, 2, 3}", "{1, 2, 4}", PARTLY),
        # points
        ("$(2, 5)$", "(2,5)", RIGHT),
        ("$(2, 5)$", "x = 2, y = 5", RIGHT),
        ("$(2, 5)$", "(5, 2)", WRONG),
        # intervals, inequalities, sets of numbers
        (r"$[3, \infty)$", "x >= 3", RIGHT),
        (r"$[3, \infty)$", "[3, inf)", RIGHT),
        (r"$[3, \infty)$", "(3, ∞)", WRONG),
        ("$x>3$", "3 < x", RIGHT),
        ("$x>3$", "x ≥ 3", WRONG),
        ("$x>3$", "2x > 6", PARTLY),
        ("$x>3$", "{x | x > 3}", RIGHT),
        (r"$(-\infty,-1)\cup(2,\infty)$", "x < -1 or x > 2", RIGHT),
        (r"$(-\infty,-1)\cup(2,\infty)$", "(-∞,-1) U (2,∞)", RIGHT),
        (r"$(-\infty,-1)\cup(2,\infty)$", "-1 < x < 2", WRONG),
        ("$-1<x<2$", "(-1, 2)", RIGHT),
        ("$y>2x+1$", "2x - y < -1", RIGHT),
        ("$y>2x+1$", "y < 2x + 1", WRONG),
        ("$x<-1$ or $x>3$", "(-∞,-1)∪(3,∞)", RIGHT),
        ("$x<-1$ or $x>3$", "x > 3", PARTLY),
        ("$[-2, 5)$", "[-2, 5[", RIGHT),
        ("$[-2, 5)$", "]-2, 5[", WRONG),
        ("no solution", "none", RIGHT),
        ("no solution", "∅", RIGHT),
        ("no solution", "all real numbers", WRONG),
        ("all real numbers", r"(-\infty, \infty)", RIGHT),
    ],
)
def test_verdicts(key: str, answer: str, verdict: str) -> None:
    assert compare([key], answer).verdict == verdict


@pytest.mark.parametrize(
    ("question", "key", "answer", "verdict"),
    [
        ("Factor $x^2-1$", "(x-1)(x+1)", "(x+1)(x-1)", RIGHT),
        ("Factor $x^2-1$", "(x-1)(x+1)", "x^2-1", WRONG),
        ("Factor $2x^2-2$", "2(x-1)(x+1)", "2(x^2-1)", PARTLY),
        ("Expand $2(x+3)$", "2x+6", "2(x+3)", WRONG),
        ("Expand $(x+1)(x+2)$", "x^2+3x+2", "x^2+x+2x+2", PARTLY),
        ("Simplify $6/8$", "3/4", "6/8", WRONG),
        ("Simplify $12/16$", "3/4", "6/8", PARTLY),
        ("How much?", "3/4", "6/8", RIGHT),
        ("Write as a decimal", "0.75", "3/4", PARTLY),
        ("Simplifica $12/16$", "3/4", "6/8", PARTLY),
        ("Write 4500 in scientific notation", r"4.5\times 10^3", "4500", PARTLY),
        ("Give the exact value", r"\sqrt{2}", "1.414", PARTLY),
    ],
)
def test_the_form_that_was_asked_for(question: str, key: str, answer: str, verdict: str) -> None:
    assert compare([key], answer, question=question).verdict == verdict


@pytest.mark.parametrize(
    ("answer", "language", "verdict"),
    [
        ("3,5", "es", RIGHT),
        ("3.5", "es", RIGHT),
        ("3,5", "en", RIGHT),
        ("3.500", "en", RIGHT),
        ("3.500", "es", RIGHT),  # an exact 3.5, for somebody who writes a point
        ("3,500", "en", WRONG),
    ],
)
def test_decimal_marks_go_by_language(answer: str, language: str, verdict: str) -> None:
    assert compare(["3.5"], answer, language=language).verdict == verdict


@pytest.mark.parametrize("text", ["0/0", "x/0", "0.5/0", "1/(0.0)", "1/(2-2)", "5/(0x)"])
def test_a_division_by_zero_is_never_right(text: str) -> None:
    assert not compare(["$x^2$", "3"], text).credit
    assert not compare([text], "3").credit


def test_no_thousand_begins_with_nought() -> None:
    assert compare(["0.025"], "0,025").verdict == RIGHT
    assert not compare(["25"], "0,025").credit


def test_a_slip_is_named_but_the_key_never_is() -> None:
    assert compare(["12"], "-12").remark == "sign"
    assert compare(["12"], "120").remark == "power_of_ten"
    assert compare(["12"], "13").remark is None


def test_what_cannot_be_read_is_no_mark() -> None:
    marked = compare(["12"], "twelve or so")
    assert (marked.verdict, marked.credit, marked.remark) == ("unsure", None, "unreadable")


@given(POLYNOMIALS, st.randoms(use_true_random=False), st.sampled_from([plain, latex]))
def test_however_it_is_written_the_key_is_right(
    node: Node, rng: random.Random, write: object
) -> None:
    assert callable(write)
    assert compare([latex(node, rng)], write(node, rng)).verdict == RIGHT


@given(POLYNOMIALS, st.integers(1, 5), st.randoms(use_true_random=False))
def test_what_is_off_by_a_number_is_never_right(node: Node, by: int, rng: random.Random) -> None:
    from fractions import Fraction

    off = Sum((node, Number(Fraction(by), str(by))))
    assert compare([plain(node, rng)], plain(off, rng)).credit == 0


@given(POLYNOMIALS, st.randoms(use_true_random=False))
def test_the_other_sign_is_never_right(node: Node, rng: random.Random) -> None:
    try:
        assume(evaluate(node, {"x": 0.3, "y": 0.7, "a": 1.9}) != 0)
    except NoValue:
        assume(False)
    assume(compare([plain(node, rng)], "0").credit == 0)
    assert compare([plain(node, rng)], plain(Negative(node), rng)).credit == 0
