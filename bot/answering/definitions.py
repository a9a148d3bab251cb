"""Questions that a course's key terms answer: "what is shaping?", "X vs Y"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.course import Course, Section, Term
from knowledge.text import content_words

_DEFINE = re.compile(
    r"^\W*(?:(?:so|and|ok|hi|hey|hello|please|pls|hola|oye|y)[ ,]+)*"
    r"(?:(?:can|could) (?:you|u) (?:please )?(?:explain|define|tell me)(?: to me)?(?: what)?|"
    r"what(?:'s| is| are| was| were|s)(?: meant by)?|what do(?:es)?|define|definition of|"
    r"(?:the )?meaning of|explain(?: to me)?|describe|i don'?t (?:get|understand)|tell me about|"
    r"what do you mean by|remind me what|"
    r"(?:me )?(?:puedes|podrías) (?:explicar(?:me)?|definir|decir(?:me)?)(?: qué)?|"
    r"qué (?:es|son|significan?|quiere decir|era|eran)|que (?:es|son|significa)|"
    r"define|definición de|"
    r"explica(?:me)?|explícame|significado de|no entiendo)\s+"
    r"(?:the (?:term|concept|idea|meaning|definition|function|role|purpose|job|use|point) (?:of )?|"
    r"(?:el|la) (?:término|concepto|función|papel|definición|significado) (?:de(?:l| la)? )?)?"
    r"(?P<what>.+?)"
    r"(?:\s+(?:is|are|means?|again|exactly|please|pls|es|son|significa|por favor|exactamente))*"
    r"\W*$",
    re.IGNORECASE,
)
_COMPARE = re.compile(
    r"(?:differences? between|compare|distinguish(?: between)?|confuse|mix(?:ing)? up|"
    r"tell apart|diferencias? entre|compara|confundo|distinguir(?: entre)?)\s+(?P<a>.+?)"
    r"\s+(?:and|from|with|vs\.?|versus|to|y|e|con|de)\s+(?P<b>.+?)\s*"
    r"(?:[?.!,;]|$|\b(?:because|i |in |porque|siempre|please))|"
    r"(?P<c>[\w -]+?)\s+(?:vs\.?|versus)\s+(?P<d>[\w -]+)",
    re.IGNORECASE,
)
_OTHER_QUESTION = re.compile(
    r"^\W*(?:why|how|when|where|who|is|are|do|does|did|can|por qué|cómo|cuándo|dónde|quién)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:a|an|the|el|la|los|las|un|una|some)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Definition:
    """A key term and the section that defines it."""

    term: Term
    section: Section


TermIndex = dict[frozenset[str], Definition]
"""Key terms by the stems of their names."""


def asked_terms(question: str, index: TermIndex, language: str) -> list[Definition]:
    """The key terms whose definition answers the question: one, two for a comparison, or none.

    Args:
        index: the course's key terms (`bot.answering.prepared.terms_of`).
    """
    flat = question.replace("’", "'").strip()
    compared = _COMPARE.search(flat)
    if compared:
        names = [name for name in compared.groups() if name]
        found = [_lookup(name, index, language) for name in names]
        both = [definition for definition in found if definition]
        return both if len(both) == 2 and both[0].term != both[1].term else []
    asked = _DEFINE.match(flat)
    name = asked["what"] if asked else flat
    if not asked and (len(flat.split()) > 4 or _OTHER_QUESTION.match(flat)):
        return []
    definition = _lookup(name, index, language)
    return [definition] if definition else []


def term_index(course: Course) -> TermIndex:
    """Key terms by the stems of their names; a first definition is not overridden."""
    index: TermIndex = {}
    for section in course.sections():
        for term in section.terms:
            for name in (term.name, *term.accepted, *_without_brackets(term.name)):
                key = frozenset(content_words(name, course.language))
                if key:
                    index.setdefault(key, Definition(term, section))
    return index


def _lookup(name: str, index: TermIndex, language: str) -> Definition | None:
    clean = _ARTICLE.sub("", name.strip(" \t?!.\"'“”¿¡"))
    words = frozenset(content_words(clean, language))
    return index.get(words)


def _without_brackets(name: str) -> Iterable[str]:
    """``unconditioned stimulus (UCS)`` is also known by each of its two names."""
    match = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", name)
    return match.groups() if match else ()
