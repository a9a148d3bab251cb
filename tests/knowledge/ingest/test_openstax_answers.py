"""What a printed solution is taken for."""

from __future__ import annotations

import pytest

from knowledge.ingest.openstax import answers
from knowledge.ingest.quantity import quantity

FOUR = ["food", "money", "water", "sex"]


@pytest.mark.parametrize(
    ("solution", "positions"),
    [
        ("B", (1,)),
        ("b.", (1,)),
        ("(b)", (1,)),
        ("A, C", (0, 2)),
        ("(a) and (c)", (0, 2)),
        ("a, b, and d", (0, 1, 3)),
        ("money", (1,)),
        ("C. Because nothing else is wet.", (2,)),
    ],
)
def test_key_from_letters(solution: str, positions: tuple[int, ...]) -> None:
    found = answers.key(solution, FOUR)
    assert found is not None
    assert found[0] == positions


def test_marks_by_the_style_of_the_list() -> None:
    assert answers.key("ii", FOUR, "lower-roman") == ((1,), "")
    assert answers.key("2", FOUR, "arabic") == ((1,), "")
    assert answers.key("2", FOUR) is None
    assert answers.key("c", FOUR, "arabic") == ((2,), "")


@pytest.mark.parametrize("solution", ["E", "It is money that counts.", "a. 7 b. 8", "12", ""])
def test_what_is_no_key(solution: str) -> None:
    assert answers.key(solution, FOUR) is None


def test_an_explanation_behind_the_letter_is_kept() -> None:
    assert answers.key("c. Because it is wet.", FOUR) == ((2,), "Because it is wet.")
    assert answers.key("c. water", FOUR) == ((2,), "")


def test_parts_of_a_question_are_no_choices() -> None:
    assert answers.key("a. The mean is 3.", ["What is the mean?", "What is the mode?"]) is None


@pytest.mark.parametrize(
    ("solution", "number", "unit"),
    [
        ("7 m", "7", "m"),
        (r"$+7\text{ m}$", "7", "m"),
        (r"$-1.20 \times 10^{-3}\,\text{m/s}^2$", "-1.20e-3", "m/s^2"),
        ("12.5%", "12.5", "%"),
        (r"\$1,250.50", "1250.50", "$"),
        (r"$\frac{3}{4}$", "3/4", ""),
        (r"$\Delta x = 11\text{ m} - 2\text{ m} = 9\text{ m}$", "9", "m"),
        ("≈ 0.34", "0.34", ""),
        ("20.6°C", "20.6", "°C"),
        ("38.9 m/s (about 87 miles per hour)", "38.9", "m/s"),
        ("seven", "7", ""),
        ("1.18 × 10³ m/s", "1.18e3", "m/s"),
        ("37 students", "37", ""),
    ],
)
def test_quantities(solution: str, number: str, unit: str) -> None:
    found = quantity(solution)
    assert found is not None
    assert (found.number, found.unit) == (number, unit)


@pytest.mark.parametrize(
    "solution",
    ["", "no", "3 and 4", "25 m/s; 9 m/s", "$40y^2 + 3$", "$7y - 28$", "(0.3, 0.5)", "2\n\n3",
     r"$x \le 5$", "It is 5 because we added the masses of all the carts that moved."],
)  # fmt: skip
def test_what_is_no_quantity(solution: str) -> None:
    assert quantity(solution) is None


def test_decimal_commas_by_language() -> None:
    found = quantity("1.050,25", "es")
    assert found is not None
    assert (found.number, found.written) == ("1050.25", "1.050,25")
    assert quantity("0,5", "en") is None


def test_truth() -> None:
    assert answers.truth("True. It always does.") == (True, "It always does.")
    assert answers.truth("Falso") == (False, "")
    assert answers.truth("True north is elsewhere") is None


@pytest.mark.parametrize(
    ("solution", "unsound"),
    [
        ("Answers will vary.", True),
        ("Las respuestas pueden variar.", True),
        ("Check student’s solution.", True),
        ("—", True),
        ("The answers vary with temperature because the gas expands.", False),
        ("Prices vary.", False),
    ],
)
def test_unsound(solution: str, unsound: bool) -> None:
    assert answers.is_unsound(solution) is unsound


def test_parts_in_order_only() -> None:
    asked = answers.parts("A car. (a) How fast? (b) How far? See (d) below.")
    assert asked is not None
    assert asked.lead == "A car."
    assert asked.parts == {"a": "How fast?", "b": "How far? See (d) below."}
    assert answers.parts("See (b) and (a).") is None
    assert answers.answered_parts("a. 5 m/s b. 9 m", asked) == {"a": "5 m/s", "b": "9 m"}
    assert answers.answered_parts("(b) 9 m", asked) == {"b": "9 m"}
    assert answers.answered_parts("a.\n\nb. 9 m; c", asked) == {"a": "", "b": "9 m; c"}
    assert answers.answered_parts("(a) 5 m (b) 9 m (c) 7", asked) == {}
    assert answers.answered_parts("First, (a) 9 m", asked) == {}


def test_circled_letters_are_parts() -> None:
    asked = answers.parts("ⓐ $2x$ ⓑ $3x$")
    assert asked is not None
    assert asked.parts == {"a": "$2x$", "b": "$3x$"}
