"""What can be read in a lesson. OATutor has no chapters of text, but its hints explain.

A hint that several problems share is about the method, not about one of them: those are set out as
the lesson's rules. Nothing that holds an answer of the lesson gets in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from knowledge.course import Concept, Item
from knowledge.ingest.lines import bare
from knowledge.ingest.oatutor.text import plain_latex

_SHARED_BY = 2
"""Problems; a hint in fewer is about one of them."""
_MOST = 40
_WORDS = 6
"""Fewer than that explain nothing ("Combine like terms" is a step, not a rule)."""
_SHOWN = re.compile(
    r"\b(image|picture|figure|attached|shown|below|answer choices)\b", re.IGNORECASE
)
_GIVEN = re.compile(r"(?<![\w^_{])-?(?!0(?![.\d]))\d+(?![\w^\\{(])|\d{2}")
"""Numbers that stand for themselves; 0 and the 2 of ``2ab`` and of ``x^2`` belong to a rule."""
_LIKE = 0.75
"""Share of common words from which two hints say the same."""


def lesson_text(title: str, concepts: Sequence[Concept], items: Sequence[Item]) -> str:
    """Markdown: what the lesson practises, then its shared explanations under their titles."""
    blocks = [f"This lesson practises {title[:1].lower()}{title[1:]}." if not concepts else ""]
    if concepts:
        blocks = ["This lesson practises:", "\n".join(f"- {concept.title}" for concept in concepts)]
    rules = list(_rules(items))
    if rules:
        blocks += ["## Rules and steps", *rules]
    return "\n\n".join(filter(None, blocks))


def _rules(items: Sequence[Item]) -> Iterator[str]:
    users: dict[str, set[str]] = defaultdict(set)
    texts: dict[str, tuple[str, str]] = {}
    for item in items:
        for hint in item.hints:
            if hint.kind == "hint" and not hint.choices:
                key = bare(hint.text).casefold()
                users[key].add(item.part_of or item.id)
                texts.setdefault(key, (hint.title, hint.text))
    answers = [answer for item in items for answer in _answers(item)]
    told: list[set[str]] = []
    for key, (title, text) in texts.items():
        general = len(users[key]) >= _SHARED_BY or _is_formula(text)
        if not general or not _explains(text) or _gives_away(text, answers):
            continue
        words = set(re.findall(r"\w+", re.sub(r"\$[^$]*\$", "", key)))
        if any(len(words & other) / len(words | other) > _LIKE for other in told):
            continue
        told.append(words)
        sentence = text[:1].upper() + text[1:]
        yield f"**{title.rstrip('.:')}.** {sentence}" if _is_heading(title) else sentence
        if len(told) == _MOST:
            return


def _explains(text: str) -> bool:
    """A sentence about the method: long enough, without given numbers, a question or a picture."""
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\$[^$]*\$", "", text))
    if len(words) < _WORDS or text.rstrip().endswith("?") or _SHOWN.search(text):
        return False
    return not _GIVEN.search(text)


def _is_formula(text: str) -> bool:
    """A rule in letters: ``$(a - b)(a + b) = a^2 - b^2$`` is general even if one problem has it."""
    formulas = [formula for formula in re.findall(r"\$([^$]*)\$", text) if "=" in formula]
    return any(len(set(re.findall(r"(?<![\\A-Za-z])[a-z](?![A-Za-z])", f))) >= 3 for f in formulas)


def _is_heading(title: str) -> bool:
    return 3 < len(title) <= 60 and "?" not in title and not re.search(r"\d", title)


def _answers(item: Item) -> Iterator[str]:
    """Everything that would give an item away, in one form for comparing."""
    for field in ("answer", "accepted", "steps"):
        value = getattr(item, field, ())
        yield from (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
    yield from (choice.text for choice in getattr(item, "key", ()))


def _gives_away(text: str, answers: Sequence[str]) -> bool:
    """Whether an answer of some length stands in the text.

    A bare number or letter is no answer by itself: rules are full of them (and rules with longer
    numbers are not taken at all).
    """
    flat = plain_latex(text).casefold()
    return any(
        len(short) > 3 and short in flat for short in (plain_latex(a).casefold() for a in answers)
    )
