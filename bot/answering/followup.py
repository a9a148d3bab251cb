"""Does a message go on from the last question, and what is the whole question then?

"and why is that?" means nothing to a search engine. Offline, a follow-up is completed with the
words of the question before it; how it goes on (why, an example, simpler, more) is kept, because
it decides which sentences answer it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from knowledge.text import content_words, fold

Move = Literal["why", "how", "example", "simpler", "more", "other"]

_PATTERNS: tuple[tuple[Move, str], ...] = (
    (
        "simpler",
        r"\b(?:simpler|simply|shorter|easier|eli5|too (?:long|complicated|hard)|"
        r"(?:in )?(?:other|simple|plain|your own) words|don'?t (?:get|understand|follow)|"
        r"not clear|still (?:confused|lost)|didn'?t get|explain (?:it |that )?(?:again|better))\b|"
        r"más (?:simple|fácil|corto|sencillo|claro)|otras palabras|"
        r"no (?:lo )?(?:entiendo|entendí|comprendo)|explíca(?:me)?lo (?:otra vez|mejor)",
    ),
    ("example", r"\bexamples?\b|\binstance\b|\bejemplos?\b"),
    ("why", r"\bwhy\b|\bhow come\b|\bpor qu[ée]\b"),
    (
        "more",
        r"^\W*(?:(?:tell|show|give) me |can you (?:tell|give) me |say )?(?:a bit |some )?"
        r"(?:more|go on|continue|keep going|what else|anything else|and then\??|"
        r"más|sigue|continúa|qué más|cuéntame más|dime más)"
        r"(?: (?:about|on) (?:that|this|it)| (?:sobre|de) (?:eso|esto)| please| por favor)?\W*$",
    ),
    ("how", r"^\W*(?:and |y |but |so )?(?:how|cómo)\b"),
)
_MOVES = tuple((move, re.compile(pattern, re.IGNORECASE)) for move, pattern in _PATTERNS)
_POINTS_BACK = re.compile(
    r"\b(?:that|this|it|its|those|these|they|them|their|he|him|his|she|her|"
    r"the (?:first|second|last|other|former|latter|same) (?:one|thing|type|kind|part)|"
    r"the other|both of them|"
    r"eso|esto|ello|ese|este|esos|estos|esas|estas|ellos|ellas|él|ella|lo mismo|"
    r"el (?:primero|segundo|otro|último)|la (?:primera|segunda|otra|última))\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^\W*(?:and|but|so|then|or|ok(?:ay)? (?:and|but|so)|what about|how about|what if|also|"
    r"y|e|pero|entonces|o|qué (?:hay|pasa) (?:de|con)|y si|también)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A message that goes on from an earlier question."""

    question: str
    """The whole question, for retrieval."""
    move: Move


def follow_up(text: str, previous: str, language: str) -> FollowUp | None:
    """How ``text`` goes on from ``previous``; None when it stands on its own.

    Args:
        previous: the last complete question of the thread.
        language: of the course, for telling content words.
    """
    flat = text.replace("’", "'").strip()
    words = content_words(flat, language)
    own = [word for word in words if word not in _HELPERS]
    move: Move = next((name for name, pattern in _MOVES if pattern.search(flat)), "other")
    points_back = bool(_POINTS_BACK.search(flat))
    leans = (
        not own or (points_back and len(own) <= 3) or (bool(_GOES_ON.match(flat)) and len(own) <= 4)
    )
    if not leans or len(flat) > 200:
        return None
    if move == "other" and not points_back and not _GOES_ON.match(flat):
        return None
    return FollowUp(_joined(flat, previous, own, language), move)


_HELPERS = frozenset(
    "come exampl instanc reason mean explain tell give show simpl simpler easier shorter "
    "understand get word more anoth confus clear lost differ happen work detail pleas say "
    "said thing one ejempl explic entend entiend cuent cuentam continu seg sig dar dam dim "
    "mas palabr facil claro signif pas funcion".split()
)


def _joined(text: str, previous: str, own: list[str], language: str) -> str:
    if not own:
        return previous
    known = set(content_words(previous, language))
    if {fold(word) for word in own} <= known:
        return text
    return f"{previous} {text}"
