"""What a teacher says about how the bot works in a class. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from bot.clock_times import clock_time
from bot.dates import find_day, impossible_day
from bot.learner.class_settings import Hours, Outside, Tone
from bot.learner.model import ReadingLevel
from bot.tutor.words import flat
from bot.zones import zone_of

Name = Literal["pause", "hours", "tone", "reading_level", "outside"]

_PAUSE = re.compile(
    r"(?:pause|stop|pausar?|deten(?:er)?|para)"
    r"(?: (?:the |el |la )?(?:bot|course|class|studylamp|curso|clase))?"
    r"(?P<rest>(?: (?:until|till|for|hasta|por|durante|today|hoy).*)?)"
)
_RESUME = re.compile(
    r"(?:resume|unpause|continue|reanudar?|despausa|sigue|quita la pausa|pause off|end the pause)"
    r"(?: (?:the |el |la )?(?:bot|course|class|studylamp|curso|clase|pause|pausa))?"
)
_HOURS = re.compile(r"(?:allowed |open |opening )?(?:hours|horas|horario)\b:? ?(?P<rest>.*)")
_CLOCK = r"\d{1,2}(?:[:.h]\d\d)?h? ?(?:[ap]\.? ?m\.?)?"
_FROM_TO = re.compile(
    rf"(?:from |de(?:sde)? )?(?:las? )?(?P<since>{_CLOCK}) ?(?:-|–|to|until|a|hasta) ?(?:las? )?"
    rf"(?P<until>{_CLOCK})(?P<days>.*)"
)
_WORKDAYS = re.compile(
    r"\b(?:weekdays?|school days?|mon(?:day)?s? (?:to|-) fri(?:day)?s?|"
    r"(?:de )?lunes a viernes|dias (?:de clase|laborables)|entre semana)\b"
)
_DAY_NAMES = (
    ("monday", "lunes"), ("tuesday", "martes"), ("wednesday", "miercoles"), ("thursday", "jueves"),
    ("friday", "viernes"), ("saturday", "sabado"), ("sunday", "domingo"),
)  # fmt: skip
_FOR = re.compile(
    r"(?:for|por|durante) (?P<n>\d{1,3}|an?|one|two|three|un|una|dos|tres) "
    r"(?P<unit>minutes?|minutos?|hours?|horas?|days?|dias?|weeks?|semanas?)"
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "un": 1, "una": 1, "dos": 2, "tres": 3}
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks", "s": "weeks"}
_AT = re.compile(rf"\b(?:at |a )?(?:las? )?(?P<at>{_CLOCK})(?!\d|\.\d)$")
_OFF = re.compile(r"(?:off|default|any|none|no|always|siempre|quitar?|ninguno|sin limite|normal)")

_TONES: dict[str, Tone] = {
    "warm": "warm", "friendly": "warm", "kind": "warm", "calido": "warm", "cercano": "warm",
    "amable": "warm", "plain": "plain", "neutral": "plain", "matter of fact": "plain",
    "sober": "plain", "sobrio": "plain", "neutro": "plain", "formal": "formal",
}  # fmt: skip
_LEVELS: dict[str, ReadingLevel] = {
    "plain": "plain", "simple": "plain", "easy": "plain", "sencillo": "plain", "facil": "plain",
    "standard": "standard", "normal": "standard", "estandar": "standard",
    "advanced": "advanced", "technical": "advanced", "avanzado": "advanced",
}  # fmt: skip
_TONE = re.compile(r"(?:tone|tono):? (?P<rest>.+)")
_LEVEL = re.compile(r"(?:reading(?: level)?|level|nivel(?: de lectura)?|lectura):? (?P<rest>.+)")
_OUTSIDE = re.compile(
    r"(?:(?:other |outside |off[- ])?topics?(?: outside(?: the course)?)?|outside|"
    r"(?:otros )?temas(?: (?:de fuera|fuera del curso))?|fuera(?: del curso)?):? (?P<rest>.+)"
)
_REFUSE = re.compile(
    r"(?:course only|only (?:the|this) course|refuse|no|off|solo (?:el|este) curso|rechazar?)"
)
_OTHERS = re.compile(r"(?:other courses|allow(?:ed)?|yes|on|otros cursos|permitir|permitidos?|si)")


@dataclass(frozen=True, slots=True)
class Change:
    name: Name
    value: dict[str, Any] | str | None


@dataclass(frozen=True, slots=True)
class Wrong:
    """It speaks of this, and can't be done."""

    name: Name
    trouble: Literal["when", "over", "values"]
    said: str = ""


def read(text: str, now: datetime, zone: str, language: str) -> Change | Wrong | None:
    """None when it says nothing about how the bot works.

    Args:
        now: by the teacher's clock.
    """
    said = flat(text).strip(" .!")
    if _RESUME.fullmatch(said):
        return Change("pause", None)
    if found := _PAUSE.fullmatch(said):
        return _pause(found["rest"].strip(), now, language)
    if found := _HOURS.fullmatch(said):
        return _hours(found["rest"].strip(), zone)
    if found := _TONE.fullmatch(said):
        tone = _TONES.get(found["rest"])
        return Change("tone", tone) if tone else _off("tone", found["rest"])
    if found := _LEVEL.fullmatch(said):
        level = _LEVELS.get(found["rest"])
        return Change("reading_level", level) if level else _off("reading_level", found["rest"])
    if found := _OUTSIDE.fullmatch(said):
        outside: Outside | None = (
            "refuse" if _REFUSE.fullmatch(found["rest"])
            else "other_courses" if _OTHERS.fullmatch(found["rest"]) else None
        )  # fmt: skip
        return Change("outside", outside) if outside else Wrong("outside", "values", found["rest"])
    return None


def _off(name: Name, rest: str) -> Change | Wrong:
    return Change(name, None) if _OFF.fullmatch(rest) else Wrong(name, "values", rest)


def _pause(rest: str, now: datetime, language: str) -> Change | Wrong:
    if not rest:
        return Change("pause", {})
    until = _until(rest, now, language)
    if until is None:
        return Wrong("pause", "when", impossible_day(rest) or rest)
    if until <= now:
        return Wrong("pause", "over", rest)
    return Change("pause", {"until": until.isoformat()})


def _until(rest: str, now: datetime, language: str) -> datetime | None:
    """The moment at which a pause ends: until a day means until it begins."""
    if counted := _FOR.fullmatch(rest):
        n = _NUMBERS.get(counted["n"]) or int(counted["n"])
        return now + timedelta(**{_UNITS[counted["unit"][0]]: n})
    if rest in ("today", "hoy", "for today", "por hoy"):
        return _begin(now.date() + timedelta(days=1), now)
    named = find_day(rest, now.date(), language=language)
    clock = _AT.search(rest)
    at = clock_time(clock["at"]) if clock else None
    if named is None:
        return datetime.combine(now.date(), at, tzinfo=now.tzinfo) if at else None
    timed = at and clock and clock["at"] not in named.text
    return datetime.combine(named.day, at or time(), tzinfo=now.tzinfo) if timed else _begin(
        named.day, now
    )  # fmt: skip


def _begin(day: date, now: datetime) -> datetime:
    return datetime.combine(day, time(), tzinfo=now.tzinfo)


def _hours(rest: str, zone: str) -> Change | Wrong:
    if _OFF.fullmatch(rest):
        return Change("hours", None)
    found = _FROM_TO.fullmatch(rest)
    since, until = (
        (clock_time(found["since"]), clock_time(found["until"])) if found else (None,) * 2
    )
    if found is None or since is None or until is None or since >= until:
        return Wrong("hours", "when", rest)
    days = found["days"]
    named = tuple(n for n, names in enumerate(_DAY_NAMES) if any(name in days for name in names))
    on = tuple(range(5)) if _WORKDAYS.search(days) else named
    hours = Hours(since=since, until=until, days=on, zone=zone_of(zone).key)
    return Change("hours", hours.model_dump(mode="json"))
