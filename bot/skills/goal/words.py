"""What people order about their goals: check, change, pause, stop. English and Spanish."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.tutor.words import flat
from knowledge.text import content_words

Verb = Literal[
    "list", "check", "change", "pause", "resume", "stop", "journal", "note", "calendar", "suggest",
]  # fmt: skip

_MINE = r"(?:my |the |this |that |all (?:of )?my |mis? |las? |los |esta |esa |todas mis )*"
_GOAL = r"(?:goals?|aims?|metas?|objetivos?|reminders?|recordatorios?|check-?ins?)"
_ONE = rf"\b(?: {_MINE}{_GOAL})?(?P<which>.*)"
_RULES: tuple[tuple[Verb, str], ...] = (
    (
        "list",
        rf"(?:(?:show|see|list|what are|ver|muestra(?:me)?|cuales son)(?: me)? )?{_MINE}{_GOAL}|"
        r"list|all|todas|lista",
    ),
    ("check", rf"(?:check(?:[- ]?in)?|revisa(?:r)?|como va)(?: on| with| con)?{_ONE}"),
    (
        "resume",
        r"(?:resume|unpause|go on with|restart|take up|reanuda(?:r)?|retoma(?:r)?|sigue con)"
        rf"{_ONE}",
    ),
    ("pause", rf"(?:pause|pausa(?:r)?){_ONE}"),
    (
        "stop",
        r"(?:stop (?:reminding me|asking(?: me)?|the (?:reminders|check-?ins))|no more reminders|"
        rf"(?:stop|delete|remove|drop|cancel|end|forget) {_MINE}{_GOAL}|"
        r"deja de (?:recordarme|preguntarme)|no me (?:recuerdes|preguntes) mas|"
        rf"(?:borra|elimina|cancela|termina|quita)(?:r)? {_MINE}{_GOAL})"
        r"(?: about| sobre| to| of| de| lo de)?\b(?P<which>.*)",
    ),
    ("change", rf"(?:change|edit|adjust|cambia(?:r)?|edita(?:r)?|ajusta(?:r)?){_ONE}"),
    (
        "journal",
        r"(?:(?:show|read|see|ver|muestra(?:me)?)(?: me)? )?(?:my |mi )?"
        r"(?:journal|diary|notes|diario|notas)",
    ),
    (
        "calendar",
        r"(?:(?:show|get|export|send|exporta|dame)(?: me)? )?(?:my |mi |el |the )?"
        r"(?:calendar(?:io)?|ics|ical)"
        r"(?: (?P<which>(?:new |private |nuevo |renew |stop |revoke )?(?:link|enlace)(?: nuevo)?|"
        r"renew|revoke|stop|revoca(?:r)?|renueva))?",
    ),
    ("note", r"(?:note|nota|journal|diario)\b[: ]+(?P<which>.+)"),
    ("suggest", r"(?:suggest|sugiere|sugerir)\b[: ]*(?P<which>.*)"),
)
_TYPED_STOP = re.compile(r"(?:stop|delete|remove|drop|para|borra|quita)(?:r)?\b(?P<which>.*)")
_COMPILED = tuple(
    (verb, re.compile(rf"\W*(?:please |por favor )?(?:{rule})\W*")) for verb, rule in _RULES
)
_ANSWERS = (
    (
        "done",
        r"done|finished|yes|all of it|i did(?: it)?|did it|hecho|lista?o?|si|termine|lo hice|"
        r"ya(?: esta)?",
    ),
    (
        "some",
        r"some(?: of it)?|a bit|partly|half(?: of it)?|a little|algo|un poco|una parte|la mitad|"
        r"en parte",
    ),
    ("not_yet", r"not (?:yet|really|today)|no|nope|nothing|todavia no|aun no|nada|hoy no"),
    ("talk", r"talk(?: about it)?|let'?s talk|hablar|hablemos"),
)


@dataclass(frozen=True, slots=True)
class Command:
    verb: Verb
    which: str = ""
    """A number or words that name a goal, a day, a note."""


def command(text: str, *, typed: bool) -> Command | None:
    """What a message orders about goals that are there; None when it orders nothing.

    Args:
        typed: it followed ``/goal``, where one word is enough.
    """
    said = flat(text)
    if not said:
        return Command("list")
    if typed and (found := _TYPED_STOP.fullmatch(said)):
        return Command("stop", found["which"].strip(" ,.:;!?"))
    for verb, rule in _COMPILED:
        found = rule.fullmatch(said)
        if found and (typed or verb in ("list", "stop", "pause", "resume", "journal", "change")):
            which = (found.groupdict().get("which") or "").strip(" ,.:;!?")
            if verb in ("note", "suggest"):  # the words themselves, not folded
                which = re.split(r"[:\s]+", text.strip(), maxsplit=1)[-1] if which else ""
            return Command(verb, which)
    return None


def answer(text: str) -> str | None:
    """What a message answers to a check-in."""
    said = flat(text)
    return next((name for name, rule in _ANSWERS if re.fullmatch(rf"\W*(?:{rule})\W*", said)), None)


def matches(which: str, title: str, language: str) -> bool:
    """Whether words name a goal: they share a content word, and all of theirs are in it."""
    words = set(content_words(which, language))
    return bool(words) and words <= set(content_words(title, language))
