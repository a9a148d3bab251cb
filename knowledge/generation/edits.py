"""Changes that make a true statement false, each small and sure.

Every edit returns the false statement and, where it is known, what somebody who believes it mixes
up. None: this statement can't be changed in this way without doubt.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from knowledge.generation.languages import Language
from knowledge.generation.siblings import told_apart
from knowledge.generation.statements import Statement
from knowledge.generation.terms import TermFact
from knowledge.generation.words import capital, overlap, within
from knowledge.text import fold, raw_words

_IN_COMMON = 0.34
"""Share of the shorter description's stems in both, up to which two terms are surely different."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A false statement."""

    text: str
    instead: TermFact | None = None
    """The term that was put in the place of the right one."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an edit may use: the terms that could be mixed up, and how the text speaks of them."""

    language: Language
    others: tuple[TermFact, ...]
    articles: Mapping[str, str]
    """The article each term (by name) takes at the start of a statement, empty for none."""
    taught: tuple[TermFact, ...]
    """All terms of the chapter: ``internal`` in ``total internal reflection`` stays."""


def exchange_subject(statement: Statement, around: Surroundings, rng: random.Random) -> Edit | None:
    """“Retrograde amnesia is …” said of anterograde amnesia. For statements that define."""
    fact = statement.fact
    rest = statement.rest.lstrip()
    says_what = rest.startswith(",") or around.language.defining.match(rest)
    if not (statement.defines and says_what) or statement.name.casefold() != fact.name.casefold():
        return None
    fitting = [
        other
        for other in around.others
        if other.gender == fact.gender
        and around.articles.get(other.name) == around.articles.get(fact.name)
        and not _mentions(statement.rest, other)
        and around.language.agrees(statement.rest, other.plural)
        and _surely_another(fact, other, around.language)
    ]
    if not fitting:
        return None
    other = rng.choice(fitting[:3])
    lead = around.language.before_word(statement.lead, other.name)
    return Edit(capital(f"{lead}{other.name}{statement.rest}"), other)


def _surely_another(fact: TermFact, other: TermFact, language: Language) -> bool:
    """What is said of one is false of the other: they are opposites, or have little in common.

    ``Social mobility`` and ``structural mobility`` are neither: one may be a kind of the other.
    """
    if told_apart(fact.named[0], other.named[0], language):
        return True
    shared = overlap(fact.description_stems, other.description_stems)
    return fact.head != other.head and shared <= _IN_COMMON


def reverse_word(statement: Statement, around: Surroundings, rng: random.Random) -> Edit | None:
    """One word turned into its opposite: increases, decreases."""
    reversals = around.language.reversals
    if around.language.negations.search(statement.text):
        return None
    words = list(re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", statement.rest))
    hits = [n for n, word in enumerate(words) if fold(word[0]) in reversals]
    if len(hits) != 1 or _in_a_name(statement, words[hits[0]][0], around):
        return None
    if hits[0] and fold(words[hits[0] - 1][0]) in around.language.no_comparison:
        return None  # "two or more" is a number, no comparison
    start, end = words[hits[0]].span()
    turned = reversals[fold(words[hits[0]][0])]
    before = around.language.before_word(statement.rest[:start], turned)
    return Edit(capital(f"{statement.lead}{statement.name}{before}{turned}{statement.rest[end:]}"))


def exchange_terms(statement: Statement, around: Surroundings, rng: random.Random) -> Edit | None:
    """“X …, while Y …” with X and Y exchanged."""
    if statement.name.casefold() != statement.fact.name.casefold():
        return None
    for other in around.others:
        found = re.search(
            rf"(?:,| (?:{around.language.between.pattern})),? (?:\w+ )?(?P<lead>"
            rf"{around.language.leads.pattern})(?P<name>{re.escape(other.name)}) (?P<rest>.+)",
            statement.rest,
            re.IGNORECASE,
        )
        if (
            found
            and around.language.verbs.match(found["rest"])
            and (found["lead"].strip().casefold() == statement.lead.strip().casefold())
        ):
            start, end = found.span("name")
            rest = f"{statement.rest[:start]}{statement.fact.name}{statement.rest[end:]}"
            lead = around.language.before_word(statement.lead, other.name)
            return Edit(capital(f"{lead}{other.name}{rest}"), other)
    return None


def change_count(statement: Statement, around: Surroundings, rng: random.Random) -> Edit | None:
    """“consists of three parts” with another number."""
    counts, no = around.language.counts, "|".join(around.language.no_comparison)
    found = re.match(
        rf"(?P<verb> (?:\w+ ){{1,3}}?)(?P<count>{'|'.join(counts)})(?! (?:{no})\b)(?= \w)",
        statement.rest,
    )
    if not found or not around.language.verbs.match(found["verb"].lstrip()):
        return None
    if "," in statement.rest or len(re.findall(rf"\b(?:{'|'.join(counts)})\b", statement.rest)) > 1:
        return None  # a list that follows tells the number
    at = counts.index(found["count"])
    other = rng.choice([count for n, count in enumerate(counts) if 0 < abs(n - at) <= 2])
    return Edit(capital(f"{statement.lead}{statement.name}{found['verb']}{other}"
                        f"{statement.rest[found.end():]}"))  # fmt: skip


def drop_denial(statement: Statement, around: Surroundings, rng: random.Random) -> Edit | None:
    """“is not continuous” without the not. For statements that define: else it may be a view."""
    found = list(around.language.denial.finditer(statement.rest))
    if (
        not statement.defines
        or len(found) != 1
        or len(around.language.negations.findall(statement.rest)) != 1
    ):
        return None
    start, end = found[0].span("not")
    return Edit(capital(f"{statement.lead}{statement.name}{statement.rest[:start]}"
                        f"{statement.rest[end:]}"))  # fmt: skip


EDITS: tuple[Callable[[Statement, Surroundings, random.Random], Edit | None], ...] = (
    exchange_terms,
    exchange_subject,
    reverse_word,
    change_count,
    drop_denial,
)
"""The ones that test more come first."""


def article_of(lead: str, language: Language) -> str:
    """The article in ``In a ``, in one form (``a`` for ``an``); empty for none."""
    last = lead.rsplit(maxsplit=1)[-1].casefold() if lead.split() else ""
    return {"an": "a"}.get(last, last) if language.articles.fullmatch(f"{last} ") else ""


def _mentions(text: str, fact: TermFact) -> bool:
    words = tuple(fold(word) for word in raw_words(text))
    return any(within(name, words) for name in fact.named)


def _in_a_name(statement: Statement, word: str, around: Surroundings) -> bool:
    words = tuple(fold(written) for written in raw_words(statement.rest))
    return any(
        fold(word) in name
        for fact in around.taught
        for name in fact.named
        if len(name) > 1 and within(name, words)
    )
