"""The words around an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.grading.phrasing import is_question, says_unknown, unwrapped, without_reason


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("i think it's 42 cm?", "42 cm"),
        ("The answer is x = 3.", "x = 3"),
        ("is it 5?", "5"),
        ("5!", "5!"),
        ("creo que es 3,5", "3,5"),
        ("me da 7", "7"),
        ("so, 5, right?", "5"),
        ("¿es 4?", "4"),
        ("well, maybe b", "b"),
        ("42", "42"),
        ("about 0.5", "0.5"),
        ("I'm not sure, maybe b?", "b"),
    ],
)
def test_only_the_answer_stays(said: str, answer: str) -> None:
    assert unwrapped(said) == answer


def test_a_reason_can_be_left_out() -> None:
    assert without_reason("42 because 6 · 7 = 42") == "42"
    assert without_reason("because") == "because"


@pytest.mark.parametrize(
    "said",
    ["idk", "I don't know", "no idea", "i have no clue how to do this", "dunno", "no sé",
     "ni idea", "not sure", "I give up", "???", "no lo entiendo"],
)  # fmt: skip
def test_not_knowing_is_said_in_many_ways(said: str) -> None:
    assert says_unknown(said)


@pytest.mark.parametrize("said", ["I don't know if it's 5", "no", "5", "nose cone", ""])
def test_answers_are_not_taken_for_it(said: str) -> None:
    assert not says_unknown(said)


def test_questions() -> None:
    assert is_question("what is shaping?")
    assert is_question("¿qué es la media?")
    assert not is_question("is it 5?")
    assert not is_question("5?")


@given(st.text(max_size=300))
def test_any_text_is_taken_apart(said: str) -> None:
    assert len(unwrapped(said)) <= max(1, len(said)) * 2
    says_unknown(said)
    is_question(said)
    without_reason(said)
