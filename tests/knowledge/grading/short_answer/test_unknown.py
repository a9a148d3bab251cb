"""Not knowing, and answering all the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.grading.short_answer.unknown import says_unknown

WHY = "Why does ice float on water?"


@pytest.mark.parametrize(
    "answer",
    [
        "",
        " ?! ",
        "I don't know",
        "i dont know",
        "I don’t know!",
        "idk lol",
        "Dunno, sorry...",
        "I honestly have no idea",
        "no clue",
        "I do not know why ice floats",
        "I'm not sure about this one",
        "can't remember right now",
        "I forgot",
        "no sé",
        "No lo sé, lo siento",
        "ni idea",
        "no me acuerdo",
        "No tengo ni idea",
    ],
)
def test_not_knowing(answer: str) -> None:
    assert says_unknown(answer, WHY, "en")


@pytest.mark.parametrize(
    "answer",
    [
        "no",
        "because it is lighter",
        "I'm not sure, maybe it is lighter",
        "I don't know if it's 5",
        "nobody can know how dense it is",
        "no se hunde",
        "I forgot the name but it's the thing with density",
        "I don't know. " * 50,
    ],
)
def test_answers(answer: str) -> None:
    assert not says_unknown(answer, WHY, "en")


@given(st.text(alphabet="bcdfgh", min_size=3, max_size=20))
def test_any_other_word_makes_it_an_answer(word: str) -> None:
    assert not says_unknown(f"I don't know, x{word}", WHY, "en")
