"""An item as the checks look at it: what a learner reads, what is right, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.course import (
    BLANK,
    ChoiceItem,
    ClozeItem,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    OrderingItem,
    TrueFalseItem,
)
from knowledge.generation.generated import Generated
from knowledge.generation.languages import Language
from knowledge.generation.material import Material, SectionMaterial
from knowledge.generation.words import plain

_QUOTED = re.compile(r"[“«](.+?)[”»]")


@dataclass(frozen=True)
class View:
    """One candidate among what it is compared with."""

    generated: Generated
    material: Material
    section: SectionMaterial
    recent: Sequence[Item]

    @property
    def item(self) -> Item:
        return self.generated.item

    @property
    def language(self) -> Language:
        return self.section.language

    @cached_property
    def question(self) -> str:
        """Stem and question, without Markdown."""
        return plain(f"{self.item.stem} {self.item.question}")

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The right options; for other kinds, what is accepted."""
        return keys(self.item)

    @cached_property
    def distractors(self) -> tuple[str, ...]:
        return tuple(choice.text for choice in _choices(self.item) if not choice.correct)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """Every text of it that a learner reads before answering."""
        item = self.item
        texts = [item.stem, item.question, *(choice.text for choice in _choices(item))]
        if isinstance(item, OrderingItem):
            texts += item.steps
        if isinstance(item, MatchingItem):
            texts += [text for pair in item.pairs for text in (pair.left, pair.right)]
            texts += item.extra
        return tuple(text for text in texts if text)

    @cached_property
    def told(self) -> str:
        """What the question quotes, or all of it: the words that could give the key away."""
        return " ".join(_QUOTED.findall(self.question)) or self.question

    @cached_property
    def asked(self) -> frozenset[str]:
        """The stems of the question, without those of our own wording."""
        ours = self.material.wording - self.section.stems(self.told)
        return self.section.stems(self.question) - ours

    @cached_property
    def content(self) -> frozenset[str]:
        """What it tests: the stems of question and key together."""
        return self.asked | self.section.stems(" ".join(self.keys))


def keys(item: Item) -> tuple[str, ...]:
    """The right answers, as texts; none for true or false."""
    if isinstance(item, ChoiceItem | MultipleChoiceItem):
        return tuple(choice.text for choice in item.key)
    if isinstance(item, ClozeItem):
        return tuple(accepted[0] for accepted in item.blanks)
    if isinstance(item, MatchingItem):
        return tuple(text for pair in item.pairs for text in (pair.left, pair.right))
    if isinstance(item, OrderingItem):
        return item.steps
    return () if isinstance(item, TrueFalseItem) else (item.answer,)


def filled(item: ClozeItem) -> str:
    """The text with its blanks filled in."""
    return BLANK.sub(lambda found: item.blanks[int(found[0][2:-2]) - 1][0], item.question)


def _choices(item: Item):  # type: ignore[no-untyped-def]
    return item.choices if isinstance(item, ChoiceItem | MultipleChoiceItem) else ()
