"""What somebody works towards, from their words: which part of the course, until when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.dates import find_day, impossible_day
from bot.skill import Turn
from bot.tutor.course import about, named
from bot.tutor.words import flat
from knowledge.course import Course, Section

_PARTS = re.compile(
    r"\b(?:chapters?|sections?|units?|capitulos?|secciones|seccion|unidad(?:es)?|temas?)\s+"
    r"(?P<list>\d+(?:\.\d+)?(?:\s*(?:,|-|–|to|through|and|y|a|al|hasta)\s*\d+(?:\.\d+)?)*)"
)
_RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-|–|to|through|a|al|hasta)\s*(\d+(?:\.\d+)?)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_AROUND = re.compile(
    r"\b(?:i have|i'?ve got|there'?s|we have|tengo|hay|my|mi|an?|the|un|una|el|la|"
    r"exams?|tests?|finals?|midterms?|quiz|examen(?:es)?|parcial|control|prueba|"
    r"(?:study |learning )?plan(?: de estudio)?|make|me|for|para|is|es|sera|on|about|over|of|"
    r"sobre|de|del|covering|covers|i want to|i need to|quiero|necesito|tengo que|"
    r"learn|study|finish|master|know|get through|aprender|estudiar|terminar|acabar|dominar|"
    r"by|until|before|antes|hasta|please|por favor|whole|entire|all|todo|course|curso|and|y|"
    r"set|aim|goal|meta|objetivo)\b"
)
_EVERYTHING = re.compile(
    r"\b(?:(?:the )?(?:whole|entire) (?:course|book)|everything|all of it|todo(?: el curso)?|"
    r"el curso entero)\b"
)


@dataclass(frozen=True, slots=True)
class Aim:
    """What was said; `problem` when something about it can't be."""

    sections: tuple[Section, ...] = ()
    by: date | None = None
    everything: bool = False
    problem: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.sections or self.by or self.everything)


async def understood(turn: Turn, course: Course, text: str) -> Aim:
    """The aim in a message; nothing in it when it names neither a part nor a day."""
    said = flat(text)
    no_such = impossible_day(said)
    if no_such:
        return Aim(problem=turn._("There is no “{day}”. Which day do you mean?", day=no_such))
    found = find_day(said, turn.today, language=turn.translator.language)
    day = found.day if found else None
    if day and day < turn.today:
        over = turn._("{day} is over already. Which day do you mean?", day=turn.translator.day(day))
        return Aim(problem=over)
    rest = said.replace(found.text, " ", 1) if found else said
    everything = _EVERYTHING.search(rest) is not None
    sections = () if everything else tuple(await _sections(turn, course, rest))
    return Aim(sections, day, everything)


async def _sections(turn: Turn, course: Course, text: str) -> list[Section]:
    listed = _PARTS.search(text)
    if listed:
        return _listed(course, listed["list"])
    words = " ".join(_AROUND.sub(" ", text).split()).strip(" .,;:!?¿¡-")
    if not words:
        return []
    numbers = _NUMBER.fullmatch(words)
    return named(course, words) if numbers else await about(turn, course, words)


def _listed(course: Course, text: str) -> list[Section]:
    """ "5 to 8", "6.1, 6.3 and 7" """
    numbers: list[str] = []
    for begin, end in _RANGE.findall(text):
        numbers += _between(course, begin, end)
    numbers += _NUMBER.findall(_RANGE.sub(" ", text))
    found: dict[str, Section] = {}
    for number in numbers:
        found.update({section.id: section for section in named(course, number)})
    return [section for section in course.sections() if section.id in found]


def _between(course: Course, begin: str, end: str) -> list[str]:
    """The numbers of the units, or sections, from one to another."""
    for numbers in (
        [unit.number for unit in course.units],
        [section.number for section in course.sections()],
    ):
        if begin in numbers and end in numbers:
            return numbers[numbers.index(begin) : numbers.index(end) + 1]
    return [begin, end]
