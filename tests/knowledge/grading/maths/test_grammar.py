"""Reading maths: what people write, and what is refused."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.grading.maths.grammar import Unreadable, read, readings
from knowledge.grading.maths.nodes import (
    Builder,
    Constant,
    Function,
    Interval,
    Matrix,
    Named,
    Negative,
    Node,
    Number,
    PlusMinus,
    Relation,
    SetOf,
    SetOperation,
    Several,
    Tuple,
    Variable,
)
from knowledge.grading.maths.points import agree
from tests.knowledge.grading.maths.expressions import EXPRESSIONS, latex, number, plain

X = Variable("x")
MINUS_INFINITY = Negative(Constant("infinity"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2x^2", "2*x**2"),
        ("2x²", r"2 \cdot x^{2}"),
        ("x⁻¹", "1/x"),
        ("1/2", r"\frac{1}{2}"),
        ("½", r"\frac12"),
        ("1 1/2", "3/2"),
        (r"2\frac{1}{3}", "7/3"),
        ("2½ x", "5x/2"),
        (r"2\frac{5}{2}", "5"),
        ("3.0e8", "3 × 10^8"),
        ("5x10^3", "5000"),
        ("1,500", "1500"),
        ("12 000", "12000"),
        (r"1{,}500", "1500"),
        (r"0.\overline{3}", "1/3"),
        ("50%", r"50\%"),
        ("√3x", "x*sqrt(3)"),
        ("∛8", r"\sqrt[3]{8}"),
        (r"\left|x-3\right|", "abs(x-3)"),
        ("||x|-1|", "abs(abs(x)-1)"),
        ("−x", "-x"),
        ("-x^2", "-(x^2)"),
        ("2^-3", "1/8"),
        ("x^2y", "x*x*y"),
        ("sin 2x", "sin(2*x)"),
        ("sin^2 x", "sin(x)*sin(x)"),
        ("cos x sin x", "sin(x)*cos(x)"),
        (r"\log_2 8", "3"),
        ("log2(8)", "3"),
        ("log 100", "2"),
        ("ln x", r"\ln(x)"),
        ("2πr", "2 pi r"),
        ("exp(2)", "e^2"),
        ("5!", "120"),
        ("2as", "2*a*s"),
        ("(x+1)(x-1)", r"\left(x+1\right)\left(x-1\right)"),
        ("6:2", "3"),
        (r"\$1.79", "1.79"),
        (r"\text{5}x", "5x"),
    ],
)
def test_ways_of_writing_the_same_expression(one: str, other: str) -> None:
    assert agree(read(one), read(other)) is True


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("x = 3", Relation((X, number(3)), ("=",))),
        (
            r"-2 < x \le 5",
            Relation((Negative(number(2)), X, number(5)), ("<", "<=")),
        ),
        ("x ≠ 3", Relation((X, number(3)), ("!=",))),
        ("(2,5]", Interval(number(2), number(5), low_closed=False, high_closed=True)),
        ("]2;5[", Interval(number(2), number(5), low_closed=False, high_closed=False)),
        ("(2, 5)", Tuple((number(2), number(5)))),
        (
            r"(-\infty, 4]",
            Interval(MINUS_INFINITY, number(4), low_closed=False, high_closed=True),
        ),
        (
            r"[-\infty, 4]",
            Interval(MINUS_INFINITY, number(4), low_closed=False, high_closed=True),
        ),
        (r"\{1, 2\}", SetOf((number(1), number(2)))),
        ("{2, $4$}", SetOf((number(2), number(4)))),
        ("{3}", SetOf((number(3),))),
        ("{x | x > 3}", Builder(X, Relation((X, number(3)), (">",)))),
        (r"\{x \in \mathbb{R} \mid x > 3\}", Builder(X, Relation((X, number(3)), (">",)))),
        ("8,13", Several((number(8), number(13)), ",")),
        ("5 7", Several((number(5), number(7)), ",")),
        ("x = 3 or x = 4", Several(tuple(Relation((X, number(n)), ("=",)) for n in (3, 4)), "or")),
        (r"1 \pm 2", PlusMinus(number(1), number(2))),
        ("±3", PlusMinus(None, number(3))),
        ("no solution", Named("none")),
        ("DNE", Named("none")),
        ("∅", Named("none")),
        ("All real numbers", Named("reals")),
        (r"\mathbb{R}", Named("reals")),
        (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}",
         Matrix(((number(1), number(2)), (number(3), number(4))))),
        ("x_1", Variable("x_1")),
        (r"\bar{x}", Variable("bar(x)")),
        ("x̄", Variable("bar(x)")),
        ("μ_0", Variable("mu_0")),
        ("e", Constant("e")),
        ("e = 5", Relation((Variable("e"), number(5)), ("=",))),
        ("sin^{-1}(x)", Function("arcsin", (X,))),
    ],
)  # fmt: skip
def test_what_is_read(text: str, node: Node) -> None:
    assert read(text) == node


def test_unions() -> None:
    node = read("(-inf, 2) U [3, inf)")
    assert isinstance(node, SetOperation)
    assert node.kind == "union"
    assert read(r"(-\infty,2) \cup [3,\infty)") == node


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("3,5", "es", ["3.5", None]),
        ("3,5", "en", [None, "3.5"]),
        ("1.500", "es", ["1500", "1.500"]),
        ("1.500", "en", ["1.500"]),
        ("1,500", "en", ["1500", None]),
        ("1.234,5", "es", ["1234.5", None]),
        ("3.5", "es", ["3.5"]),
        ("0,25", "es-MX", ["0.25", None]),
    ],
)
def test_numbers_by_language(text: str, language: str, values: list[str | None]) -> None:
    found = readings(text, language=language)
    assert [node.text if isinstance(node, Number) else None for node in found] == values


def test_a_comma_in_brackets_separates() -> None:
    assert read("(2,5)", language="es") == Tuple((number(2), number(5)))
    point = read("(2,5; 3)", language="es")
    assert isinstance(point, Tuple)
    assert point.members[1] == number(3)


def test_spanish_words() -> None:
    either = read("x = 3 o x = -2", language="es")
    both = read("x = 3 y y = 2", language="es")
    assert isinstance(either, Several)
    assert isinstance(both, Several)
    assert (either.joint, both.joint) == ("or", "and")
    assert read("sen(x)") == Function("sin", (X,))
    assert read("sin solución", language="es") == Named("none")


def test_half_of_x_or_one_over_2x() -> None:
    half, over = readings("1/2x")
    assert agree(half, read(r"\frac{1}{2} x"))
    assert agree(over, read(r"\frac{1}{2x}"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" $ ", "empty"),
        ("3 +", "unfinished"),
        ("(((", "unfinished"),
        ("(3", "unfinished"),
        ("3)", "unbalanced"),
        ("(2, 5}", "unbalanced"),
        ("* 3", "unexpected"),
        ("3 = = 3", "unexpected"),
        ("what is x", "words"),
        ("the", "words"),
        ("__import__('os').system('ls')", "words"),
        ("x = 3; y # 2", "character"),
        ("1.5.2", "unexpected"),
        (r"\input{secret}", "command"),
        (r"\write18{ls}", "command"),
        ("9**9**9**9", "too_big"),
        ("2^(10^9)", "too_big"),
        ("((9^999)^999)^999", "too_big"),
        ("x^1001", "too_big"),
        ("1e999", "too_big"),
        ("9" * 61, "too_big"),
        ("(" * 10_000_000, "too_long"),
        ("(" * 200 + ")" * 200, "too_deep"),
        (r"\frac{" * 150, "too_deep"),
        ("-" * 300 + "1", "too_deep"),
        ("1" + "/2" * 300, "too_deep"),
        ("5" + "!" * 300, "too_deep"),
        ("x^" * 300 + "x", "too_deep"),
        ("1," * 900 + "1", "too_long"),
    ],
)
def test_what_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert refused.value.reason == reason


_PIECES = st.sampled_from(
    [*"0123456789xyeiUo+-*/^()[]{}|,;:=<>.!%'\\ $_√²½≤∞±&\n", r"\frac", r"\sqrt", r"\left(", "sin",
     "log", "or", r"\text{", r"\overline{", r"\begin{bmatrix}", r"\end{bmatrix}", "10^", "e9"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=60).map("".join) | st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    for language in ("en", "es"):
        try:
            assert readings(text, language=language)
        except Unreadable as refused:
            assert refused.reason


@given(EXPRESSIONS, st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_what_was_written_is_what_is_read(node: Node, rng: random.Random) -> None:
    for text in (plain(node, rng), latex(node, rng)):
        # None where no sampled point lies in the domain: sqrt(-x^2).
        assert agree(read(text), node) is not False
