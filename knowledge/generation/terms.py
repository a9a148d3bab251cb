"""A course's key terms as questions use them: names, a short description, what kind of thing it is.

A term that makes no good question (no name of its own, a description of one word or a page) is
left out here, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.course import Course, Section, Term
from knowledge.generation.languages import Kind, Language
from knowledge.generation.words import REPEATED, folded, plain, stems
from knowledge.sentences import split
from knowledge.text import stem

_DEFINED = re.compile(
    r"(?:[^\W\d_]{1,4} )?\*\*(?P<name>[^*:.]+)\*\*(?: \([^()]*\))? (?P<rest>.+)\."
)
"""``A **free body** is …``; the first word is at most an article."""
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?](?=\s+[A-ZÀ-Þ¿¡])")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9-]{0,6}[A-Z0-9]|[A-Z]{2,}")
_SYMBOL = re.compile(r"\$[^$]*\$\s*[,:=]|[(,;:]")
"""A description that goes on from the name or its symbol."""
_OWN_SYMBOL = re.compile(r"\$\([^()$]*\)\$\s+|\([^()]*\)\s+")
_OWN_LETTERS = re.compile(r"[A-Z][A-Za-z]{0,2}(?P<stop>[,;]) ")
"""A description that begins with the term's symbol: ``T, the SI unit of …``."""
_MOST_ASIDE = 3
"""Words of a definition left out that are but an article or another name."""
_MOST_CHARACTERS = 220
_FEWEST_STEMS, _ENOUGH_STEMS = 3, 5
"""Of a description, and of its first part for the rest to be left out."""


@dataclass(frozen=True, slots=True)
class TermFact:
    """A key term, prepared for questions."""

    term: Term
    section: str
    """Id of the section that lists it."""
    unit: int
    evidence: str
    """As the course has it."""
    listed: bool
    """Among the section's key terms; else its definition is a sentence of the text."""
    name: str
    """Without what stands in brackets behind it."""
    names: tuple[str, ...]
    """All names it goes by, `name` first."""
    description: str
    """The first statement of the definition, without full stop."""
    cut: bool
    """The definition goes on to say more of what it is."""
    name_stems: frozenset[str]
    description_stems: frozenset[str]
    head: str
    """The stem of the noun that the name is built on: ``reinforcement``."""
    named: tuple[tuple[str, ...], ...]
    """The folded words of each name."""
    words: tuple[str, ...]
    """The folded words of the description."""
    aside: tuple[str, ...]
    """The folded words of the definition's other part: other names, where else to look."""
    genus: str
    """The stem of what it is said to be: ``opening``, ``process``."""
    kind: Kind
    plural: bool
    gender: str
    adjective: bool

    @property
    def shape(self) -> tuple[object, ...]:
        """Names of one question's options have one shape: their form tells nothing."""
        return (self.plural, self.adjective, bool(_ACRONYM.fullmatch(self.name)))


def term_facts(course: Course, language: Language) -> list[TermFact]:
    """The usable key terms, in reading order; of two with one name in a section, the first."""
    found: list[TermFact] = []
    seen: set[tuple[str, frozenset[str]]] = set()
    for number, unit in enumerate(course.units):
        for section in unit.sections:
            for term, evidence in _terms(section, language):
                fact = _fact(term, evidence, section, number, language)
                if fact and (section.id, fact.name_stems) not in seen:
                    seen.add((section.id, fact.name_stems))
                    found.append(fact)
    return found


def _terms(section: Section, language: Language) -> Iterator[tuple[Term, str]]:
    """The listed key terms; of a section that lists none, those that its text defines in bold."""
    for term in section.terms:
        yield term, f"{term.name}: {term.definition}"
    for sentence in split(section.text) if not section.terms else ():
        found = _DEFINED.fullmatch(sentence.text)
        verb = found and language.defining.match(found["rest"])
        if found and verb and not language.needs_context.search(plain(sentence.text)):
            told = found["rest"][verb.end() :].strip()
            if not language.vague.search(told):
                yield Term(name=found["name"], definition=told), sentence.text


def _fact(
    term: Term, evidence: str, section: Section, unit: int, language: Language
) -> TermFact | None:
    name = _BRACKETS.sub("", plain(term.name)).strip(" .,;:")
    text = describe(term.definition, language)
    name_stems = stems(name, language.code)
    about = stems(text, language.code)
    aside = folded(plain(term.definition).replace(text, " "))
    cut = len(aside) > _MOST_ASIDE
    usable = (
        name_stems
        and "$" not in name
        and not name_stems <= about  # "the ability … is known as accommodation"
        and not REPEATED.search(text)
        and not _SYMBOL.match(text)
        and not (cut and ":" in text)  # a list that was cut off
        and not language.goes_on.search(text)
        and len(name.split()) <= 6
        and len(about) >= _FEWEST_STEMS
        and len(text) <= _MOST_CHARACTERS
    )
    if not usable:
        return None
    others = (*_names_in_brackets(term.name), *(plain(other) for other in term.accepted))
    names = tuple(dict.fromkeys((name, *others)))
    return TermFact(
        term=term,
        evidence=evidence,
        listed=bool(section.terms),
        section=section.id,
        unit=unit,
        name=name,
        names=names,
        description=text,
        cut=cut,
        name_stems=name_stems,
        description_stems=about,
        head=stem(language.head(name), language.code),
        named=tuple(folded(other) for other in names),
        words=folded(text),
        aside=aside,
        genus=stem(language.genus(text), language.code),
        kind=kind_of(text, language),
        plural=language.plural(name),
        gender=language.gender(name),
        adjective=language.adjective(name),
    )


def describe(definition: str, language: Language) -> str:
    """The part of a definition that says what it is, to be quoted in a question."""
    text = language.also_called.sub("", plain(definition)).strip()
    end = _SENTENCE_END.search(text)
    text = text[: end.start()] if end else text
    first, _, rest = text.partition(";")
    if len(stems(first, language.code)) >= _ENOUGH_STEMS or (
        len(stems(rest, language.code)) < _FEWEST_STEMS  # what is left of "if large, also called …"
    ):
        text = first
    text = _without_symbol(text.strip(), language)
    if language.drops_articles and language.articles.match(text):
        text = language.articles.sub("", text, count=1)
    return text.strip(" .,;:")


def _without_symbol(text: str, language: Language) -> str:
    found = _OWN_SYMBOL.match(text) or _OWN_LETTERS.match(text)
    if found and found.re is _OWN_LETTERS and found["stop"] == ",":  # "Fe, Co and Ni" are none
        found = found if language.articles.match(text, found.end()) else None
    return text[found.end() :] if found else text


def kind_of(description: str, language: Language) -> Kind:
    """What kind of thing is described, by how the description begins."""
    text = (
        language.articles.sub("", description, count=1)
        if (language.articles.match(description))
        else description
    )
    for kind, pattern in language.kinds:
        if pattern.match(text):
            return kind
    return "thing"


def _names_in_brackets(name: str) -> Iterator[str]:
    """``UCS`` of ``unconditioned stimulus (UCS)``; a symbol or a remark is no name."""
    for inside in _BRACKETS.findall(name):
        if _ACRONYM.fullmatch(inside.strip()):
            yield inside.strip()
