"""What a teacher wants to come when: "quiz on chapter 6 on Friday at 9 for the class". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from bot.dates import find_day, impossible_day
from bot.goals.when import find_when
from bot.learner.events import Scheduled
from bot.learner.rhythm import Rhythm
from bot.tutor.words import flat

Trouble = Literal["what", "when", "too_often", "no_such_time", "no_such_day", "over"]

_WHAT: tuple[tuple[Scheduled, re.Pattern[str]], ...] = (
    ("summary", re.compile(r"\b(?:summary|summaries|report|resumen(?:es)?|informe)\b")),
    ("quiz", re.compile(r"\b(?:quiz(?:zes)?|test|questions|cuestionarios?|preguntas)\b")),
)
_FOR_CLASS = re.compile(
    r"\b(?:for|to|with|para|a|con) (?:the |my |la |mi )?(?:whole |toda la )?"
    r"(?:class|clase|everyone|everybody|todos|students|estudiantes)\b|"
    r"\b(?:send|give|ask|manda|envia|da)(?:me|les?)?\b(?: me| us)?"
    r"(?: (?:to |a )?(?:my |the |our |mi |la |mis |los )*(?:whole |toda )?"
    r"(?:class|clase|everyone|everybody|todos|students|estudiantes|alumnos)\b)?"
)
_LEAD = re.compile(r"^(?:(?:on|about|of|for|sobre|de|del|con|el|la|the|a|un|una|at|a las?)\b ?)+")
_TAIL = re.compile(r"(?: (?:on|at|the|el|la|a|from|del?|starting|for))+$")
_BARE = re.compile(r"(?<![\d.:])(?P<h>\d{1,2}):(?P<m>\d\d)(?!\d|:| ?[ap]\.? ?m)")
"""A time as a timetable has it: "7:30" is in the morning."""
_STOP = re.compile(r"^(?:stop|cancel|remove|delete|para|quita|cancela|borra)\b\s*(?P<which>.*)")
_OFF = re.compile(
    r"^(?P<off>holidays?|vacations?|days? off|no school|vacaciones|festivos?|sin clases?)|"
    r"^(?P<on>school|classes|clases?)\b"
)
_TO = re.compile(r"\s+(?:to|until|till|through|-|–|a|al|hasta(?: el)?)\s+")


@dataclass(frozen=True, slots=True)
class Order:
    """Something that is to come."""

    what: Scheduled
    rhythm: Rhythm
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    which: str
    """Its number in the list, or words of it."""


@dataclass(frozen=True, slots=True)
class Off:
    """Days without school, or with school after all."""

    first: date
    last: date
    off: bool


@dataclass(frozen=True, slots=True)
class Unclear:
    trouble: Trouble
    said: str = ""


def read(text: str, today: date, *, now: time, language: str) -> Order | Stop | Off | Unclear:
    """
    Args:
        today, now: where the teacher is.
    """
    said = flat(text)
    if stop := _STOP.match(said):
        return Stop(stop["which"].strip())
    if never := impossible_day(said):
        return Unclear("no_such_day", never)
    if off := _OFF.match(said):
        return _days_off(said[off.end() :], today, language, off=bool(off["off"]))
    what = next((kind for kind, words in _WHAT if words.search(said)), None)
    if what is None:
        return Unclear("what")
    return _order(what, said, today, now, language)


def _order(what: Scheduled, said: str, today: date, now: time, language: str) -> Order | Unclear:
    when = find_when(_BARE.sub(_as_written, said))
    if when.trouble:
        return Unclear(when.trouble, when.detail)
    rest = when.rest
    found = None if when.repeats else find_day(rest, today, language=language)
    if when.at is None or not (when.repeats or found):
        return Unclear("when")
    if found:
        if found.day < today or (found.day == today and when.at <= now):
            return Unclear("over", found.text)
        rest = rest.replace(found.text, " ")
        rhythm = Rhythm(at=when.at, starts=found.day, until=found.day)
    else:
        days = when.days or (today.weekday(),)
        rhythm = Rhythm(at=when.at, starts=today, days=days, every_weeks=when.every_weeks)
    return Order(what, rhythm, _topic(what, rest) if what == "quiz" else "")


def _as_written(found: re.Match[str]) -> str:
    clock = f"{int(found['h']):02}:{found['m']}"
    before = found.string[: found.start()].rstrip()
    return clock if before.endswith((" at", " a las", " a la")) else f"at {clock}"


def _topic(what: Scheduled, rest: str) -> str:
    words = dict(_WHAT)[what].sub(" ", _FOR_CLASS.sub(" ", rest))
    words = " ".join(words.split())
    return _TAIL.sub("", _LEAD.sub("", words)).strip(" ,.;:!")[:200]


def _days_off(said: str, today: date, language: str, *, off: bool) -> Off | Unclear:
    parts = [_LEAD.sub("", part.strip()) for part in _TO.split(f" {said.strip()} ".rstrip(), 1)]
    days = [find_day(f"on {part}", today, language=language) for part in parts if part]
    if not days or None in days:
        return Unclear("when")
    named = [found.day for found in days if found]
    first, last = named[0], named[-1]
    if last < first:  # from December into January
        last = last.replace(year=last.year + 1)
    return Off(first, last, off)
