"""Sentences of a section that say something about a key term and can be judged on their own."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.generation.languages import Language
from knowledge.generation.terms import TermFact
from knowledge.generation.words import capital, folded, overlap, plain, stems
from knowledge.sentences import Sentence
from knowledge.text import stem

_FEWEST_WORDS, _MOST_WORDS = 6, 28
_DEFINES, _TOUCHES = 0.5, 0.25
"""Share of a description's stems from which a sentence says what the term is; the smaller one
where the term is in bold, because that is where it is introduced."""
_SPECIFIC = 4
"""Stems of the description, or ones the course doesn't use everywhere, that a sentence needs to be
about this term alone: much is "a central concept in cosmology"."""
_WORD = re.compile(r"(?<!\w)\w+")
_NAME = re.compile(r"(?<=[^\W_] )[A-ZÀ-Þ][^\W\d_]+")
"""A capital within a sentence."""
_NUMBER = re.compile(r"\d")
_SYMBOL = re.compile(r"(?:(\S+) )?\$(?!\d)[^$=]{1,12}\$")
"""In a formula of its own, with the word before it, which says what it stands for: ``mass $m$``."""
_NOT_PLAIN = re.compile(r"[;:()\[\]“”\"«»—–?!|]|\$\$|\s-\s|\.\.\.|…|\d{4}")


@dataclass(frozen=True, slots=True)
class Statement:
    """``lead + name + rest`` is the sentence: "In a " "Skinner box" ", a rat …"."""

    fact: TermFact
    lead: str
    name: str
    """The term as written here, maybe in the plural."""
    rest: str
    sentence: str
    """As the section has it, for evidence."""
    defines: bool
    """It says what the term is: the text introduces it here, or it has the definition's words."""
    unique: bool
    """It says enough, and nothing in it hedges: what it says, it says of this term."""
    clear: bool
    """It can be judged as it stands: true or false."""

    @property
    def text(self) -> str:
        return capital(f"{self.lead}{self.name}{self.rest}")


def statements(
    sentences: Iterable[Sentence],
    facts: Sequence[TermFact],
    language: Language,
    *,
    common: Container[str],
    known: Container[str],
) -> Iterator[Statement]:
    """In reading order; each sentence for the longest term name that it starts with.

    Args:
        common: stems that the course uses everywhere.
        known: stems of all key terms and definitions. A name that isn't among them (José) belongs
            to an example.
    """
    if not facts:
        return
    subject = _subject(facts, language)
    for sentence in sentences:
        text = plain(sentence.text)
        found = subject.match(text)
        if not found or not text.endswith(".") or _NOT_PLAIN.search(_without_brackets(found)):
            continue
        if any(stem(name, language.code) not in known for name in _NAME.findall(text)):
            continue
        statement = _statement(facts, language, common, sentence.text, found)
        if statement and _FEWEST_WORDS <= len(statement.text.split()) <= _MOST_WORDS:
            yield statement


def _subject(facts: Sequence[TermFact], language: Language) -> re.Pattern[str]:
    names = {name for fact in facts for name in fact.names}
    longest = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"(?P<lead>{language.leads.pattern})(?P<name>(?:{longest})(?:e?s)?)"
        r"(?P<brackets>\s*\([^()]{1,40}\))?(?P<rest>(?:,|\s).+)",
        re.IGNORECASE | re.DOTALL,
    )


def _without_brackets(found: re.Match[str]) -> str:
    return f"{found['lead']}{found['name']}{found['rest']}"


def _statement(
    facts: Sequence[TermFact],
    language: Language,
    common: Container[str],
    sentence: str,
    found: re.Match[str],
) -> Statement | None:
    name, rest = found["name"], found["rest"]
    fact = next((f for f in facts if any(_same(name, other) for other in f.names)), None)
    setting = len(found["lead"].split()) > 1 or not language.articles.fullmatch(found["lead"] or "")
    goes_on = rest.startswith(",") and bool(found["lead"]) and setting
    verb = any(language.verbs.match(rest, word.start()) for word in _WORD.finditer(rest))
    if fact is None or not verb or not (goes_on or language.verbs.match(rest.lstrip())):
        return None
    text = _without_brackets(found)
    if language.needs_context.search(text) or language.needs_figure.search(text):
        return None
    if any(not stems(before, language.code) for before in _SYMBOL.findall(text)):
        return None
    said = stems(rest, language.code)
    shared = overlap(fact.description_stems, said)
    special = sum(stem not in common for stem in said)
    bold = f"**{name.casefold()}" in sentence.casefold()
    # A number belongs to where a term is introduced; elsewhere it belongs to an example.
    counted = _NUMBER.search(text) or set(folded(text)) & set(language.counts)
    general = bold or not counted
    specific = len(fact.description_stems & said) >= _SPECIFIC or special >= _SPECIFIC
    unclear = language.unclear.search(text)
    # Without a list the text alone says what a term is, so that it has to say it well.
    vague = language.vague.search(text) if fact.listed else unclear
    return Statement(
        fact=fact,
        lead=found["lead"],
        name=name,
        rest=rest,
        sentence=sentence,
        defines=(bold and shared >= _TOUCHES) or shared >= _DEFINES,
        unique=general and specific and not vague,
        clear=general and not unclear,
    )


def _same(written: str, name: str) -> bool:
    one, other = written.casefold(), name.casefold()
    return one in (other, f"{other}s", f"{other}es")
