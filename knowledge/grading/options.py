"""Marks of items with options, and of true or false."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.course import Choice, ChoiceItem, MultipleChoiceItem, TrueFalseItem
from knowledge.grading.mark import Mark, Remark
from knowledge.grading.pointing import LETTERS, pointed
from knowledge.grading.spelling import same_words
from knowledge.text import fold

_TRUE = frozenset("true t yes y yeah yep verdadero verdadera v cierto si correct correcto".split())
_FALSE = frozenset("false f no n nope falso falsa incorrect incorrecto".split())
_NEGATED = re.compile(r"^(?:(?:it |that |this )?(?:is |'?s )?(?:not|isn't|isnt)|no es)\s+")
_NEGATES = re.compile(r"\b(?:not|isn't|isnt|except|neither|nor|no es|ninguna?|excepto|ni)\b")
_SEPARATORS = (
    re.compile(r"\s*[;\n]\s*"),
    re.compile(r"\s*[,;\n&+]\s*(?:(?:and|y)\s+)?|\s+(?:and|y|e)\s+"),
    re.compile(r"[\s,;.&+/)(]+(?:(?:and|y)\s+)?"),
)
_ALL = re.compile(r"(?:all|every one|todas|todos)(?: (?:of )?(?:them|the above|options|ellas))?")
_OR = re.compile(r"\s+(?:or|o)\s+|(?<=[A-Za-z])\s*/\s*(?=[A-Za-z])")


def mark_choice(item: ChoiceItem, said: str) -> Mark | None:
    """None when no option is meant; ``unsure`` when two are."""
    texts = [choice.text for choice in item.choices]
    at = pointed(said, texts)
    if at is None or (_NEGATES.search(fold(said)) and not _NEGATES.search(fold(texts[at]))):
        return _undecided(said, texts) if at is None else None
    chosen = item.choices[at]
    return Mark("right" if chosen.correct else "wrong", picked=(chosen,))


def _undecided(said: str, texts: Sequence[str]) -> Mark | None:
    """``a or b``."""
    for pattern in (_OR, *_SEPARATORS[:2]):
        parts = [part for part in pattern.split(said.strip(" .?!")) if part]
        if 1 < len(parts) <= len(texts) and None not in {pointed(part, texts) for part in parts}:
            return Mark("unsure", remark="several")
    return None


def mark_true_false(item: TrueFalseItem, said: str) -> Mark | None:
    """None for what is neither."""
    word, negated = fold(said).replace("’", "'").strip(" .!?"), False
    if found := _NEGATED.match(word):
        word, negated = word[found.end() :], True
    words = re.findall(r"\w+", word)
    named = [each in _TRUE for each in words if len(each) > 3 and each in _TRUE | _FALSE]
    if len(set(named)) > 1:  # "true or false?"
        return None
    word = words[0] if 0 < len(words) <= 4 else word
    if word not in _TRUE | _FALSE:
        return None
    return Mark("right" if ((word in _TRUE) != negated) == item.answer else "wrong")


def mark_multiple(item: MultipleChoiceItem, said: str) -> Mark | None:
    """Each right option counts for one of them, each wrong one takes one away:
    credit = (right picked − wrong picked) / right ones, at least 0."""
    texts = [choice.text for choice in item.choices]
    picked = _picked(said, texts)
    if not picked:
        return None
    chosen = tuple(item.choices[at] for at in sorted(picked))
    return _partial(chosen, len(item.key))


def _partial(chosen: tuple[Choice, ...], wanted: int) -> Mark:
    right = sum(choice.correct for choice in chosen)
    credit = max(0.0, (right - (len(chosen) - right)) / wanted)
    if credit == 1:
        return Mark("right", picked=chosen)
    if not credit:
        return Mark("wrong", picked=chosen)
    remark: Remark | None = "incomplete" if right == len(chosen) else None
    return Mark("partly", credit=credit, picked=chosen, remark=remark)


def _picked(said: str, texts: Sequence[str]) -> set[int]:
    """Positions of the options named; empty when a part of the text names none."""
    folded = fold(said).strip(" .!?")
    if _ALL.fullmatch(folded):
        return set(range(len(texts)))
    alone = pointed(said, texts)
    if alone is not None and same_words(said, texts[alone]):
        return {alone}
    split = [separator.split(said.strip(" .!?")) for separator in _SEPARATORS]
    for parts in split:
        found = [pointed(part, texts) for part in parts if part.strip()]
        if len(found) > 1 and None not in found:
            return {at for at in found if at is not None}
    if run := _run_of_letters(said.strip(" .!?"), len(texts)):
        return run
    return {alone} if alone is not None and len(split[1]) == 1 else set()


def _run_of_letters(said: str, count: int) -> set[int]:
    """``acd`` or ``DA``; "bad" is a word."""
    letters = said.lower()
    told_apart = said.isupper() or list(letters) == sorted(letters)
    if not (1 < len(letters) == len(set(letters)) and told_apart):
        return set()
    known = all(letter in LETTERS[:count] for letter in letters)
    return {LETTERS.index(letter) for letter in letters} if known else set()
