"""What kind of quiz a message asks for, in English and Spanish."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.selection import Difficulty
from bot.tutor.words import flat

MOST = 20
"""Questions of one quiz."""
USUAL = 5

_NUMBERS = {
    word: number
    for number, words in enumerate(
        "one un una|two dos|three tres|four cuatro|five cinco|six seis|seven siete|eight ocho|"
        "nine nueve|ten diez".split("|"),
        1,
    )
    for word in words.split()
}
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_QUESTIONS = re.compile(
    rf"\b{_N}(?: (?:quick|more|mas|short|easy|hard|difficult))* ?"
    r"(?:questions?|qs?|items?|preguntas?|ejercicios?|problems?|problemas?)\b"
)
_BARE = re.compile(
    r"[^ ,].*(?<!chapter)(?<!section)(?<!unit)(?<!capitulo)(?<!seccion)(?<!unidad)(?<!tema)"
    r"[ ,]+(?P<n>\d{1,2})$"
)
_MINUTES = re.compile(rf"\b{_N} ?(?:-| )?(?:minutes?|mins?|minutos?)\b")
_HARD = re.compile(
    r"\b(?:harder|hard(?: ones?)?|difficult|challenging|tough|dificil(?:es)?|mas dificil(?:es)?)\b"
)
_EASY = re.compile(r"\b(?:easy(?: ones?)?|easier|simple|facil(?:es)?|mas facil(?:es)?)\b")
_WEAK = re.compile(
    r"\b(?:(?:what|where|things|stuff|topics|the things)? ?(?:that )?(?:i'?m|i am) "
    r"(?:weak|bad|worst|struggling|not good|shaky)(?: (?:at|in|on|with))?|"
    r"my (?:weak\w*|worst) ?(?:spots?|points?|topics?|concepts?|areas?)?|"
    r"what i (?:don'?t know(?: yet)?|need(?: the)?(?: most)?|got wrong|get wrong|keep missing)|"
    r"(?:lo que )?(?:peor|menos) (?:se me da|llevo|se|domino)|mis puntos debiles|"
    r"(?:en )?lo que (?:fallo|me cuesta|no se))\b"
)
_FILLER = re.compile(
    r"\b(?:please|por favor|can you|could you|puedes|i want|i'?d like|quiero|let'?s|now|ahora|"
    r"(?:give|make|do|start|have|take|hazme|haz|dame|ponme|empezar|hacer) ?(?:me|us)?|"
    r"(?:quiz|test|examine|preguntame|examiname|evaluame)(?: me)?(?: again)?|"
    r"(?:a|an|the|un|una|el|la|another|otro|otra|short|quick|little|rapido|corto|mini)|"
    r"quiz(?:zes)?|test|cuestionario|examen|practice|practica|session|"
    r"(?:before|for) (?:tomorrow'?s?|today'?s?|my|the)? ?(?:test|exam|class|quiz)|"
    r"(?:antes d?el|para el) (?:examen|control)(?: de manana)?|"
    r"(?:with|of|in|on|about|from|over|con|de|en|sobre|del|at|and|y|that are|me|"
    r"something|some|ones|questions?|preguntas?|algo|unas|unos))\b"
)


_ASKS = re.compile(
    r"\b(?:quiz|cuestionario|(?:test|examine|evaluate) me|preguntame|examiname|evaluame)\b"
)


@dataclass(frozen=True, slots=True)
class Wish:
    topic: str = ""
    """In their words, folded; empty: anything."""
    questions: int | None = None
    minutes: int | None = None
    difficulty: Difficulty = "fitting"
    weak: bool = False
    """What they are weak at."""


def asks_for_quiz(text: str) -> bool:
    """A message that names a quiz, rather than answering a question of one."""
    return _ASKS.search(flat(text)) is not None


def understood(text: str) -> Wish:
    """The wish in a message; what no rule claims is the topic."""
    said = flat(text)
    questions, said = _number(_QUESTIONS, said)
    minutes, said = _number(_MINUTES, said)
    weak = _WEAK.search(said) is not None
    said = _WEAK.sub(" ", said)
    hard, easy = _HARD.search(said) is not None, _EASY.search(said) is not None
    said = _EASY.sub(" ", _HARD.sub(" ", said))
    if questions is None and minutes is None:  # "/quiz 6.3 10"
        bare = _BARE.search(said)
        if bare:
            questions, said = int(bare["n"]), said[: bare.start("n")]
    return Wish(
        topic=_topic(said),
        questions=max(1, min(MOST, questions)) if questions is not None else None,
        minutes=minutes,
        difficulty="hard" if hard else "easy" if easy else "fitting",
        weak=weak,
    )


def _number(rule: re.Pattern[str], text: str) -> tuple[int | None, str]:
    found = rule.search(text)
    if not found:
        return None, text
    n = found["n"]
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return _NUMBERS.get(n) or int(n), rest


def _topic(text: str) -> str:
    """What is left when the words around it are taken off at both ends."""
    left = text.strip(" ,.;:!?¿¡-")
    before = None
    while before != left:
        before = left
        for end in (rf"^(?:{_FILLER.pattern})", rf"(?:{_FILLER.pattern})$"):
            left = re.sub(end, "", left).strip(" ,.;:!?¿¡-")
    return left
