"""What somebody wants to know of their own history. English and Spanish."""

from __future__ import annotations

import re
from typing import Literal

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
