"""Numbers in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.grading.number_words import in_digits, spoken, words_for
from knowledge.text import fold


@pytest.mark.parametrize(
    ("text", "language", "digits"),
    [
        ("three cm", "en", "3 cm"),
        ("minus two thirds", "en", "-2/3"),
        ("one and a half", "en", "3/2"),
        ("minus 3", "en", "-3"),
        ("forty-two", "en", "42"),
        ("one hundred and five meters", "en", "105 meters"),
        ("zero point five", "en", "0.5"),
        ("a dozen", "en", "12"),
        ("one", "en", "1"),
        ("veintiún mil", "es", "21000"),
        ("tres cuartos", "es", "3/4"),
        ("menos siete", "es", "-7"),
        ("no one knows", "en", "no one knows"),
        ("an apple", "en", "an apple"),
        ("3 and four", "en", "3 and four"),
        ("", "en", ""),
    ],
)
def test_answers_in_digits(text: str, language: str, digits: str) -> None:
    assert in_digits(text, language) == digits


@given(st.integers(0, 999))
def test_every_number_below_a_thousand_is_understood(value: int) -> None:
    for said in words_for(value):
        # "once" is eleven, but not in English.
        found = list(spoken(fold(said))) or list(spoken(fold(said), "es"))
        assert [each.value for each in found] == [value]
        assert (found[0].start, found[0].end) == (0, len(fold(said)))


def test_all_numbers_of_a_text_are_found_where_they_stand() -> None:
    text = "from two to two and a half thousand"
    assert next(text[each.start : each.end] for each in spoken(text)) == "two"
    assert [each.pronoun for each in spoken("one of nine")] == [True, False]


@given(st.text(max_size=200))
def test_any_text_is_searched(text: str) -> None:
    list(spoken(text))
    in_digits(text)
