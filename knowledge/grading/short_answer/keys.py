"""An item's question and its keys, as texts to compare with."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.course import ShortAnswerItem
from knowledge.text import fold

_OPEN_KEY = re.compile(
    r"\W*(?:(?:student )?answers? (?:(?:may|will|can|could|should) )?var(?:y|ies)|"
    r"(?:an?|one|some|the)? ?(?:sample|possible|example) (?:answers?|solutions?|responses?)|"
    r"one possible|las respuestas (?:pueden variar|variar\w*)|"
    r"(?:una )?(?:solucion|respuesta)s? (?:de ejemplo|posibles?|de muestra))",
)
_SYMBOL = re.compile(r"[\d=<>+*/^\\$%√≤≥≠±×÷·°]|(?<!\w)[-−](?=\w)")
ARTICLES = frozenset("the a an el la los las un una".split())


def asked(item: ShortAnswerItem) -> str:
    """The whole question."""
    return f"{item.stem} {item.question}".strip()


def texts_of(item: ShortAnswerItem) -> tuple[str, ...]:
    """What a right answer may say: the model answer, accepted ones, all of a teacher's ideas."""
    ideas = (". ".join(idea.rstrip(".") for idea in item.key_ideas),) if item.key_ideas else ()
    return (item.answer, *item.accepted, *ideas)


def same(answer: str, other: str) -> bool:
    """The same words in the same order, articles aside; the same symbols where there are any."""
    return _plain(answer) == _plain(other)


@lru_cache(maxsize=1024)
def _plain(text: str) -> str | list[str]:
    """What two texts must share: no case, accents, spaces, end marks, articles."""
    flat = " ".join(fold(text.replace("$", "")).split()).strip(" .!?;:,\"'“”«»¿¡")
    if _SYMBOL.search(flat):
        return flat
    words = re.findall(r"\w+", flat)
    return [word for word in words if word not in ARTICLES] or words or flat


def open_key(key: str) -> bool:
    """The key is no key: "Answers will vary"."""
    return _OPEN_KEY.match(fold(key)) is not None


def symbolic(text: str) -> bool:
    """It is made of numbers and symbols more than of words, which words can't mark."""
    words = re.findall(r"[^\W\d_]{3,}", text)
    return len(words) < 2 and _SYMBOL.search(text) is not None
