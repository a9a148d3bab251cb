"""Days that people name, found in a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import find_day, impossible_day, parse_day

FRIDAY = date(2026, 11, 27)

NAMED = [
    ("my exam is on 12 December on chapters 5 to 8", "2026-12-12"),
    ("I want to finish chapter 6 by Friday", "2026-12-04"),
    ("finish chapter 6 by Wednesday and stop mixing things up", "2026-12-02"),
    ("by next friday", "2026-12-04"),
    ("exam in two weeks", "2026-12-11"),
    ("exam on Dec 12", "2026-12-12"),
    ("test tomorrow!", "2026-11-28"),
    ("learn chapter 6 by 12/12", "2026-12-12"),
    ("on 2026-12-12", "2026-12-12"),
    ("by the end of the month", "2026-11-30"),
    ("by the 15th", "2026-12-15"),
    ("by 12.12.", "2026-12-12"),
    ("this weekend", "2026-11-28"),
    ("in 10 days", "2026-12-07"),
    ("1 March 2027", "2027-03-01"),
    ("I did it on monday and by friday I want more", "2026-11-30"),
    ("el examen es el 12 de diciembre", "2026-12-12"),
    ("para el viernes", "2026-12-04"),
    ("el próximo viernes", "2026-12-04"),
    ("el viernes que viene", "2026-12-04"),
    ("en dos semanas", "2026-12-11"),
    ("dentro de dos semanas", "2026-12-11"),
    ("antes del 3 de enero", "2027-01-03"),
    ("examen pasado mañana", "2026-11-29"),
    ("a fin de mes", "2026-11-30"),
]
NONE = [
    "plan for chapter 6", "what should I learn next", "finish section 6.3", "in chapter 8",
    "on memory", "I may do 6.3", "the first section", "for 20 minutes", "", "6", "by 6",
    "5 questions on memory", "plan for 1.1", "on 6.3.2", "by 6.3",
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), NAMED)
def test_a_day_is_found(text: str, day: str) -> None:
    found = find_day(text, FRIDAY)
    assert found
    assert found.day.isoformat() == day


@pytest.mark.parametrize("text", NONE)
def test_no_day_is_made_up(text: str) -> None:
    assert find_day(text, FRIDAY) is None


@pytest.mark.parametrize("text", ["by February 30", "para el 30 de febrero", "on 31 April"])
def test_a_day_that_does_not_exist_is_told(text: str) -> None:
    assert find_day(text, FRIDAY) is None
    assert impossible_day(text)


def test_day_and_month_by_language() -> None:
    assert parse_day("5/6", FRIDAY, language="en") == date(2027, 5, 6)
    assert parse_day("5/6", FRIDAY, language="es") == date(2027, 6, 5)


@given(st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(1, 300))
def test_iso_days_mean_themselves(today: date, ahead: int) -> None:
    day = date.fromordinal(today.toordinal() + ahead)
    found = find_day(f"finish it by {day.isoformat()}, please", today)
    assert found
    assert found.day == day


@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    find_day(text, FRIDAY)
