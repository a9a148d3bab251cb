"""When something comes again, as people say it: "on Tuesdays and Thursdays at 6", "cada viernes por
la tarde". English and Spanish, on folded text. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Literal

EVERY_DAY = tuple(range(7))
_WORKDAYS, _WEEKEND = (0, 1, 2, 3, 4), (5, 6)
_DAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6, "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3,
    "fri": 4, "sat": 5, "sun": 6, "lunes": 0, "martes": 1, "miercoles": 2, "jueves": 3,
    "viernes": 4, "sabado": 5, "domingo": 6,
}  # fmt: skip
_LONG = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SHORT = r"mon|tues?|wed|thu(?:rs?)?|fri|sat|sun"
_ES = r"lunes|martes|miercoles|jueves|viernes|sabado|domingo"
_DAY = rf"(?:{_LONG}|{_SHORT}|{_ES})"
_AND = r"(?:\s*(?:,|/|and|y|e|&)\s*(?:and |y )?(?:on |los )?)"
_LIST = re.compile(
    rf"\b(?:(?:on|every|each|los|cada|todos los)\s+)+{_DAY}s?(?:{_AND}{_DAY}s?)*\b|"
    rf"\b{_DAY}s?(?:{_AND}{_DAY}s?)+\b|\b{_LONG}s\b|\b(?:sabados|domingos)\b"
)
_ONE = re.compile(rf"\b{_DAY}\b")
_ON_ONE = re.compile(rf"\b(?:on|el|los)\s+(?P<day>{_DAY})\b")
_REPEATS = re.compile(rf"every|each|los |cada|{_LONG}s\b|sabados|domingos|,|/|\band\b|\by\b|&")
"""What makes days of the week a rhythm: "on Friday" is one day, "on Fridays" isn't."""
_DAILY = re.compile(
    r"\b(?:every ?day|each day|daily|(?:a|per) day|every (?:morning|afternoon|evening|night)|"
    r"todos los dias|todas las (?:mananas|tardes|noches)|cada (?:dia|manana|tarde|noche)|"
    r"(?:al|por) dia|diari(?:o|a|amente))\b"
)
_ON_WORKDAYS = re.compile(
    r"\b(?:on |every )?(?:weekdays?|school ?days?)\b|\bentre semana\b|"
    r"\b(?:los )?dias (?:laborables|de (?:clase|semana))\b"
)
_ON_WEEKENDS = re.compile(r"\b(?:on |at |every )?weekends\b|\b(?:los )?fines de semana\b")
_SECOND = re.compile(
    r"\bevery (?:other|second|2|two) weeks?\b|\bfortnightly\b|\bcada (?:dos|2|quince|15) "
    r"(?:semanas|dias)\b|\bquincenal(?:mente)?\b"
)
_WEEKLY = re.compile(
    r"\b(?:every|each|a|per) week\b|\bweekly\b|\bcada semana\b|"
    r"\b(?:una vez )?(?:a|por) (?:la )?semana\b|\bsemanal(?:mente)?\b"
)
_TIMES_A_WEEK = re.compile(
    r"\b(?P<n>once|twice|\d|two|three|four|five|six|una?|dos|tres|cuatro|cinco|seis)"
    r"(?: times| veces| days| dias| vez)? (?:a|per|each|every|por|a la|cada) (?:la )?"
    r"(?:week|semana)\b"
)
_COUNTS = {
    "once": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "un": 1, "una": 1,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
}  # fmt: skip
_SPREAD = {1: (0,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: _WORKDAYS, 6: (0, 1, 2, 3, 4, 5)}
"""Days for so many times a week, as far apart as they can be."""
_TOO_OFTEN = re.compile(
    r"\b(?:every|each|cada)\s+(?:(?:\d+|few|couple of|two|three|five|ten|half|media|un par de|"
    r"dos|tres|cinco|diez|pocos)\s+)?(?:seconds?|minutes?|hours?|mins?|an hour|segundos?|minutos?|"
    r"horas?)\b|\b(?:hourly|(?:once|twice|\d+ times) an hour|(?:[2-9]|\d\d+|three|four|five|ten) "
    r"times a day|(?:[2-9]|\d\d+|tres|cuatro|cinco|diez) veces (?:al|por) dia)\b"
)
_PART_OF_DAY = (
    (
        re.compile(
            r"\b(?:in the |every |this )?morning\b|\bpor las? mananas?\b|"
            r"\b(?:de|todas las|cada) (?:la )?mananas?\b"
        ),
        "morning",
    ),
    (
        re.compile(
            r"\b(?:in the |every |this )?afternoon\b|\bafter (?:school|lunch)\b|"
            r"\b(?:por|de|todas) las? tardes?\b|\bcada tarde\b|\bdespues de clase\b"
        ),
        "afternoon",
    ),
    (
        re.compile(
            r"\b(?:in the |every |this )?(?:evening|night)\b|\btonight\b|\bafter dinner\b|"
            r"\b(?:por|de|todas) las? noches?\b|\besta noche\b|\bcada noche\b"
        ),
        "evening",
    ),
)
_USUAL = {"morning": time(8), "afternoon": time(16), "evening": time(19)}
_CLOCK = re.compile(
    r"\b(?:at|a las?|sobre las?|hacia las?)\s+(?P<h>\d{1,2})(?:[:.h](?P<m>\d\d)|h\b)?"
    r"(?:\s*(?P<half>am|pm|a\.m\.?|p\.m\.?|o'?clock|y media|y cuarto|en punto|hrs?\b|horas\b))?"
    r"(?![\d%])(?!\.\d)(?:(?= ?[,.;!?])|(?=\s)|$)|"
    r"\b(?P<h2>\d{1,2})(?::(?P<m2>\d\d))\s*(?P<half2>am|pm|a\.m\.?|p\.m\.?)?|"
    r"\b(?P<h3>\d{1,2})\s*(?P<half3>am|pm|a\.m\.?|p\.m\.)(?!\w)"
)
_NOON = re.compile(r"\b(?:at noon|a mediodia|al mediodia|at midday)\b")
_MIDNIGHT = re.compile(r"\b(?:at midnight|a medianoche)\b")

Trouble = Literal["too_often", "no_such_time"]


@dataclass(frozen=True, slots=True)
class When:
    """What a text says about when."""

    days: tuple[int, ...] = ()
    """Days of the week, 0 is Monday."""
    at: time | None = None
    every_weeks: int = 1
    weekly: bool = False
    """Each week, without saying on which day."""
    rest: str = ""
    """The text without what was understood here."""
    clock: str = ""
    """The words that name the time."""
    trouble: Trouble | None = None
    detail: str = ""
    """The words that the trouble is with."""

    @property
    def repeats(self) -> bool:
        return bool(self.days) or self.weekly or self.every_weeks > 1


def find_when(text: str) -> When:
    """The days and the time in a folded text."""
    if often := _TOO_OFTEN.search(text):
        return When(rest=text, trouble="too_often", detail=often[0])
    at, rest, clock = _time(text)
    if clock and at is None:
        return When(rest=text, trouble="no_such_time", detail=clock)
    days, rest = _days(rest)
    second, weekly = _SECOND.search(rest), _WEEKLY.search(rest)
    rest = _SECOND.sub(" ", rest)
    one = _ON_ONE.search(rest)
    if one and not days and (second or weekly):
        days, rest = (_DAYS[one["day"]],), f"{rest[: one.start()]} {rest[one.end() :]}"
    rest = _WEEKLY.sub(" ", rest)
    return When(days, at, 2 if second else 1, bool(weekly), " ".join(rest.split()), clock)


def _days(text: str) -> tuple[tuple[int, ...], str]:
    for rule, days in ((_DAILY, EVERY_DAY), (_ON_WORKDAYS, _WORKDAYS), (_ON_WEEKENDS, _WEEKEND)):
        if rule.search(text):
            return days, rule.sub(" ", text)
    for found in _LIST.finditer(text):
        if _REPEATS.search(found[0]):
            named = {_DAYS[_singular(day)] for day in _ONE.findall(_singulars(found[0]))}
            return tuple(sorted(named)), text[: found.start()] + " " + text[found.end() :]
    times = _TIMES_A_WEEK.search(text)
    if times:
        n = _COUNTS.get(times["n"]) or int(times["n"])
        days = _SPREAD.get(n, EVERY_DAY)
        return days, text[: times.start()] + " " + text[times.end() :]
    return (), text


def _singulars(text: str) -> str:
    return re.sub(rf"\b({_LONG}|sabado|domingo)s\b", r"\1", text)


def _singular(day: str) -> str:
    return day if day in _DAYS else day.rstrip("s")


def _time(text: str) -> tuple[time | None, str, str]:
    """The time, the text without it, and what names it: with no time, one that doesn't exist."""
    part = next((name for rule, name in _PART_OF_DAY if rule.search(text)), "")
    for rule, at in ((_NOON, time(12)), (_MIDNIGHT, time(0))):
        if rule.search(text):
            return at, rule.sub(" ", text), ""
    found = _CLOCK.search(text)
    if not found:
        return (_USUAL.get(part), _without_part(text), "") if part else (None, text, "")
    hour = int(found["h"] or found["h2"] or found["h3"])
    said = found["half"] or found["half2"] or found["half3"] or ""
    minute = int(found["m"] or found["m2"] or {"y media": 30, "y cuarto": 15}.get(said, 0))
    rest = _without_part(text[: found.start()] + " " + text[found.end() :])
    if hour > 24 or minute > 59 or (hour > 12 and said[:1] in ("a", "p") and hour != 24):
        return None, text, found[0].strip()
    exact = bool(found["m"] or found["m2"]) and len(found["h"] or found["h2"] or "") == 2
    return time(_hour(hour % 24, said, part, exact=exact), minute), rest, found[0].strip()


def _hour(hour: int, said: str, part: str, *, exact: bool) -> int:
    """ "6" without a half of the day: nobody studies at six in the morning unless they say so."""
    if said.startswith("p") or (part in ("afternoon", "evening") and 0 < hour < 12):
        return hour if hour >= 12 else hour + 12
    if said.startswith("a"):
        return 0 if hour == 12 else hour
    if exact or part == "morning":
        return hour
    return hour + 12 if 1 <= hour <= 7 else hour


def _without_part(text: str) -> str:
    for rule, _ in _PART_OF_DAY:
        text = rule.sub(" ", text)
    return text
