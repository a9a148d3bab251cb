"""What a message during a review means."""

from __future__ import annotations

import re

from knowledge.text import fold

# All on folded text: lower case, no accents.
_STOPS = re.compile(
    r"\W*(?:stop|quit|exit|enough|that'?s enough|(?:i'?m )?done(?: for (?:today|now))?|later|"
    r"not now|leave it|end|basta|para|parar|ya basta|dejalo|luego|ahora no|terminar|salir|fin)\W*"
)
_SKIPS = re.compile(
    r"\W*(?:skip(?: (?:it|this(?: one)?))?|next(?: one)?|pass|salta\w*|siguiente|paso)\W*"
)
_LOOKS = re.compile(
    r"\W*(?:show(?: (?:it|me(?: it| the answer)?|the answer))?|look|reveal|"
    r"(?:i )?(?:don'?t|do not) (?:know|remember)(?: it)?|idk|no idea|(?:i )?forgot(?: it)?|"
    r"(?:muestra|ensena)(?:lo|melo|me)?|ver|no (?:lo )?se|no me acuerdo|ni idea|ya lo se|ok|yes|si)"
    r"\W*"
)
_HINTS = re.compile(
    r"\W*(?:(?:(?:give|show) me |can i (?:have|get) |i need )?(?:a |an |another )?"
    r"(?:hint|clue|help)|i'?m stuck|stuck|(?:i )?(?:don'?t|do not) know|idk|no idea|"
    r"(?:dame |quiero )?(?:una |otra )?(?:pista|ayuda)|no (?:lo )?se|estoy atascad[oa])"
    r"(?: please| por favor)?\W*"
)
_QUESTION = re.compile(
    r"\W*(?:(?:what|why|how|when|where|who|which)(?:'s| (?:is|are|was|were|do|does|did|can|about|"
    r"happens?|if|would|should)\b)|how (?:many|much)\b|"
    r"(?:explain|define|tell me|can you|could you|compare)\b|"
    r"(?:que|por que|como|cuando|donde|quien|cual(?:es)?) (?:es|son|se|era|fue|hace|pasa|puedo|"
    r"significa|diferencia)\b|(?:explica\w*|define|dime|compara)\b)"
)
_TENTATIVE = re.compile(r"\W*(?:is it|it'?s|maybe|perhaps|something|when|es|quiza|cuando|sera)\b")
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
_YES = re.compile(
    r"\W*(?:yes|yeah|yep|sure|ok(?:ay)?|y|add them|go on|another(?: one| round)?|please|"
    r"si|claro|vale|dale|anadelos|agregalos|otra(?: ronda)?)(?:,? (?:please|por favor))?\W*"
)
_NO = re.compile(r"\W*(?:no|nope|n|no,? thanks|no,? gracias)\W*")
_ANKI = re.compile(
    r"\W*(?:(?:please |por favor )?(?:export|download|descarga|save|guarda|mazo)\w*\b.{0,40}\b)?"
    r"anki(?: (?:deck|export|file|cards))?(?: (?:please|por favor))?\W*"
)
_PLACE = re.compile(
    r"\W*(?:review|repasar?|repaso(?: de)?) (?:the |el |la )?"
    r"(?:(?:section|chapter|unit|seccion|capitulo|unidad|tema) )?(.{1,80}?)\W*"
)
_NUMBERED = re.compile(r"\d+(?:\.\d+)?")


def stops(text: str) -> bool:
    return _STOPS.fullmatch(_flat(text)) is not None


def skips(text: str) -> bool:
    return _SKIPS.fullmatch(_flat(text)) is not None


def looks(text: str) -> bool:
    """Wants to see the answer of a term."""
    return _LOOKS.fullmatch(_flat(text)) is not None


def wants_hint(text: str) -> bool:
    return _HINTS.fullmatch(_flat(text)) is not None


def is_question(text: str) -> bool:
    """A question about something, and no attempt to recall a term ("is it when…?")."""
    flat = _flat(text)
    if _QUESTION.match(flat):
        return True
    return flat.endswith("?") and not _TENTATIVE.match(flat)


def rating(text: str) -> int | None:
    flat = _flat(text)
    return next((n for n, said in enumerate(_RATINGS, 1) if said.fullmatch(flat)), None)


def agrees(text: str) -> bool:
    return _YES.fullmatch(_flat(text)) is not None


def declines(text: str) -> bool:
    return _NO.fullmatch(_flat(text)) is not None


def wants_anki(text: str) -> bool:
    return _ANKI.fullmatch(_flat(text)) is not None


def place(text: str) -> str:
    """ "review chapter 6" names a place in the course; empty when none is named."""
    found = _PLACE.fullmatch(_flat(text))
    return found[1] if found else ""


def is_number(name: str) -> bool:
    """A section's or chapter's number, which can't be anything else."""
    return _NUMBERED.fullmatch(name) is not None


def _flat(text: str) -> str:
    return " ".join(fold(text).replace("’", "'").split())[:200]
