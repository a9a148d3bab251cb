"""Numbers are found however they are written."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guard.numbers.find import numbers
from bot.guard.text.reading import read
from knowledge.grading.number_words.words import phrases, words_for


def values(text: str, language: str = "en") -> set[Fraction]:
    return {value for number in numbers(read(text).text, language) for value in number.values}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,000", 1000),
        ("1 000", 1000),
        ("1e3", 1000),
        ("1×10³", 1000),
        ("10^3", 10),
        ("a thousand", 1000),
        ("dos mil trescientos", 2300),
        ("12,345.67", Fraction(1234567, 100)),
        (".5", Fraction(1, 2)),
        ("0.5", Fraction(1, 2)),
        ("1/2", Fraction(1, 2)),
        ("½", Fraction(1, 2)),
        (r"\frac{1}{2}", Fraction(1, 2)),
        (r"-\frac{27}{5}", Fraction(-27, 5)),
        ("50 %", Fraction(1, 2)),
        ("fifty percent", Fraction(1, 2)),
        ("one half", Fraction(1, 2)),
        ("un medio", Fraction(1, 2)),
        ("dos tercios", Fraction(2, 3)),
        ("3 1/2", Fraction(7, 2)),
        ("3½", Fraction(7, 2)),
        ("three and a half", Fraction(7, 2)),
        ("zero point two five", Fraction(1, 4)),
        ("$4 million", 4_000_000),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("minus seven", -7),
        ("x=-3", -3),
        ("soixante-dix-neuf", 79),
        ("siebenundvierzig", 47),
        ("ventotto", 28),
        ("oitenta e um", 81),
        ("XLIV", 44),
        ("0x36", 54),
        ("5 4", 54),
        ("five-four", 54),
        ("７", 7),
        ("٧", 7),
        ("7️⃣", 7),
    ],
)
def test_forms(text: str, value: Fraction) -> None:
    assert Fraction(value) in values(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,500", 1), ("7-3", -3), ("x1", 1), ("100 cents", 10_000), ("once upon a time", 11)],
)
def test_what_is_no_such_number(text: str, value: int) -> None:
    assert Fraction(value) not in values(text)


def test_a_comma_by_the_language() -> None:
    assert values("2,5", "es") >= {Fraction(5, 2)}
    assert values("1.000", "es") >= {Fraction(1000)}
    assert values("la once", "es") == {Fraction(11)}


def test_a_number_knows_where_it_stands() -> None:
    text = "So it is twenty-one now."
    (found,) = numbers(text)
    assert text[slice(*found.span)] == "twenty-one"


@given(st.integers(0, 999))
def test_every_number_in_words_is_read_back(value: int) -> None:
    for phrase in words_for(value):
        assert Fraction(value) in values(phrase, "es"), phrase


@given(st.sampled_from(sorted(phrases().items())))
def test_in_any_of_the_languages(said: tuple[str, int]) -> None:
    phrase, value = said
    assert Fraction(value) in values(f"= {phrase}")


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_every_decimal_is_read_back(value: object) -> None:
    assert Fraction(str(value)) in values(f"it is {value} now")


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for number in numbers(read(text).text):
        assert 0 <= number.span[0] < number.span[1] <= len(read(text).text)
