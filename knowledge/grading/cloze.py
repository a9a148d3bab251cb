"""Answers to texts with blanks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from knowledge.course import BLANK, ClozeItem
from knowledge.grading.mark import Mark
from knowledge.grading.spelling import misspelt, same_words
from knowledge.text import fold

Same = Callable[[Sequence[str], str], bool]
"""Whether an answer is one of the keys as a piece of maths."""

_BETWEEN = (
    re.compile(r"\s*\n\s*"),
    re.compile(r"\s*;\s*"),
    re.compile(r"\s*(?:,(?!\d)|\s/\s)\s*(?:(?:and|y)\s+)?"),
    re.compile(r"\s+(?:and|y|e)\s+"),
    re.compile(r"\s+"),
)
_NUMBERED = re.compile(r"^\s*[(\[{]*\d{1,2}[)\].:}]+\s+")
_MATHS = re.compile(r"[\d=+*/^<>\\√π]")


def mark_cloze(item: ClozeItem, said: str, vocabulary: Collection[str], same: Same) -> Mark:
    """Credit: right blanks / blanks. Spelling is forgiven, and said.

    Args:
        vocabulary: the course's terms; none but the key is taken for a slip of it.
    """
    given = _parts(item, said)
    if given is None:
        return Mark("unsure", remark="incomplete")
    marks = [
        mark_word(forms, part, vocabulary, same)
        for forms, part in zip(item.blanks, given, strict=True)
    ]
    credit = sum(mark.credit or 0.0 for mark in marks) / len(marks)
    spelling = next((mark.remark for mark in marks if mark.remark), None)
    if credit == 1:
        return Mark("right", remark=spelling)
    return Mark("partly", credit=credit, remark=spelling) if credit else Mark("wrong")


def mark_word(forms: Sequence[str], said: str, vocabulary: Collection[str], same: Same) -> Mark:
    """One blank: the same words, the same number, or a misspelt form."""
    if any(same_words(said, form) or _flat(said) == _flat(form) for form in forms):
        return Mark("right")
    if any(map(_MATHS.search, forms)):
        return Mark("right") if same(forms, said) else Mark("wrong")
    others = [term for term in vocabulary if not any(same_words(term, form) for form in forms)]
    if any(misspelt(said, form, others) for form in forms):
        return Mark("right", remark="spelling")
    return Mark("wrong")


def _flat(text: str) -> str:
    return re.sub(r"[\s$\\{}.]", "", fold(text))


def _parts(item: ClozeItem, said: str) -> list[str] | None:
    """An answer for each blank; None when their number doesn't fit."""
    count = len(item.blanks)
    if filled := _filled(item.question, said):
        return filled
    if count == 1:
        return [said]
    for between in _BETWEEN:
        parts = [_NUMBERED.sub("", part).strip() for part in between.split(said.strip(" .!?"))]
        if len(parts) == count and all(parts):
            return parts
    return None


def _filled(question: str, said: str) -> list[str] | None:
    """What stands in the blanks, if the whole text was typed with the blanks filled in."""
    around = [_plain(part) for part in BLANK.split(question)]
    text, found = f" {_plain(said)} ", list[str]()
    if not any(around):
        return None
    first, *between, last = (f" {part} " if part else " " for part in around)
    if not text.startswith(first) or not text.endswith(last):
        return None
    at, stop = len(first), len(text) - len(last)
    for part in between:
        end = text.find(part, at, stop)
        if end < 0:
            return None
        found.append(text[at:end].strip())
        at = end + len(part)
    found.append(text[at:stop].strip())
    return found if all(found) else None


def _plain(text: str) -> str:
    return " ".join(fold(text).replace("*", "").strip(" .!?\n").split())
