"""What a course is: units, sections, key terms and items. Pure data, no files and no SDKs.

Every reader produces these models, and everything else (retrieval, skills, grading, mastery)
works on them alone. All models are frozen, reject unknown fields, and hold Markdown with LaTeX
between ``$…$`` (inline) and ``$$…$$`` (display) wherever a field is meant for a person to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
"""An id: letters, digits, ``.``, ``_`` and ``-``; it goes into file names, URLs and button ids."""

Markdown = Annotated[str, StringConstraints(strip_whitespace=True)]
Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Model(BaseModel):
    """Base of every course model: frozen, strict about field names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Term(Model):
    """A key term of a section with its definition."""

    name: Filled
    definition: Filled
    accepted: tuple[Filled, ...] = ()
    """Other names of the same thing (abbreviations, spellings)."""


class Concept(Model):
    """What mastery is kept for: a skill or idea that items practise."""

    id: Slug
    title: Filled
    prerequisites: tuple[Slug, ...] = ()
    """Ids of concepts to master first."""
    was: tuple[Slug, ...] = ()
    """Ids it had before, or of what it was split from or put together of: mastery carries over."""


class Hint(Model):
    """One rung of an item's hint ladder, in order.

    A ``hint`` is told; a ``scaffold`` is a smaller question with an ``answer`` of its own.
    """

    id: Slug
    kind: Literal["hint", "scaffold"] = "hint"
    title: str = ""
    text: Filled
    answer: tuple[Filled, ...] = ()
    """Accepted answers of a scaffold; empty for a hint."""
    choices: tuple[Filled, ...] = ()
    depends_on: tuple[Slug, ...] = ()
    """Ids of rungs of the same item that come before this one."""

    @model_validator(mode="after")
    def _scaffold_has_answer(self) -> Self:
        if self.kind == "scaffold" and not self.answer:
            raise ValueError("a scaffold needs an answer")
        return self


class _Item(Model):
    id: Slug
    question: Filled
    stem: Markdown = ""
    """Shared text of a problem with several steps, shown above the question."""
    part_of: Slug | None = None
    """Id shared by the steps of one problem, in course order."""
    concepts: tuple[Slug, ...] = ()
    """Concept ids; empty means the section's own concept (`Section.concept_ids`)."""
    hints: tuple[Hint, ...] = ()
    solution: Markdown = ""
    """The worked solution, steps separated by blank lines; empty when there is none."""
    explanation: Markdown = ""
    """Why the key is right, shown after an answer."""
    needs_figure: bool = False
    """True when the question can't be answered without a picture the course doesn't carry."""

    @model_validator(mode="after")
    def _hints_are_consistent(self) -> Self:
        seen: set[str] = set()
        for hint in self.hints:
            if hint.id in seen:
                raise ValueError(f"two hints have the id {hint.id!r}")
            for earlier in hint.depends_on:
                if earlier not in seen:
                    raise ValueError(
                        f"hint {hint.id!r} depends on {earlier!r}, which is not above it"
                    )
            seen.add(hint.id)
        return self


class Choice(Model):
    """One option of a choice item."""

    text: Filled
    correct: bool = False
    misconception: Markdown = ""
    """For a wrong option: what somebody who picks it probably believes."""


class _WithChoices(_Item):
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=26)

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        texts = [" ".join(choice.text.split()).casefold() for choice in self.choices]
        if len(set(texts)) != len(texts):
            raise ValueError("two choices have the same text")
        return self

    @property
    def key(self) -> tuple[Choice, ...]:
        """The correct options."""
        return tuple(choice for choice in self.choices if choice.correct)


class ChoiceItem(_WithChoices):
    """Exactly one option is right."""

    kind: Literal["choice"] = "choice"

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if len(self.key) != 1:
            raise ValueError(f"a choice item needs exactly one correct choice, not {len(self.key)}")
        return self


class MultipleChoiceItem(_WithChoices):
    """One or more options are right."""

    kind: Literal["multiple_choice"] = "multiple_choice"

    @model_validator(mode="after")
    def _some_key(self) -> Self:
        if not self.key:
            raise ValueError("a multiple choice item needs at least one correct choice")
        return self


class TrueFalseItem(_Item):
    kind: Literal["true_false"] = "true_false"
    answer: bool
    misconception: Markdown = ""


BLANK = re.compile(r"\{\{\d+\}\}")


class ClozeItem(_Item):
    """A text with blanks ``{{1}}``, ``{{2}}`` … in ``question``."""

    kind: Literal["cloze"] = "cloze"
    blanks: tuple[tuple[Filled, ...], ...] = Field(min_length=1)
    """Accepted forms of each blank, the preferred one first."""

    @model_validator(mode="after")
    def _blanks_match(self) -> Self:
        marks = [int(mark[2:-2]) for mark in BLANK.findall(self.question)]
        if sorted(set(marks)) != list(range(1, len(self.blanks) + 1)):
            raise ValueError(
                f"the text has the blanks {marks}, but there are answers for {len(self.blanks)}"
            )
        if not all(self.blanks):
            raise ValueError("every blank needs at least one accepted answer")
        return self


class NumericItem(_Item):
    kind: Literal["numeric"] = "numeric"
    answer: Filled
    """The number as the author wrote it (``0.5``, ``1/2``, ``3.0e8``); its form tells precision."""
    unit: str = ""
    tolerance: Filled | None = None
    """Absolute (``0.05``) or relative (``2%``); None: by the answer's own precision."""
    accepted: tuple[Filled, ...] = ()


class AlgebraItem(_Item):
    kind: Literal["algebra"] = "algebra"
    answer: Filled
    """An expression, equation, set, interval or inequality in LaTeX or plain text."""
    accepted: tuple[Filled, ...] = ()


class ShortAnswerItem(_Item):
    kind: Literal["short_answer"] = "short_answer"
    answer: Filled
    accepted: tuple[Filled, ...] = ()
    key_ideas: tuple[Filled, ...] = ()


class OrderingItem(_Item):
    kind: Literal["ordering"] = "ordering"
    steps: tuple[Filled, ...] = Field(min_length=2)
    """In the right order; shown shuffled."""


class Pair(Model):
    left: Filled
    right: Filled


class MatchingItem(_Item):
    kind: Literal["matching"] = "matching"
    pairs: tuple[Pair, ...] = Field(min_length=2)
    extra: tuple[Filled, ...] = ()
    """Right-hand entries that match nothing."""


Item = Annotated[
    ChoiceItem
    | MultipleChoiceItem
    | TrueFalseItem
    | ClozeItem
    | NumericItem
    | AlgebraItem
    | ShortAnswerItem
    | OrderingItem
    | MatchingItem,
    Field(discriminator="kind"),
]
ITEM_KINDS = (
    "choice",
    "multiple_choice",
    "true_false",
    "cloze",
    "numeric",
    "algebra",
    "short_answer",
    "ordering",
    "matching",
)


class Section(Model):
    """The smallest part of a course that is read in one go, and what an answer cites."""

    id: Slug
    title: Filled
    number: str = ""
    """As printed in the book (``6.3``); empty when the course does not number."""
    url: str = ""
    """Where this section can be read online; empty when it can't."""
    objectives: tuple[Filled, ...] = ()
    prerequisites: tuple[Slug, ...] = ()
    """Ids of sections to read first."""
    was: tuple[Slug, ...] = ()
    """Ids it had before."""
    concepts: tuple[Concept, ...] = ()
    """Declared concepts; empty means one concept with the section's id and title."""
    text: Markdown = ""
    """The reading matter: Markdown, ``##`` and ``###`` headings structure it."""
    summary: Markdown = ""
    terms: tuple[Term, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def label(self) -> str:
        """What a citation shows: ``6.3 Operant Conditioning``."""
        return f"{self.number} {self.title}".strip()

    @property
    def own_concepts(self) -> tuple[Concept, ...]:
        """The declared concepts, or the section itself as one."""
        return self.concepts or (Concept(id=self.id, title=self.title, was=self.was),)

    def concept_ids(self, item: Item) -> tuple[str, ...]:
        """The concepts an item of this section practises."""
        return item.concepts or tuple(concept.id for concept in self.own_concepts)


class Unit(Model):
    """A chapter: sections in reading order."""

    id: Slug
    title: Filled
    number: str = ""
    sections: tuple[Section, ...] = ()


HelpRule = Literal["", "hints", "explanations", "solutions"]


class Course(Model):
    """A whole course in reading order."""

    id: Slug
    title: Filled
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    description: Markdown = ""
    license: str = ""
    attribution: Markdown = ""
    """Who made it and where it comes from, shown wherever the licence asks for it."""
    url: str = ""
    ends: date | None = None
    """Its last day; None: it goes on."""
    help: HelpRule = ""
    """How much help its exercises get, where the teacher rules nothing else; empty: the usual."""
    units: tuple[Unit, ...] = ()

    def sections(self) -> Iterator[Section]:
        """All sections in reading order."""
        for unit in self.units:
            yield from unit.sections

    def items(self) -> Iterator[tuple[Section, Item]]:
        """All items with their section, in reading order."""
        for section in self.sections():
            for item in section.items:
                yield section, item
