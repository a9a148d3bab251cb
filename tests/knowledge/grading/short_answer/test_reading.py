"""Words, clauses, slips of spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.grading.short_answer.reading import MOST_CLAUSES, among, clauses, kin, read
from knowledge.text import stem


def test_contractions_and_numbers_are_written_out() -> None:
    assert read("It can't have two", "en").words == ("it", "can", "not", "have", "two")
    assert "2" in read("It can't have two", "en").content


def test_clauses() -> None:
    text = "The bulb shines because the path is closed. It glows, and the motor runs"
    assert clauses(text, "en") == (
        "The bulb shines",
        "because the path is closed It glows",  # too short to stand alone
        "and the motor runs",
    )


def test_clauses_of_another_language_are_told_by_punctuation() -> None:
    assert clauses("Der Weg ist zu und Lampen leuchten. Motoren laufen hier", "de") == (
        "Der Weg ist zu und Lampen leuchten",
        "Motoren laufen hier",
    )


@pytest.mark.parametrize(
    ("typed", "meant", "same"),
    [
        ("photosinthesis", "photosynthesis", True),
        ("presure", "pressure", True),
        ("cat", "car", False),  # too short for a slip
        ("mitosis", "meiosis", False),
        ("increase", "decrease", False),
        ("hypotonic", "hypertonic", False),
    ],
)
def test_slips(typed: str, meant: str, same: bool) -> None:
    assert among(stem(typed, "en"), frozenset([stem(meant, "en")]), "en") == same


def test_relatives() -> None:
    assert kin(stem("vibrating", "en"), frozenset([stem("vibration", "en")]), "en")
    assert not kin("carbon", frozenset(["cargo"]), "en")


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    reading = read(text, "en")
    assert len(reading.words) == len(reading.stems)
    assert reading.content <= {*reading.stems}
    assert 0 <= reading.plain <= 1
    assert len(clauses(text, "en")) <= MOST_CLAUSES
