"""Formulas with exchangeable numbers: read, computed, and filled with other numbers."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.course import AlgebraItem, NumericItem
from knowledge.generation.maths.computations import computations
from knowledge.generation.maths.formula import parse
from knowledge.generation.maths.fresh import another, fresh_numbers
from knowledge.generation.maths.quantities import canonical, places, quantities
from knowledge.generation.maths.tasks import task_of
from knowledge.generation.maths.values import decimal, fraction, polynomial, rational


def value(text: str) -> Fraction | None:
    formula = parse(text)
    assert formula is not None, text
    found = polynomial(formula, [fraction(slot.text) for slot in formula.slots])
    return None if found is None else rational(found)


def approximate(text: str) -> float | None:
    formula = parse(text)
    assert formula is not None, text
    return decimal(formula, [float(slot.text.replace(",", "")) for slot in formula.slots])


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("2+3 \\times 4", 14),
        ("-2^2", -4),
        ("\\left(-2\\right)^2", 4),
        ("\\frac{3}{4}+\\frac{1}{2}", Fraction(5, 4)),
        ("2(3)(4)", 24),
        ("10 \\div 4", Fraction(5, 2)),
        ("|3-8|", 5),
        ("-|4|", -4),
        ("\\sqrt{9+16}", 5),
        ("\\sqrt{2}", None),
        ("1,200 \\cdot 0.5", 600),
        ("5-\\frac{7-3}{2}", 3),
        ("3\\,\\text{m} \\times 2", 6),
        ("1 \\div 0", None),
        ("2^{100}", None),
    ],
)
def test_exact_values(latex: str, expected: Fraction | None) -> None:
    assert value(latex) == expected


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        ("2\\pi \\times 0.5", 3.14159),
        ("\\sin 30°", 0.5),
        ("9.8\\cos(60°)", 4.9),
        ("3.0 \\times 10^{-3}", 0.003),
        ("\\sqrt{2}", 1.41421),
        ("\\frac{5.2\\,\\text{m}}{1.8\\,\\text{s}}", 2.88889),
        ("x+1", None),
        ("\\frac{1}{0}", None),
    ],
)
def test_decimal_values(latex: str, expected: float | None) -> None:
    assert approximate(latex) == (
        expected if expected is None else pytest.approx(expected, rel=1e-4)
    )


@pytest.mark.parametrize(
    "text", ["", "2+", "(2", "2)", "\\frac{1}", "a_b", "\\int x", "||", "2=3=4", "()", "x^12", "\\frac12", "(" * 200 + "1" + ")" * 200]
)  # fmt: skip
def test_what_is_not_known_is_no_formula(text: str) -> None:
    assert parse(text) is None


@given(st.text(alphabet="0123456789xy+-*/^(){}|=\\frac sqt.,", max_size=60))
def test_reading_never_fails_and_its_value_neither(text: str) -> None:
    formula = parse(text)
    if formula is not None:
        numbers = [slot.text for slot in formula.slots]
        assert formula.filled(numbers) == text
        if formula.root[0] != "=":
            decimal(formula, [float(number.replace(",", "")) for number in numbers])


@given(st.integers(2, 9_999), st.integers(0, 2), st.integers(0, 2**32))
def test_another_number_looks_like_the_first(whole: int, decimals: int, seed: int) -> None:
    text = f"{whole / 10**decimals:.{decimals}f}"
    fresh = another(text, random.Random(seed))
    assert len(fresh.partition(".")[2]) == decimals
    assert len(fresh.replace(".", "").lstrip("0")) <= len(text.replace(".", "").lstrip("0"))
    assert 0.2 < float(fresh) / float(text) < 5


def test_fresh_numbers_keep_what_makes_the_exercise() -> None:
    formula = parse("\\left(x+3\\right)\\left(x-3\\right)+\\frac{2}{5}")
    assert formula is not None
    seen = [tuple(numbers) for numbers in fresh_numbers(formula, random.Random(1))]
    assert seen
    for one, two, top, bottom in seen:
        assert one == two != "3"
        assert bottom == "5"
        assert int(top) < 5


@pytest.mark.parametrize(
    ("question", "answer", "name"),
    [
        ("Solve $3x+5=20$", "5", "solve"),
        ("$3x+5=20$", "$x=5$", "solve"),
        ("Solve $3x+5=20$", "6", None),
        ("Simplify $2+3\\cdot 4$", "14", "simplify"),
        ("Simplify $3a+4b+2a$", "$5a+4b$", "simplify"),
        ("Factor $x^2+5x+6$", "$(x+2)(x+3)$", "factor"),
        ("Multiply $(x+2)(x+3)$", "$x^2+5x+6$", "expand"),
        ("Evaluate $7x-4$ when $x=5$", "31", "evaluate"),
        ("Is $x=3$ a root of $x^2-9$, $x+1$ or $x-1$?", "1", None),
        ("Round $3.7$", "4", None),
        ("Find the slope of $y=2x+1$", "2", None),
    ],
)
def test_a_task_is_known_by_its_own_answer(question: str, answer: str, name: str | None) -> None:
    kind = AlgebraItem if "$" in answer else NumericItem
    task = task_of(kind(id="i", question=question, answer=answer))
    assert (task.name if task else None) == name


def test_computations_are_those_that_add_up() -> None:
    solution = (
        "$$v = \\frac{s}{t} = \\frac{5.2\\,\\text{m}}{1.8\\,\\text{s}} = 2.9\\,\\text{m/s}$$ so "
        "$t = \\frac{4.0}{2.0} = 3.0$ and $E = 2 \\times 3.0 \\times 10^{8} = 6.0 \\times 10^8\\,\\text{J}$"
    )
    speed, energy = computations(solution)
    assert (speed.number, speed.unit, speed.before.strip()) == ("2.9", "m/s", "v = \\frac{s}{t}")
    assert (energy.value, energy.unit) == (6.0e8, "J")


def test_a_computation_may_go_on_in_the_next_line() -> None:
    solution = r"$$\begin{aligned}p &= \frac{12\,\text{N}}{4.0\,\text{m}^2} \\ &= 3.0\,\text{N/m}^2\end{aligned}$$"
    (pressure,) = computations(solution)
    assert (pressure.value, pressure.unit) == (3.0, "N/m^2")
    assert list(computations(solution.replace("&= 3.0", "q &= 3.0"))) == []


@pytest.mark.parametrize(
    ("problem", "formula", "expected"),
    [
        ("It goes 150 km in 2.5 h.", "\\frac{150}{2.5}", [0, 1]),
        ("It goes 150 km in 2.5 h.", "\\frac{150}{2.5} \\times 1000", [0, 1, None]),
        ("It goes 150 km in 2.5 h, 3 times.", "\\frac{150}{2.5}", None),  # 3 is not used
        ("It goes 150 km in 2.5 h.", "\\frac{150}{2.5} \\times 7", None),  # where is 7 from?
        ("It goes 2 km in 2 h.", "\\frac{2}{2}", None),  # which 2?
        ("It goes 5.0 m.", "5.0^2", [0, None]),
        (r"It slows by $1.5\text{ m/s}^2$ for 40 s.", r"(-1.5\text{ m/s}^2)(40\text{ s})", [0, 1]),
        (
            "Light of 550 nm.",
            r"\frac{3.00 \times 10^8\text{ m/s}}{550\text{ nm}}",
            [None, None, None, 0],
        ),
    ],
)
def test_a_problems_numbers_are_found_in_its_computation(
    problem: str, formula: str, expected: list[int | None] | None
) -> None:
    parsed = parse(formula)
    assert parsed is not None
    assert places(parsed, quantities(problem)) == expected


def test_facts_and_powers_are_no_amounts_to_change() -> None:
    found = quantities("The index of water is 1.33; a ray of 550 nm, $3 \\times 10^{8}$, m^2, (a).")
    assert [(q.text, q.fixed) for q in found] == [("1.33", True), ("550", False), ("3", False)]


def test_decimal_commas_keep_their_place() -> None:
    text = "pasa de 42.250,5 km a 0,25 m"
    assert canonical(text, decimal_comma=True) == "pasa de 42,250.5 km a 0.25 m"
    assert canonical(canonical(text, decimal_comma=True), decimal_comma=True) == text
    assert canonical(text, decimal_comma=False) == text
