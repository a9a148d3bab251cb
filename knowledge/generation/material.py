"""What generating and checking read of a course, prepared once and kept while the course stands."""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from threading import Lock

from knowledge.course import Course, Section
from knowledge.generation.evidence import exercised, quoted, taught
from knowledge.generation.languages import LANGUAGES, Language, Wording, language_of
from knowledge.generation.siblings import ranked_siblings, says_the_same
from knowledge.generation.statements import Statement, statements
from knowledge.generation.terms import TermFact, term_facts
from knowledge.generation.words import folded, line, plain, stems, within
from knowledge.sentences import Sentence, split

_COMMON_AT_LEAST = 5
_COMMON_SHARE = 0.08
"""Number and share of sections with a word that is no longer special."""


@dataclass
class SectionMaterial:
    """One section; what takes time is worked out when it is first asked for."""

    section: Section
    unit: int
    facts: list[TermFact]
    language: Language
    common: frozenset[str]
    """Stems that the course uses everywhere."""
    known: frozenset[str]
    """Stems of the course's key terms and their definitions."""

    def stems(self, text: str) -> frozenset[str]:
        return stems(text, self.language.code)

    def with_items_of(self, section: Section) -> SectionMaterial:
        """The same for a section that teaches the same and has other items."""
        if section is self.section:
            return self
        other = copy(self)
        other.section = section
        other.__dict__.pop("exercise_lines", None)
        return other

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Of the reading text and the summary."""
        return [*split(self.section.text), *split(self.section.summary)]

    @cached_property
    def lines(self) -> str:
        """All that is taught, to look evidence up in."""
        return taught(self.section)

    @cached_property
    def exercise_lines(self) -> str:
        """The same of the section's own items."""
        return exercised(self.section)

    def quotes(self, sentence: str, *, exercises: bool = False) -> bool:
        """Whether the section has these words in this order, whatever the typography."""
        return quoted(sentence, self.exercise_lines if exercises else self.lines)

    @cached_property
    def about_terms(self) -> list[Statement]:
        """Sentences about a key term of the section.

        Of a figure's caption only those that define: others tell of the figure ("cones are green").
        """
        found = statements(
            self.sentences, self.facts, self.language, common=self.common, known=self.known
        )
        return [s for s in found if s.defines or not quoted(s.sentence, self.captions)]

    @cached_property
    def captions(self) -> str:
        """What stands under figures alone, to look sentences up in."""
        figure = self.language.needs_figure
        blocks = [
            line(text) for text in self.section.text.split("\n\n") if figure.match(plain(text))
        ]
        return "\n".join(f" {text} " for text in blocks)

    @cached_property
    def places(self) -> dict[str, tuple[int, int]]:
        """Under which heading, and in which paragraph, each term (by name) is introduced.

        Where it is in bold; else where it comes up first.
        """
        paragraphs = self.section.text.split("\n\n")
        headings = list(accumulate(text.lstrip().startswith("#") for text in paragraphs))
        words = [folded(text) for text in paragraphs]
        found: dict[str, tuple[int, int]] = {}
        for fact in self.facts:
            bold = f"**{fact.name.casefold()}"
            places = [n for n, text in enumerate(paragraphs) if bold in text.casefold()]
            places = places or [n for n, text in enumerate(words) if within(fact.named[0], text)]
            if places:
                found[fact.name] = (headings[places[0]], places[0])
        return found

    @cached_property
    def said(self) -> list[tuple[str, frozenset[str]]]:
        """Sentences and definitions with their stems, to ask whether the section says something."""
        texts = [plain(sentence.text) for sentence in self.sentences]
        texts += [fact.evidence for fact in self.facts]
        return [(text, self.stems(text)) for text in texts]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The stems of all that is said."""
        return frozenset().union(*(found for _, found in self.said))


class Material:
    """One course, prepared."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.language = language_of(course.language)
        self.known = self.language.code in LANGUAGES
        """Whether items can be generated in the course's language."""
        self.facts = term_facts(course, self.language)
        self._common = _common_stems(course, self.language)
        self.of_unit: dict[int, list[TermFact]] = {}
        self._by_name: dict[frozenset[str], list[TermFact]] = {}
        own: dict[str, list[TermFact]] = {}
        for fact in self.facts:
            self.of_unit.setdefault(fact.unit, []).append(fact)
            own.setdefault(fact.section, []).append(fact)
            for name in fact.names:
                self._by_name.setdefault(stems(name, self.language.code), []).append(fact)
        known = frozenset().union(
            *(stems(fact.evidence, self.language.code) for fact in self.facts)
        )
        self.sections = {
            section.id: SectionMaterial(
                section, number, own.get(section.id, []), self.language, self._common, known
            )
            for number, unit in enumerate(course.units)
            for section in unit.sections
        }

        self._siblings: dict[int, list[TermFact]] = {}

    def with_items_of(self, course: Course) -> Material:
        """The same for a course that teaches the same and has other items. Nothing is redone."""
        other = copy(self)
        other.course = course
        other.sections = {
            section.id: self.sections[section.id].with_items_of(section)
            for section in course.sections()
        }
        return other

    @cached_property
    def wording(self) -> frozenset[str]:
        """The stems of the phrases that our own questions are put in."""
        phrases = " ".join(getattr(self.language.wording, name) for name in Wording.__slots__)
        return stems(re.sub(r"\{\w+\}", " ", phrases), self.language.code)

    def siblings(self, fact: TermFact) -> list[TermFact]:
        """Wrong options for one of `facts`, the most confusable ones first."""
        key = id(fact)
        if key not in self._siblings:
            near = self.of_unit[fact.unit]
            places = self.sections[fact.section].places
            self._siblings[key] = ranked_siblings(
                fact, near, common=self._common, places=places, language=self.language
            )
        return self._siblings[key]

    def singled_out(self, fact: TermFact) -> bool:
        """Whether a description fits one term of the chapter alone.

        When a definition was cut, what tells it from its neighbours may be in the other part.
        """
        return not fact.cut or not any(
            says_the_same(fact.words, other.words, self.language)
            for other in self.of_unit[fact.unit]
            if other.name_stems != fact.name_stems
        )

    def named(self, text: str) -> list[TermFact]:
        """The key terms of this name, wherever they are listed."""
        return self._by_name.get(stems(text, self.language.code), [])


def _common_stems(course: Course, language: Language) -> frozenset[str]:
    """Stems that the course uses all over, so that they tell nothing but a sort of thing."""
    texts = [stems(section.text, language.code) for section in course.sections()]
    counts = Counter(stem for found in texts for stem in found)
    least = max(_COMMON_AT_LEAST, _COMMON_SHARE * len(texts))
    return frozenset(stem for stem, count in counts.items() if count >= least)


def _teaches_the_same(one: Course, other: Course) -> bool:
    """Whether all texts and key terms are the very same objects, as copying a model leaves them."""
    if (one.id, one.title, one.language) != (other.id, other.title, other.language):
        return False
    if len(one.units) != len(other.units):
        return False
    return all(
        len(left.sections) == len(right.sections)
        and all(
            a is b
            or (a.id == b.id and a.text is b.text and a.summary is b.summary and a.terms is b.terms)
            for a, b in zip(left.sections, right.sections, strict=True)
        )
        for left, right in zip(one.units, other.units, strict=True)
    )


_MOST = 8
_lock = Lock()
_kept: OrderedDict[int, Material] = OrderedDict()


def material_of(course: Course) -> Material:
    """The course, prepared; the same object as long as the course stands. Thread-safe.

    Courses are frozen and the library hands out the same object until the course changes, so
    identity is the key; keeping the course keeps its ``id`` from being used again. A course that
    got more items is a new one, with the texts of the old one.
    """
    with _lock:
        if id(course) not in _kept:
            known = (kept for kept in _kept.values() if _teaches_the_same(kept.course, course))
            before = next(known, None)
            _kept[id(course)] = before.with_items_of(course) if before else Material(course)
            while len(_kept) > _MOST:
                _kept.popitem(last=False)
        _kept.move_to_end(id(course))
        return _kept[id(course)]
