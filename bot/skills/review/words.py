"""What a message during a review means."""

from __future__ import annotations

import re

from bot.tutor.words import flat

# All on folded text: lower case, no accents.
_LOOKS = re.compile(
    r"\W*(?:show(?: (?:it|me(?: it| the answer)?|the answer))?|look|reveal|"
    r"(?:i )?(?:don'?t|do not) (?:know|remember)(?: it)?|idk|no idea|(?:i )?forgot(?: it)?|"
    r"(?:muestra|ensena)(?:lo|melo|me)?|ver|no (?:lo )?se|no me acuerdo|ni idea|ya lo se|ok|yes|si)"
    r"\W*"
)
_RATINGS = (
    re.compile(
        r"\W*(?:again|1|wrong|missed(?: it)?|idk|no idea|not at all|(?:i )?forgot(?: it)?|"
        r"(?:i )?(?:didn'?t|don'?t|did not) know(?: it)?|otra vez|de nuevo|mal|ni idea|"
        r"no (?:lo |me lo )?(?:se|sabia))\W*"
    ),
    re.compile(r"\W*(?:hard|2|hardly|barely|dificil|apenas|regular)\W*"),
    re.compile(r"\W*(?:good|3|right|well|ok(?:ay)?|bien|bueno)\W*"),
    re.compile(r"\W*(?:easy|4|facil)\W*"),
)
_ANKI = re.compile(
    r"\W*(?:(?:please |por favor )?(?:export|download|descarga|save|guarda|mazo)\w*\b.{0,40}\b)?"
    r"anki(?: (?:deck|export|file|cards))?(?: (?:please|por favor))?\W*"
)
_PLACE = re.compile(
    r"\W*(?:review|repasar?|repaso(?: de)?) (?:the |el |la )?"
    r"(?:(?:section|chapter|unit|seccion|capitulo|unidad|tema) )?(.{1,80}?)\W*"
)
_NUMBERED = re.compile(r"\d+(?:\.\d+)?")


def looks(text: str) -> bool:
    """Wants to see the answer of a term."""
    return _LOOKS.fullmatch(flat(text)) is not None


def rating(text: str) -> int | None:
    said = flat(text)
    return next((n for n, rule in enumerate(_RATINGS, 1) if rule.fullmatch(said)), None)


def wants_anki(text: str) -> bool:
    return _ANKI.fullmatch(flat(text)) is not None


def place(text: str) -> str:
    """ "review chapter 6" names a place in the course; empty when none is named."""
    found = _PLACE.fullmatch(flat(text))
    return found[1] if found else ""


def is_number(name: str) -> bool:
    """A section's or chapter's number, which can't be anything else."""
    return _NUMBERED.fullmatch(name) is not None
