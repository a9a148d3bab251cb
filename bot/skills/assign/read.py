"""What a teacher wants to give whom by when: "quiz on chapter 6 to group A by Friday". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.dates import find_day, impossible_day
from bot.learner.events.work import Work
from bot.learner.membership import ClassList, find
from bot.tutor.words import flat
from knowledge.text import fold

_LEAD = re.compile(
    r"^(?:(?:please|can you|could you|por favor|puedes) )*(?:(?:i(?:'d like| want) to|quiero) )?"
    r"(?:/?assign|set|give|asign(?:a|ar|ales|arles)|mand(?:a|ar|ales)|pon(?:er|les)?|da(?:r|les)?)"
    r"\b ?"
)
_WHAT = re.compile(
    r"\b(?:(?P<quiz>quiz(?:zes)?|test|cuestionario|examen corto)|"
    r"(?P<reading>readings?|read|lecturas?|leer|lean|lea))\b"
)
_QUESTIONS = re.compile(r"\b(?:(?:of|with|de|con) )?(\d{1,2})[- ](?:questions?|preguntas)\b")
_ARTICLES = re.compile(
    r"^(?:(?:to|for|a|an|the|some|short|al|un|una|el|la|los|las|que)\b ?)+|"
    r"(?: ?\b(?:a|an|the|some|to|un|una|el|la|los|las|que))+$"
)
_TOPIC = re.compile(
    r"^(?:(?:on|about|of|from|sobre|de|del|acerca|la|el|the)\b ?)+|"
    r"(?: (?:by|due|until|on|para|hasta|antes|el|the))+$"
)
_TO = re.compile(r" (?:to|for|with|a|al|para|con) ")
_ALL = re.compile(
    r"(?:(?:the|my|la|mi|toda|all)\b ?)*(?:whole |entera ?)?"
    r"(?:class|clase|everybody|everyone|all(?: of them)?|students|estudiantes|tod[oa]s|"
    r"todo el mundo)"
)
_GROUP = re.compile(r"(?:the |my |el |al |mi )?(?:group|grupo) (?P<name>.+)")
_PAST = re.compile(
    r"(?:by |for |before |para |antes de )?(?:(?:the day before )?yesterday|ayer|anteayer|"
    r"last (?:week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|"
    r"(?:la semana|el \w+) pasad[oa])"
)
_AND = re.compile(r"\s*(?:,|;|&|\band\b|\by\b|\be\b)\s*")


@dataclass(frozen=True, slots=True)
class Whom:
    """With neither: everybody in the class."""

    group: str = ""
    learners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nobody:
    """These words mean nobody in the class, or several."""

    said: str
    several: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    what: Work
    splits: tuple[tuple[str, str], ...]
    """(what it is about, for whom) in the order in which they are likely; the first says nothing
    about whom where nothing was said."""
    day: date | None
    questions: int | None
    impossible: str = ""
    """A day that there isn't."""
    past: str = ""
    """A day that is over."""


def read(text: str, today: date, language: str) -> Order | None:
    """None when it says neither quiz nor reading."""
    said = _LEAD.sub("", flat(text))
    what = _WHAT.search(said)
    if what is None:
        return None
    first = _ARTICLES.sub("", _QUESTIONS.sub("", said[: what.start()]).strip()).strip()
    rest = said[what.end() :]
    counted = _QUESTIONS.search(said)
    rest = _QUESTIONS.sub(" ", rest)
    past = _PAST.search(rest)
    rest = _PAST.sub(" ", rest)
    named = find_day(rest, today, language=language)
    if named:
        rest = rest.replace(named.text, " ", 1)
    rest = " ".join(rest.split())
    splits = [(_TOPIC.sub("", rest), first)] if first else list(_splits(f" {rest}"))
    return Order(
        what="quiz" if what["quiz"] else "reading",
        splits=tuple(splits),
        day=named.day if named else None,
        questions=max(1, int(counted[1])) if counted else None,
        impossible=impossible_day(text),
        past=past[0] if past else "",
    )


def _splits(rest: str) -> Iterator[tuple[str, str]]:
    for found in reversed(list(_TO.finditer(rest))):
        yield _topic(rest[: found.start()]), rest[found.end() :].strip()
    yield _topic(rest), ""


def _topic(words: str) -> str:
    return _TOPIC.sub("", _TOPIC.sub("", words.strip())).strip(" .,:;?!")


def whom(people: ClassList, said: str) -> Whom | Nobody:
    """Who is meant, of those who are in the class."""
    words = said.strip(" .,:;?!")
    if not words or _ALL.fullmatch(words):
        return Whom()
    group = _GROUP.fullmatch(words)
    wanted = fold(group["name"] if group else words)
    if known := next((each for each in people.groups if fold(each) == wanted), ""):
        return Whom(group=known)
    if group:
        return Nobody(group["name"])
    learners: list[str] = []
    for name in filter(None, _AND.split(words)):
        found = find(people.students, name)
        if len(found) != 1:
            return Nobody(name, tuple(each.label for each in found))
        learners.append(found[0].learner)
    return Whom(learners=tuple(dict.fromkeys(learners))) if learners else Nobody(said)
