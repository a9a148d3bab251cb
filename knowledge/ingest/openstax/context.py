"""What an exercise needs from around it: the text it shares with others, and what it links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.ingest.openstax.tree import (
    Element,
    children,
    holds_exercises,
    inside,
    is_skipped,
    is_summary,
    name,
    named,
    text_of,
)

_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("two dos duas dwa", "three tres três trzy", "four cuatro quatro cztery", "five cinco pięć",
         "six seis sześć", "seven siete sete siedem", "eight ocho oito osiem", "nine nueve nove",
         "ten diez dez", "eleven once onze", "twelve doce doze", "thirteen trece treze",
         "fourteen catorce", "fifteen quince quinze", "sixteen dieciséis"),
        start=2,
    )
    for word in words.split()
}  # fmt: skip
_THING = (
    r"(?:exercises?|questions?|problems?|ejercicios?|preguntas?|problemas?|zadani\w*|exercícios?)"
)
_NEXT = r"(?:next|following|próxim[oa]s|siguientes|kolejn\w+)"
_SHARED_BY = re.compile(
    rf"(?:{_NEXT}\s+(?P<n1>\w+)|(?P<n2>\w+)\s+{_NEXT})\s+{_THING}"
    rf"|(?P<n3>\w+)\s+{_THING}\s+{_NEXT}",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Setting:
    """Blocks before exercises that belong to some of them."""

    elements: list[Element]
    left: int | None
    """For how many more exercises; None: until the next setting."""
    only_linked: bool = False
    """True for pictures and tables without words: for the exercises that link to them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An exercise with the elements that must be read first, in order."""

    exercise: Element
    setting: tuple[Element, ...] = field(default=())


def placed_exercises(content: Element) -> Iterator[Placed]:
    """All exercises of a module that are not part of an example, with what they share."""
    by_id = {
        element.get("id"): element
        for element in content.iter()
        if name(element) and element.get("id")
    }
    for found in _visit(content, collecting=False):
        linked = [element for element in _linked(found, by_id) if element not in found.setting]
        yield Placed(found.exercise, (*found.setting, *linked))


def _visit(container: Element, *, collecting: bool) -> Iterator[Placed]:
    """``collecting``: what stands between the exercises is there for them, not reading matter."""
    open_settings: list[Setting] = []
    group: list[Element] = []
    for element in children(container):
        tag = name(element)
        if tag == "exercise":
            if group:
                open_settings = [old for old in open_settings if old.left]
                open_settings.append(_setting(group))
                group = []
            yield Placed(element, tuple(_given(element, open_settings)))
        elif tag in ("example", "title", "label") or is_skipped(element) or is_summary(element):
            continue
        elif next(named(element, "exercise"), None) is not None:
            yield from _visit(element, collecting=collecting or holds_exercises(element))
        elif collecting:
            group.append(element)


def _setting(group: list[Element]) -> Setting:
    words = " ".join(
        text_of(element) for element in group if name(element) in ("para", "list", "note")
    )
    return Setting(group, _shared_by(words), only_linked=not words.strip())


def _shared_by(text: str) -> int | None:
    """5 of “to answer the next five exercises”."""
    found = _SHARED_BY.search(text)
    if not found:
        return None
    word = (found["n1"] or found["n2"] or found["n3"]).casefold()
    return int(word) if word.isdigit() else _NUMBERS.get(word)


def _given(exercise: Element, settings: list[Setting]) -> Iterator[Element]:
    """What the open settings give this exercise; those that are used up are closed."""
    targets = _targets(exercise)
    for setting in list(settings):
        if setting.left is not None:
            setting.left -= 1
            if setting.left <= 0:
                settings.remove(setting)
        if setting.only_linked and not _is_first(exercise):
            linked = [element for element in setting.elements if targets & _ids(element)]
            yield from linked
        else:
            yield from setting.elements


def _is_first(exercise: Element) -> bool:
    """Whether it stands right after what is not an exercise."""
    before = exercise.getprevious()
    while before is not None and not name(before):
        before = before.getprevious()
    return before is None or name(before) != "exercise"


def _targets(exercise: Element) -> set[str]:
    links = (link for link in named(exercise, "link") if not inside(link, "solution"))
    return {link.get("target-id") or "" for link in links if not link.get("document")}


def _ids(element: Element) -> set[str]:
    return {inner.get("id") or "" for inner in element.iter() if name(inner)} - {""}


def _linked(found: Placed, by_id: dict[str | None, Element]) -> Iterator[Element]:
    """Tables, pictures and exercises of the same module that this one speaks of."""
    held = set().union(*(_ids(element) for element in (found.exercise, *found.setting)))
    targets = _targets(found.exercise).union(*(_targets(element) for element in found.setting))
    for target in sorted(targets - held):
        element = by_id.get(target)
        if element is None:
            continue
        if name(element) in ("table", "figure"):
            yield element
        elif name(element) == "exercise" and not inside(element, "example"):
            yield from (inner for inner in children(element) if name(inner) == "problem")
