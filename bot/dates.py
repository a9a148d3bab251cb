"""Days that people name: "by Friday", "on 12 December", "dentro de dos semanas". Pure.

dateparser reads the day itself; finding it in a sentence is done here, because its own search
takes "chapter 6 by Friday" for a day in June. English and Spanish.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from knowledge.text import fold

_DAYS = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"lunes|martes|miercoles|jueves|viernes|sabado|domingo"
)
_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ene(?:ro)?|febrero|marzo|"
    r"abr(?:il)?|mayo|junio|julio|ago(?:sto)?|sep(?:tiembre)?|octubre|noviembre|dic(?:iembre)?"
)
_RELATIVE = r"today|tonight|tomorrow|hoy|manana|pasado manana"
_LEAD = re.compile(
    r"\b(?:by|before|until|till|due|on|for|this|next|in|from|starting|since|after|"
    r"para|antes|hasta|el|este|en|dentro|desde|a partir de)\b|"
    rf"(?=\b(?:{_RELATIVE}|{_DAYS}|fin(?:ales)? de)\b)|(?=\b(?:{_MONTHS})\.? \d)|"
    rf"(?=\b\d{{1,2}}(?:st|nd|rd|th| (?:de )?(?:{_MONTHS})\b))|(?=\b\d{{4}}-\d\d-\d\d\b)"
)
_LAST = re.compile(
    rf"(?:\d.*|{_DAYS}|{_MONTHS}|{_RELATIVE}|days?|weeks?|weekend|months?|year|now|"
    r"dias?|semanas?|mes(?:es)?|ano|viene)\.?$"
)
"""What the name of a day ends with."""
_SMALL = re.compile(
    r"^(?:(?:by|before|until|till|due|on|for|this|from|starting|since|after|the|para|antes|del?|"
    r"hasta|el|la|los|este|esta|desde|a|partir|proxim[oa])\s+)+"
)
_WORDS = 6
"""Most words of a day's name."""
_NUMBERS = {
    "un": "1", "una": "1", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5",
    "seis": "6", "siete": "7", "ocho": "8", "nueve": "9", "diez": "10", "a": "1", "one": "1",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10",
}  # fmt: skip
_COUNTED = re.compile(
    rf"\b({'|'.join(_NUMBERS)}) (days?|weeks?|months?|dias?|semanas?|mes(?:es)?)\b"
)
_REWRITTEN = (
    (re.compile(r"^dentro de "), "en "),
    (re.compile(r"^pasado manana$"), "in 2 days"),
    (re.compile(r"^manana$"), "tomorrow"),
    (re.compile(r"^(\w+) que viene$"), r"\1"),
    (re.compile(r"^next (?=\w+day$)"), ""),
    (re.compile(r"^(\d{1,2})(?:st|nd|rd|th) of "), r"\1 "),
    # With a dot behind it: 6.3 is a section.
    (re.compile(r"^(\d{1,2})\.(\d{1,2})\.$"), r"\1/\2"),
    (re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{2,4})$"), r"\1/\2/\3"),
)
_DOTTED = re.compile(r"^\d{1,2}\.\d{1,2}\.$")
_END_OF_MONTH = re.compile(r"^(?:end of (?:the |this )?month|fin(?:al(?:es)?)? de (?:este )?mes)$")
_WEEKEND = re.compile(r"^(?:next )?(?:weekend|fin de semana)$")
_NO_DAY = re.compile(r"^[\d.,:%]{0,4}$|^(?:may|mar|sun|sat|second|segundo|set|sep|fin)$|^\d+ ?%")
_IMPOSSIBLE = re.compile(
    r"\b(?:(?:feb(?:ruary|rero)?) (?:30|31)|(?:30|31)(?: de| of)? feb(?:ruary|rero)?|"
    r"(?:apr(?:il)?|june?|sep(?:t(?:ember)?)?|nov(?:ember)?) 31|"
    r"31(?: de| of)? (?:abril|junio|septiembre|noviembre|april|june|september|november))\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A day that a text names."""

    day: date
    text: str
    """The words that name it, as folded."""


def impossible_day(text: str) -> str:
    """ "February 30", as it was written; empty when the text names no such day."""
    found = _IMPOSSIBLE.search(_flat(text))
    return found[0] if found else ""


def find_day(text: str, today: date, *, language: str = "en") -> Named | None:
    """The first day that a text names; None when it names none.

    Args:
        today: where the person is. Weekdays and days without a year are the next ones.
        language: ``12/5`` is the 12th of May, except in English.
    """
    said = _flat(text)[:400]
    if _IMPOSSIBLE.search(said):
        return None
    for lead in _LEAD.finditer(said):
        words = said[lead.start() :].split(" ")[: _WORDS + 1]
        for n in range(len(words), 0, -1):
            phrase = " ".join(words[:n]).strip(" ,;:!?")
            if not _LAST.match(phrase.rpartition(" ")[2]):
                continue
            day = parse_day(phrase, today, language=language)
            if day:
                return Named(day, phrase)
    return None


def parse_day(phrase: str, today: date, *, language: str = "en") -> date | None:
    """The day that a whole phrase names; None when it isn't one."""
    words = _SMALL.sub("", _flat(phrase)).strip(" ,;:!?")
    if not _DOTTED.match(words):
        words = words.rstrip(" .")
    for rule, new in _REWRITTEN:
        words = rule.sub(new, words)
    words = _COUNTED.sub(lambda found: f"{_NUMBERS[found[1]]} {found[2]}", words)
    if _END_OF_MONTH.match(words):
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    if _WEEKEND.match(words):
        return today + timedelta(days=(5 - today.weekday()) % 7)
    if not words or _NO_DAY.match(words):
        return None
    return _parsed(words, today, language)


def _parsed(words: str, today: date, language: str) -> date | None:
    import dateparser  # a quarter of a second

    found = dateparser.parse(
        words,
        languages=["en", "es"],
        settings={
            "RELATIVE_BASE": datetime(today.year, today.month, today.day, 12),
            "PREFER_DATES_FROM": "future",
            "PREFER_DAY_OF_MONTH": "last",
            "RETURN_AS_TIMEZONE_AWARE": False,
            "DATE_ORDER": "MDY" if language.startswith("en") else "DMY",
            "PARSERS": ["relative-time", "absolute-time"],
        },
    )
    if found is None or abs(found.year - today.year) > 3:
        return None
    day: date = found.date()
    # "the 15th" means the one to come.
    if day < today and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", words):
        later = today.replace(day=1) + timedelta(days=31)
        return later.replace(day=min(day.day, calendar.monthrange(later.year, later.month)[1]))
    return day


def _flat(text: str) -> str:
    return " ".join(fold(text).replace("’", "'").split())
