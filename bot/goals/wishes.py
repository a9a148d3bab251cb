"""A goal in somebody's own words: what, how it is measured, until when, how often. Pure.

English and Spanish. What a wish is about is left in the learner's words (`Wish.topic`); the course
says what that is. A model's reading of the same words (`prompts/read_goal.md`) goes through the
same checks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from bot.dates import find_day, impossible_day
from bot.goals.when import EVERY_DAY, Trouble, find_when
from bot.learner.events import GoalKind
from knowledge.text import fold

LONGEST = 400
"""Characters of a goal."""
MOST = 4
"""Goals in one message."""

_INTRO = re.compile(
    r"^(?:\W|\b(?:so|ok(?:ay)?|well|hi|hey|please|bueno|vale|hola|por favor)\b)*"
    r"(?:(?:(?:my|a|new|the|set|add|make|mi|una|nueva|nuevo|pon|ponme|anade|crear?) )*"
    r"(?:goals?|aims?|objectives?|metas?|objetivos?)"
    r"(?: for (?:this|the) (?:week|month|term)| (?:para|de) (?:esta|este) (?:semana|mes))?"
    r"(?: is| are| es| son|:)?(?: to)?\b\W*|"
    r"(?:i(?:'d| would)? (?:really )?(?:want|need|like|have|plan|hope|aim|am going|intend)"
    r"(?: to)?|i'm going to|i must|i wanna|i gotta|let me|help me(?: to)?|i will|i'll|"
    r"(?:can|could|would) you (?:please )?(?=remind)|"
    r"(?:yo )?(?:quiero|quisiera|necesito|me gustaria|tengo que|debo|voy a|pienso|"
    r"me propongo|ayudame a)|que)\b\s*)+"
)
_REMIND = re.compile(
    r"^(?:please )?(?:(?:can|could) you )?(?:remind me|recuerdame|recuerdeme|avisame|"
    r"(?:puedes )?recordarme|ask me|preguntame)\b(?:\s+(?:to|about|of|that|que|de|por)\b)?"
)
_WHAT_OF = re.compile(r"^.*?\b(?:to|about|que|de)\s+(?=[a-z]{2})(?!la (?:manana|tarde|noche))")
"""What comes before what one is to be reminded of: "on Fridays to …"."""
_VERBS = (
    r"finish|complete|stop|start|learn|master|practi[cs]e|read|study|understand|review|revise|do|"
    r"get|pass|improve|answer|solve|be able|keep|work|go through|memori[sz]e|know|spend|write|"
    r"remind me|"
    r"terminar|acabar|completar|dejar|empezar|aprender|dominar|practicar|leer|estudiar|entender|"
    r"comprender|repasar|hacer|aprobar|mejorar|responder|contestar|resolver|poder|saber|memorizar|"
    r"dedicar|escribir"
)
_SPLIT = re.compile(
    rf"\s*(?:[.;,]\s+(?:and |y |then |also |tambien )?|\s(?:and|y|e|also|then|ademas)\s+)"
    rf"(?:then |also |tambien |i (?:also )?want to |to |quiero |luego )*(?=(?:{_VERBS})\b)"
)
_EXAM = re.compile(
    r"\b(?:exams?|midterms?|finals?|(?:my|a|the|an) test|sat|toefl|examen(?:es)?|parcial(?:es)?|"
    r"control|prueba|selectividad)\b"
)
_MINUTES = re.compile(
    r"\b(?P<n>\d{1,7}|an?|one|two|three|half an|una?|dos|tres|media) ?"
    r"(?P<unit>min(?:ute)?s?|m|hours?|hrs?|h|minutos?|horas?)\b(?: of| de)?"
)
_ITEMS = re.compile(
    r"\b(?P<n>\d{1,7}|ten|five|twenty|diez|cinco|veinte) (?:(?:\w+ ){0,2})"
    r"(?:questions?|exercises?|problems?|items?|cards?|tarjetas|preguntas?|ejercicios?|"
    r"problemas?)\b"
)
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "half an": 0.5, "un": 1, "una": 1, "dos": 2,
    "tres": 3, "media": 0.5, "ten": 10, "five": 5, "twenty": 20, "diez": 10, "cinco": 5,
    "veinte": 20,
}  # fmt: skip
_FINISH = re.compile(
    r"^(?:to )?(?:finish|complete|read|get through|go through|work through|"
    r"terminar|acabar|completar|leer|pasar por)\b"
)
_MASTER = re.compile(
    r"^(?:to )?(?:master|learn|understand|know|study|get (?:better|good) (?:at|in|with)|improve|"
    r"(?:be able|stop (?:mixing|confusing|getting)|not (?:mix|confuse))|practi[cs]e|review|revise|"
    r"memori[sz]e|get|remember|keep apart|tell apart|"
    r"dominar|aprender|entender|comprender|saber|estudiar|mejorar|dejar de (?:confundir|mezclar)|"
    r"no confundir|practicar|repasar|memorizar|distinguir)\b"
)
_LEAD = re.compile(
    rf"^(?:to )?(?:(?:{_VERBS}|get through|get better|get good|mixing|confusing|getting|"
    r"mix|confuse|confused|tell apart|keep apart|dejar de|distinguir|confundir|mezclar|up|with|at|"
    r"better|in|of|the|about|all|every|each|my|wrong|mixed|between|de|la|el|los|las|lo|que|sobre|en|con|a|"
    r"al|bien|toda|todo|todas|todos|through|how|to|for|para|some|more|mas|exam|test|examen|on|"
    r"reading|study|i|is|have|haber|tengo|un|una|an|questions?|preguntas?|ejercicios?|exercises?|"
    r"minutes?|minutos?|parcial|midterm|final|pass)\b[\s,:]*)+"
)
_TRAIL = re.compile(
    r"(?:[\s,]+(?:up|apart|well|better|bien|please|por favor|on|at|by|in|the|and|y|for|para|de|a|"
    r"del|el|la|each|time|cada vez|more|mas|again|too|together))+$"
)
_CHECK_INS = re.compile(
    r"[\s,;:]+(?:(?:and|with|y|con|please|por favor) )*"
    r"(?:check(?:ing)?[- ]?ins?|ask me|preguntame)\b"
    r"(?: (?:with|on) me)?(?: (?:how it(?:'s going| goes| is going)|about it|como (?:va|voy)))?"
)
"""How one is to be asked about it, said behind the goal: ", check in every Friday"."""
_SOMEBODY = re.compile(
    r"^(?:i(?:'d)? (?:want|need|would like|like) (?!to\b|a\b|an\b|the\b|my (?:grade|mark|score)|"
    r"more\b|some\b|you\b|\d)(?:my |our )?[a-z]+(?: [a-z]+)? to (?!be (?:mine|able))\w+|"
    r"(?:yo )?(?:quiero|necesito|me gustaria) que (?!me\b|nos\b|mi nota)[a-z]+|"
    r"(?:make|get|have|let) (?!me\b|a\b|it\b|this\b|my\b|better\b|good\b|through\b)[a-z]+ "
    r"(?:to )?(?:study|learn|work|read|practi[cs]e)|"
    r"remind (?!me\b|us\b)\w+|haz que (?!me\b)\w+|recuerdale\b)"
)

Problem = Literal[
    "no_such_day", "over", "too_often", "no_such_time", "somebody_else", "nothing", "too_long"
]
_OF_WHEN: dict[Trouble, Problem] = {"too_often": "too_often", "no_such_time": "no_such_time"}


@dataclass(frozen=True, slots=True)
class Wish:
    """One goal as it was said."""

    words: str
    """Their own, without "I want to"."""
    kind: GoalKind
    target: int | None = None
    """Minutes or answers, a week or (a habit) a time; None when it says no number."""
    topic: str = ""
    """What names a part of the course, folded; empty when nothing does."""
    due: date | None = None
    days: tuple[int, ...] = ()
    at: time | None = None
    every_weeks: int = 1
    once: bool = False
    """A reminder for one day."""
    problem: Problem | None = None
    detail: str = ""
    """What the problem is with, as it was written."""


def says_goal(text: str) -> bool:
    """Whether a message begins as a goal does: "I want to …", "finish …", "remind me …"."""
    flat = _flat(text[:LONGEST])
    begins = _INTRO.match(flat), _REMIND.match(flat), re.match(rf"(?:{_VERBS})\b", flat)
    return any(found and found[0].strip() for found in begins)


def says_exam(text: str) -> bool:
    """Whether a message is about an exam."""
    return _EXAM.search(_flat(text)) is not None


def understood(text: str, today: date, *, language: str = "en") -> list[Wish]:
    """The goals in a message, at most `MOST`; one with a problem stands alone.

    Args:
        today: the learner's own day.
        language: theirs; see `bot.dates.find_day`.
    """
    said = " ".join(text.split())
    if len(said) > LONGEST:
        return [Wish(said[:LONGEST], "own", problem="too_long")]
    whole = _flat(said)
    if _SOMEBODY.search(whole):
        return [Wish(said, "own", problem="somebody_else")]
    wishes = [_one(part, today, language) for part in _parts(said)][:MOST]
    wrong = next((wish for wish in wishes if wish.problem), None)
    return [wrong] if wrong else wishes


def pointed_at(
    text: str,
    today: date,
    *,
    language: str,
    words: str,
    kind: GoalKind,
    about: str = "",
    day: str = "",
    when: str = "",
) -> Wish | None:
    """The goal whose words somebody pointed at in a message; None when they aren't its words.

    Args:
        words, about, day, when: parts of the text: the goal, its topic, its last day, its times.
    """
    whole = _flat(text)
    pieces = [_flat(piece).strip(" ,.;:!?") for piece in (words, about, day, when)]
    if not pieces[0] or any(piece not in whole for piece in pieces):
        return None
    found = find_day(pieces[2], today, language=language) if pieces[2] else None
    times = find_when(pieces[3])
    if (pieces[2] and (found is None or found.day < today)) or times.trouble:
        return None
    by_rules = _one(" ".join((words, day, when)), today, language)
    return Wish(
        words=words.strip(" ,.;:!?"),
        kind=kind,
        target=by_rules.target,
        topic=_topic(pieces[1]) or pieces[1],
        due=found.day if found else None,
        days=times.days or (EVERY_DAY if kind == "habit" else ()),
        at=times.at,
        every_weeks=times.every_weeks,
    )


def _parts(said: str) -> list[str]:
    """The goals of a sentence, each in its own words."""
    flat = _flat(said)
    if len(flat) != len(said):  # folding changed lengths (ß): cut what is folded
        said = flat
    cuts = [0, *(found.end() for found in _SPLIT.finditer(flat))]
    ends = [*(found.start() for found in _SPLIT.finditer(flat)), len(flat)]
    parts = [said[a:b].strip(" ,.;:!¡¿?") for a, b in zip(cuts, ends, strict=True)]
    return [part for part in parts if part] or [said]


def _one(said: str, today: date, language: str) -> Wish:
    flat = _flat(said)
    intro = _INTRO.match(flat)
    skipped = intro.end() if intro and len(flat) == len(said) else 0
    words = said[skipped:].strip(" ,.;:!¡¿?")
    flat = flat[intro.end() if intro else 0 :].strip(" ,.;:!?")
    if asked := _CHECK_INS.search(flat):
        words = words[: asked.start()] if _flat(words).startswith(flat) else words
        flat = f"{flat[: asked.start()]} {flat[asked.end() :].strip()}"
    reminded = _REMIND.match(flat)
    when = find_when(flat)
    if when.trouble:
        return Wish(words, "own", problem=_OF_WHEN[when.trouble], detail=when.detail)
    gone = impossible_day(flat)
    if gone:
        return Wish(words, "own", problem="no_such_day", detail=gone)
    if past := _PAST.search(when.rest):
        return Wish(words, "own", problem="over", detail=past[0])
    found = find_day(when.rest, today, language=language)
    if found and found.day < today:
        return Wish(words, "own", problem="over", detail=found.text)
    rest = when.rest.replace(found.text, " ", 1) if found else when.rest
    words = _without(words, found.text) if found else words
    words = _without(words, when.clock) if when.clock else words
    if reminded:
        rest = _REMIND.sub(" ", rest.strip(), count=1)
        words = _unreminded(words)
    kind, target, topic = _measure(" ".join(rest.split()), when.days, weekly=when.weekly)
    if kind == "own" and not rest.strip() and when.days:
        kind = "habit"  # "remind me on Tuesdays at 6": of nothing in particular
    if not words or (not topic and kind == "own" and not rest.strip()):
        return Wish(words or said, "own", problem="nothing")
    once = bool(reminded and found and not when.repeats)
    days = when.days or (EVERY_DAY if kind == "habit" else ())
    return Wish(
        words=words, kind=kind, target=target, topic=topic, due=found.day if found else None,
        days=days, at=when.at, every_weeks=when.every_weeks, once=once,
    )  # fmt: skip


_SHORT = 6
"""Most words of an answer to "which day?"."""
_PREPOSITIONS = (" by", " on", " until", " para", " el", " hasta")
_Measure = tuple[GoalKind, int | None, str]
_PAST = re.compile(
    r"\b(?:yesterday|last (?:week|month|year|night|\w+day)|\w+ (?:days?|weeks?) ago|ayer|anteayer|"
    r"(?:la semana|el mes|el ano|el \w+) pasad[oa]|hace \w+ (?:dias?|semanas?))\b"
)


def _measure(text: str, days: tuple[int, ...], *, weekly: bool) -> tuple[GoalKind, int | None, str]:
    """Kind, target and what it is about."""
    minutes, items = _MINUTES.search(text), _ITEMS.search(text)
    verb = _FINISH.match(text)
    if minutes and not verb:
        n = _NUMBERS.get(minutes["n"]) or int(minutes["n"])
        hours = minutes["unit"].startswith("h")
        target = max(1, round(n * (60 if hours else 1)))
        topic = _topic(text[: minutes.start()] + " " + text[minutes.end() :])
        return ("minutes", target, topic) if weekly and not days else ("habit", target, topic)
    if items:
        n = int(_NUMBERS.get(items["n"]) or int(items["n"]))
        topic = _topic(text[: items.start()] + " " + text[items.end() :])
        return "items", max(1, n * max(1, len(days))), topic
    if _EXAM.search(text):
        return "exam", None, _topic(_EXAM.sub(" ", text))
    if verb:
        return "sections", None, _topic(text)
    if _MASTER.match(text):
        topic = _topic(text)
        return ("habit", None, "") if days and not topic else ("mastery", None, topic)
    return "own", None, _topic(text)


def _topic(text: str) -> str:
    """What is left when the words around it are taken off at both ends."""
    left = " ".join(text.split()).strip(" ,.;:!?")
    left = _LEAD.sub("", left + " ").strip(" ,.;:!?")
    return _TRAIL.sub("", " " + left).strip(" ,.;:!?")


def _unreminded(words: str) -> str:
    """ "remind me to read 6.3" -> "read 6.3" """
    for rule in (_REMIND, _WHAT_OF):
        flat = _flat(words)
        found = rule.match(flat)
        if found and len(flat) == len(words) and words[found.end() :].strip():
            words = words[found.end() :].strip(" ,.;:!¡¿?")
    return words


def _without(words: str, day: str) -> str:
    """The learner's words without the day or the time, which may change: "finish chapter 6"."""
    place = _flat(words).find(day)
    if place < 0 or len(_flat(words)) != len(words):
        return words
    return " ".join(f"{words[:place]} {words[place + len(day) :]}".split()).strip(" ,.;:") or words


def _flat(text: str) -> str:
    return " ".join(fold(text).replace("’", "'").split())


def put_right(text: str, wrong: Wish, answer: str) -> str:
    """A message whose day or time was wrong, with what was said instead; that alone when it is a
    goal of its own."""
    flat = _flat(" ".join(text.split()))
    place = flat.find(_flat(wrong.detail)) if wrong.detail else -1
    if place < 0 or len(answer.split()) > _SHORT or re.search(rf"\b(?:{_VERBS})\b", _flat(answer)):
        return answer
    before, after = flat[:place].rstrip(), flat[place + len(_flat(wrong.detail)) :]
    answer = (
        re.sub(r"^(?:by|on|para|el)\s+", "", answer) if before.endswith(_PREPOSITIONS) else answer
    )
    return f"{before} {answer}{after}"
