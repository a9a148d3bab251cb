"""Marks that need no judgement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.course import (
    AlgebraItem,
    Choice,
    ChoiceItem,
    ClozeItem,
    Item,
    NumericItem,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.grading.simple import mark, same

CHOICE = ChoiceItem(
    id="c", question="?", choices=(Choice(text="Red"), Choice(text="Blue one", correct=True))
)
TRUE = TrueFalseItem(id="t", question="?", answer=True)
NUMBER = NumericItem(id="n", question="?", answer="1/2", unit="m")
CLOSE = NumericItem(id="n", question="?", answer="9.8", tolerance="2%")
ALGEBRA = AlgebraItem(id="a", question="?", answer=r"$4x+12$", accepted=("12+4x",))
SHORT = ShortAnswerItem(id="s", question="?", answer="Because of the bell.")
CLOZE = ClozeItem(id="z", question="The {{1}}.", blanks=(("cat", "kitty"),))


@pytest.mark.parametrize(
    ("item", "answer", "verdict"),
    [
        (CHOICE, "b", "right"),
        (CHOICE, "(B)", "right"),
        (CHOICE, "i think it's b", "right"),
        (CHOICE, "blue one", "right"),
        (CHOICE, "A", "wrong"),
        (CHOICE, "la a", "wrong"),
        (CHOICE, "c", None),
        (CHOICE, "what is blue?", None),
        (TRUE, "true", "right"),
        (TRUE, "Falso", "wrong"),
        (TRUE, "maybe", None),
        (NUMBER, "0.5", "right"),
        (NUMBER, "1/2", "right"),
        (NUMBER, "50%", "right"),
        (NUMBER, "0.5 m", "right"),
        (NUMBER, "x = 0.5", "right"),
        (NUMBER, "i got 2", "wrong"),
        (NUMBER, "1/0", None),
        (NUMBER, "half", None),
        (CLOSE, "9.81", "right"),
        (CLOSE, "10.1", "wrong"),
        (ALGEBRA, "4x + 12", "right"),
        (ALGEBRA, "12 + 4x", "right"),
        (ALGEBRA, "4(x+3)", "unsure"),
        (SHORT, "because of the bell.", "right"),
        (SHORT, "the bell", "unsure"),
        (CLOZE, "Kitty", "right"),
        (CLOZE, "dog", "unsure"),
    ],
)
def test_verdicts(item: Item, answer: str, verdict: str | None) -> None:
    marked = mark(item, answer)
    assert (marked.verdict if marked else None) == verdict


@pytest.mark.parametrize(
    ("answer", "accepted", "right"),
    [
        ("12x^3", ("$12x^3$",), True),
        ("is it 0.5?", ("1/2",), True),
        ("12", ("$12$",), True),
        ("13", ("$12$",), False),
        ("", ("$12$",), False),
    ],
)
def test_same(answer: str, accepted: tuple[str, ...], right: bool) -> None:
    assert same(answer, accepted) is right


@given(st.sampled_from([CHOICE, TRUE, NUMBER, CLOSE, ALGEBRA, SHORT, CLOZE]), st.text(max_size=80))
def test_any_text_is_survived(item: Item, answer: str) -> None:
    mark(item, answer)
