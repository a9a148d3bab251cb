"""Choice, multiple choice, true or false."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.course import Choice, ChoiceItem, MultipleChoiceItem, TrueFalseItem
from knowledge.grading.options import mark_choice, mark_multiple, mark_true_false

CHOICE = ChoiceItem(
    id="c",
    question="?",
    choices=(
        Choice(text="Red."),
        Choice(text="Positive reinforcement", correct=True),
        Choice(text="Negative reinforcement"),
        Choice(text="$2.5$"),
        Choice(text="$25$"),
    ),
)
METALS = MultipleChoiceItem(
    id="m",
    question="?",
    choices=(
        Choice(text="Iron", correct=True),
        Choice(text="Gold", correct=True),
        Choice(text="Water"),
        Choice(text="Salt"),
    ),
)


@pytest.mark.parametrize(
    ("said", "picked"),
    [
        ("b", 1),
        ("(B)", 1),
        ("b)", 1),
        ("option 2", 1),
        ("the second one", 1),
        ("la b", 1),
        ("B. Positive reinforcement", 1),
        ("positive reinforcement", 1),
        ("positive reinforcment", 1),
        ("positive", 1),
        ("red", 0),
        ("2.5", 3),
        ("25", 4),
        ("last", 4),
    ],
)
def test_what_is_picked(said: str, picked: int) -> None:
    marked = mark_choice(CHOICE, said)
    assert marked
    assert marked.picked == (CHOICE.choices[picked],)
    assert marked.verdict == ("right" if picked == 1 else "wrong")


@pytest.mark.parametrize("said", ["f", "9", "reinforcement", "not b", "b) red", "blue", "bred"])
def test_what_picks_nothing(said: str) -> None:
    assert mark_choice(CHOICE, said) is None


@pytest.mark.parametrize("said", ["a or b", "a, b", "a and b"])
def test_two_answers_at_once_are_no_mark(said: str) -> None:
    marked = mark_choice(CHOICE, said)
    assert marked
    assert (marked.verdict, marked.remark, marked.credit) == ("unsure", "several", None)


@pytest.mark.parametrize(
    ("said", "credit"),
    [
        ("a, b", 1),
        ("a and b", 1),
        ("A B", 1),
        ("ab", 1),
        ("BA", 1),
        ("iron and gold", 1),
        ("Gold\nIron", 1),
        ("1, 2", 1),
        ("a", 0.5),
        ("abc", 0.5),
        ("a, c", 0),
        ("all of them", 0),
        ("d", 0),
    ],
)
def test_each_right_option_counts_and_each_wrong_one_takes_away(said: str, credit: float) -> None:
    marked = mark_multiple(METALS, said)
    assert marked
    assert marked.credit == credit


@pytest.mark.parametrize("said", ["none", "iron and silver", "bad", ""])
def test_what_names_anything_else_is_no_answer(said: str) -> None:
    assert mark_multiple(METALS, said) is None


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        ("true", True), ("T", True), ("yes", True), ("it isn't false", True), ("Verdadero", True),
        ("cierto", True), ("f", False), ("not true", False), ("no, never", False), ("falso", False),
        ("no es cierto", False), ("maybe", None), ("true or false?", None), ("true friends are rare these days", None),
    ],
)  # fmt: skip
def test_true_or_false(said: str, truth: bool | None) -> None:
    for answer in (True, False):
        marked = mark_true_false(TrueFalseItem(id="t", question="?", answer=answer), said)
        expected = None if truth is None else "right" if truth == answer else "wrong"
        assert (marked.verdict if marked else None) == expected


@given(st.sets(st.integers(0, 3), min_size=1))
def test_the_credit_is_right_minus_wrong(picked: set[int]) -> None:
    marked = mark_multiple(METALS, ", ".join("abcd"[at] for at in picked))
    right, wrong = len(picked & {0, 1}), len(picked - {0, 1})
    assert marked
    assert marked.credit == max(0, right - wrong) / 2


@given(st.text(max_size=60))
def test_any_text_gets_a_mark_or_none(said: str) -> None:
    mark_choice(CHOICE, said)
    mark_multiple(METALS, said)
