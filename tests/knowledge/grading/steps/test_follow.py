"""Work followed step by step."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.course import AlgebraItem, NumericItem
from knowledge.grading.steps.follow import check_steps
from knowledge.grading.steps.result import StepCheck

SOLVE = AlgebraItem(id="a", question="Solve $2x+3=7$", answer="$x=2$")
EXPAND = AlgebraItem(id="a", question="Expand $4(x+3)$", answer="$4x+12$")
SQUARE = AlgebraItem(id="a", question="Expand $(x+3)^2$", answer="$x^2+6x+9$")
ROOTS = AlgebraItem(id="a", question="Solve $x^2=9$", answer="$x=3$, $x=-3$")
LESS = AlgebraItem(id="a", question="Solve $-2x+1<7$", answer="$x>-3$")
NUMBER = NumericItem(id="n", question="Work out $2+3*4$", answer="14")
STORY = NumericItem(id="n", question="Twice Ann's age and three is seven. How old?", answer="2")
NAMED = AlgebraItem(id="a", question="Twice x and three is seven. What is x?", answer="$x=2$")
SYSTEM = AlgebraItem(id="a", question="Solve the system $x+y=5$, $x-y=1$", answer="$(3,2)$")
SPEED = NumericItem(id="n", question="150 km in 2 h. How fast?", answer="75", unit="km/h")


def found(check: StepCheck) -> list[bool | None]:
    return [step.right for step in check.steps]


@pytest.mark.parametrize(
    ("item", "work"),
    [
        (SOLVE, "2x+3=7\n2x=4\nx=2"),
        (SOLVE, "2x+3=7 → 2x=4 → x=2"),
        (SOLVE, "2x+3=7, so 2x = 4. Then x = 2"),
        (SOLVE, "Step 1: 2x + 3 = 7\nStep 2: subtract 3: 2x = 4\n3) x = 4/2 = 2"),
        (SOLVE, "2x = 4 (subtract 3)\nx = 2"),
        (SOLVE, "3 + 2x = 7\n4 = 2x\n2 = x"),
        (EXPAND, "4(x+3) = 4x+4*3 = 4x+12"),
        (EXPAND, "4x+4*3\n= 4x+12"),
        (SQUARE, "(x+3)(x+3)=x^2+3x+3x+9=x^2+6x+9"),
        (ROOTS, "x^2=9\nx=±3"),
        (ROOTS, "x^2 - 9 = 0\n(x-3)(x+3) = 0\nx = 3 or x = -3"),
        (LESS, "-2x<6\nx>-3"),
        (NUMBER, "3*4=12\n12+2=14"),
        (NUMBER, "2+3*4\n=2+12\n=14"),
        (NUMBER, "3*4=12+2=14"),
        (STORY, "2x+3=7\n2x=4\nx=2"),
        (SYSTEM, "x+y=5\nx-y=1\n2x=6\nx=3\ny=2"),
        (SPEED, "150 / 2 = 75 km/h"),
        (SYSTEM, "2x=6, so x=3\ny=5-3=2"),
    ],
)
def test_right_work(item: AlgebraItem | NumericItem, work: str) -> None:
    check = check_steps(work, item)
    assert set(found(check)) == {True}
    assert check.first_wrong is None
    assert check.finished


@pytest.mark.parametrize(
    ("item", "work", "wrong", "slip"),
    [
        (SOLVE, "2x+3=7\n2x=10\nx=5", 1, "moved_term"),
        (SOLVE, "2x+3=7\n2x=7\nx=3.5", 1, "one_side"),
        (SOLVE, "2x=4\nx=8", 1, "inverse_operation"),
        (SOLVE, "2x=4\nx=1/2", 1, "inverse_operation"),
        (SOLVE, "2x+3=7\nx+3=3.5", 1, "one_side"),
        (SOLVE, "2x+3=7\n2x=4\nx=3", 2, "arithmetic"),
        (SOLVE, "2x=4\nx=4/2=3", 1, "arithmetic"),
        (SOLVE, "3x+3=7", 0, "copied"),
        (EXPAND, "4(x+3) = 4x+3", 0, "distributed"),
        (EXPAND, "4x+12 = 16x", 0, "unlike_terms"),
        (EXPAND, "4*x+4*3 = 4x+7", 0, "arithmetic"),
        (SQUARE, "(x+3)^2 = x^2+9", 0, "power_of_sum"),
        (ROOTS, "x^2=9\nx=3", 1, "lost_solution"),
        (LESS, "-2x<6\nx<-3", 1, "inequality_direction"),
        (NUMBER, "2+3*4 = 5*4 = 20", 0, "order_of_operations"),
        (NUMBER, "2+12 = -14", 0, "sign"),
        (NUMBER, "3*4 = 13", 0, "arithmetic"),
        (NAMED, "2x+4=7", 0, "setup"),
        (SYSTEM, "x+y=5\nx-y=1\n2x=4", 2, None),
        (None, "1/2+1/3=2/5", 0, "fractions"),
        (None, "0.5*30 = 150", 0, "power_of_ten"),
        (None, "10/3 = 3.4", 0, "rounded"),
        (None, "3 km = 300 m", 0, "unit_conversion"),
    ],
)
def test_the_first_wrong_step_and_its_slip(
    item: AlgebraItem | NumericItem | None, work: str, wrong: int, slip: str | None
) -> None:
    check = check_steps(work, item)
    assert check.first_wrong == wrong
    assert check.steps[wrong].slip == slip
    assert not check.finished
    assert [step.right for step in check.right] == [True] * len(check.right)
    assert len(check.right) <= wrong


@pytest.mark.parametrize("work", ["", "I am stuck", "let x be Ann's age", "what now?\n???"])
def test_words_are_no_steps(work: str) -> None:
    check = check_steps(work, STORY)
    assert set(found(check)) <= {None}
    assert not check.finished


def test_another_unknown_is_nobodys_mistake() -> None:
    assert False not in found(check_steps("5 + 2y = 9\ny = 2", NUMBER))
    assert found(check_steps("v = d/t\nv = 150/2\nv = 75", SPEED)) == [None, True, True]


def test_percent_of() -> None:
    assert found(check_steps("25% of 40 = 10\n40 - 10 = 30")) == [True, True]
    assert check_steps("25% of 40 = 12").first_wrong == 0


def test_units_are_converted() -> None:
    assert found(check_steps("3 km = 3000 m\n1.5 h = 90 min")) == [True, True]


def test_a_decimal_may_be_rounded() -> None:
    assert found(check_steps("10/3 = 3.33\n3.33*3 = 9.99")) == [True, True]
    assert found(check_steps("10/3 = 3,33", language="es")) == [True]


def test_a_step_says_only_what_the_learner_wrote() -> None:
    work = "2x+3=7\n2x=10"
    assert [step.text for step in check_steps(work, SOLVE).steps] == work.splitlines()


@given(st.integers(2, 9), st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 9))
@settings(max_examples=40)
def test_linear_equations_are_followed(a: int, b: int, x: int, off: int) -> None:
    c = a * x + b
    item = AlgebraItem(id="a", question=f"Solve ${a}x+({b})={c}$", answer=f"$x={x}$")
    right = check_steps(f"{a}x+({b})={c}\n{a}x={c - b}\nx={x}", item)
    assert found(right) == [True, True, True]
    assert right.finished
    wrong = check_steps(f"{a}x={c - b}\nx={Fraction(c - b + off, a)}", item)
    assert wrong.first_wrong == 1


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_any_text_is_followed(work: str) -> None:
    check_steps(work, SOLVE)
