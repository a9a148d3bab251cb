"""What somebody wants to know of their own history, and of which days. English and Spanish."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.dates import parse_day
from bot.tutor.words import flat

Wanted = Literal["wrong", "asked", "did"]

_BEFORE = re.compile(
    r"\W*(?:have i|did i|haven'?t i|didn'?t i|when did i(?: last)?|ya (?:te )?(?:he )?|"
    r"cuando (?:te )?) ?(?:ever |already )?(?:ask(?:ed)?|pregunt(?:e|ado))(?: you)?"
    r"(?: (?:about|sobre|por) (?P<about>.+?)| (?P<this>this|that|it|esto|eso))?"
    r"(?: (?:before|already|earlier|last|antes|ya))?\W*"
)
_WRONG = re.compile(
    r"\b(?:(?:got|get|did|answered|do) (?:i )?(?:get |do )?(?:wrong|incorrectly)|"
    r"what did i (?:get|do|answer) wrong|my (?:mistakes|errors|wrong answers)|"
    r"what i got wrong|missed|que (?:fallo|falle|me equivoque|hice mal)|"
    r"mis (?:errores|fallos)|lo que falle)\b"
)
_ASKED = re.compile(
    r"\b(?:did i ask|(?:have )?i asked|my questions|pregunte|mis preguntas|he preguntado)\b"
)
_DID = re.compile(
    r"\b(?:did i (?:do|learn|study|work on|practi[cs]e)|"
    r"(?:have )?i (?:done|learnt|learned|studied)|my (?:history|timeline|activity|week)|"
    r"hice|estudie|he (?:hecho|estudiado)|"
    r"mi (?:historial|actividad|semana))\b"
)
_EXPORTS = re.compile(
    r"\W*(?:export|download|save|(?:give|send) me|exporta(?:r|me)?|descarga(?:r|me)?|dame) "
    r"(?:(?:all (?:of )?)?my|todos? mis?|mis?) "
    r"(?:data|history|record|answers|datos|historial|registro|respuestas)"
    r"(?: (?:as|in|to|como|en|a) (?:an? |un )?(?P<as>csv|table|xapi|json|tabla))?(?: file)?\W*"
)
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


def asked_before(text: str) -> str | None:
    """What "have I asked about … before?" is about; "" for what was just talked about; None for
    any other message."""
    found = _BEFORE.fullmatch(flat(text))
    return None if found is None else (found["about"] or "").strip()


def exports(text: str) -> Literal["csv", "xapi"] | None:
    """The format in which they want their record; None when they don't ask for it."""
    found = _EXPORTS.fullmatch(flat(text))
    if not found:
        return None
    return "xapi" if found["as"] in ("xapi", "json") else "csv"


def wanted(text: str) -> Wanted:
    said = flat(text)
    if _WRONG.search(said):
        return "wrong"
    return "asked" if _ASKED.search(said) and not _DID.search(said) else "did"


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
