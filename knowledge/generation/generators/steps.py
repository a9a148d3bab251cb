"""Putting the numbered steps of a procedure in order."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from knowledge.course import OrderingItem
from knowledge.generation.generated import Generated, generated
from knowledge.generation.languages import Language
from knowledge.generation.material import Material, SectionMaterial
from knowledge.generation.words import capital, plain
from knowledge.sentences import split

_LIST = re.compile(r"^(?P<above>[^\n]+)\n\n(?P<steps>(?:^\d+\. [^\n]+\n*){3,7})", re.MULTILINE)
_STEP = re.compile(r"^\d+\. ([^\n]+)", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} (.+)$|^\*\*([^*]+)\*\*$", re.MULTILINE)
_MOST_CHARACTERS = 160


def in_order(
    material: Material, section: SectionMaterial, rng: random.Random
) -> Iterator[Generated]:
    """Lists that a sentence announces as steps, and of which at least one tells its own place.

    Without such a word (then, finally) an order may be good advice rather than the only one.
    """
    for found in _LIST.finditer(section.section.text):
        language = section.language
        steps = [plain(step) for step in _STEP.findall(found["steps"])]
        told = sum(bool(language.step_marks.match(step)) for step in steps)
        task = _task(section.section.text[: found.start()], section.section.title)
        if not told or not language.steps.search(plain(found["above"])):
            continue
        shown = [_without_place(step, language) for step in steps]
        if len(set(shown)) == len(shown) and all(
            0 < len(step) <= _MOST_CHARACTERS for step in shown
        ):
            yield generated(
                OrderingItem,
                section.section,
                evidence="\n".join(steps),
                source="steps",
                about=task,
                question=language.wording.order.format(task=task),
                steps=tuple(shown),
            )


def _without_place(step: str, language: Language) -> str:
    """Its first sentence, without the word that tells where it belongs."""
    sentences = split(step)
    first = sentences[0].text if sentences else step
    return capital(language.step_marks.sub("", first, count=1).strip())


def _task(before: str, title: str) -> str:
    """What the steps are for: the last heading above them."""
    headings = list(_HEADING.finditer(before))
    return plain(headings[-1][1] or headings[-1][2]) if headings else title
