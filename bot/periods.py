"""Stretches of days that people name: "last week", "since Monday", "los últimos 14 días". Pure.

English and Spanish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dates import parse_day
from bot.tutor.words import flat

_SINCE = re.compile(r"\b(?:since|desde)\s+(?P<day>.{3,25}?)\W*$")
_ON = re.compile(
    r"\b(?:on |el )?(?:last )?(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|"
    r"martes|miercoles|jueves|viernes|sabado|domingo)\b"
)
_DAYS = re.compile(
    r"\b(?:last|past|previous|ultim[oa]s?)\s+(?P<n>\d{1,3})\s+(?P<unit>days?|weeks?|dias?|semanas?)"
)
_NAMED: tuple[tuple[str, int, int], ...] = (
    # rule, days from today to the first day, days from today to the last one
    (r"\b(?:today|hoy)\b", 0, 0),
    (r"\b(?:yesterday|ayer)\b", -1, -1),
    (r"\b(?:the day before yesterday|anteayer)\b", -2, -2),
)
_WEEKDAYS = (
    ("monday", "lunes"), ("tuesday", "martes"), ("wednesday", "miercoles"),
    ("thursday", "jueves"), ("friday", "viernes"), ("saturday", "sabado"), ("sunday", "domingo"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both included."""

    first: date
    last: date


def period(text: str, today: date, *, language: str = "en") -> Period | None:
    """The days that a text names; None when it names none."""
    said = flat(text)
    for rule, first, last in _NAMED:
        if re.search(rule, said):
            return Period(today + timedelta(days=first), today + timedelta(days=last))
    counted = _DAYS.search(said)
    if counted:
        days = int(counted["n"]) * (7 if counted["unit"][0] in "ws" else 1)
        return Period(today - timedelta(days=max(days, 1) - 1), today)
    return _week_or_month(said, today) or _weekday(said, today) or _since(said, today, language)


def _week_or_month(said: str, today: date) -> Period | None:
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    if re.search(r"\b(?:last week|(?:la )?semana pasada)\b", said):
        return Period(monday - timedelta(days=7), monday - timedelta(days=1))
    if re.search(r"\b(?:this week|my week|esta semana|mi semana)\b", said):
        return Period(monday, today)
    if re.search(r"\b(?:last month|(?:el )?mes pasado)\b", said):
        end = first - timedelta(days=1)
        return Period(end.replace(day=1), end)
    if re.search(r"\b(?:this month|este mes)\b", said):
        return Period(first, today)
    return None


def _weekday(said: str, today: date) -> Period | None:
    """ "on Monday" is the last one that was."""
    if "since" in said or "desde" in said:
        return None
    found = _ON.search(said)
    number = next((n for n, names in enumerate(_WEEKDAYS) if found and found["day"] in names), None)
    if number is None:
        return None
    day = today - timedelta(days=(today.weekday() - number) % 7)
    return Period(day, day)


def _since(said: str, today: date, language: str) -> Period | None:
    found = _SINCE.search(said)
    if not found:
        return None
    weekday = _weekday(found["day"], today)
    if weekday:
        return Period(weekday.first, today)
    day = parse_day(found["day"], today, language=language)
    if day and day > today:  # days without a year are read as the next ones
        day = day.replace(year=day.year - 1)
    return Period(day, today) if day else None
