"""Does a text give an exercise's answer away? Pure.

Checked on every text about an open exercise, whoever wrote it. A text that might reveal the key
is treated as one that does: the cost is a weaker hint, not a spoilt exercise.
"""

from __future__ import annotations

import re

from knowledge.course import (
    AlgebraItem,
    ChoiceItem,
    ClozeItem,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    OrderingItem,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.text import content_words, fold

_SHARE = 0.7
"""Share of a worded answer's content words at which a text says it."""
_SAYS_ANSWER = r"(?:=|\bis|\bget|\bgets|\bgives?|\bequals?|\banswer\W+(?:is\W+)?|\bes|\bda|≈)"


def reveals(text: str, item: Item, language: str = "en") -> bool:
    """True when somebody who reads ``text`` knows the key of ``item``."""
    return any(_says(text, answer, item, language) for answer in keys(item))


def keys(item: Item) -> tuple[str, ...]:
    """Every text that alone is a full answer of the item."""
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            return tuple(choice.text for choice in item.key)
        case TrueFalseItem():
            return ("the statement is true",) if item.answer else ("the statement is false",)
        case ClozeItem():
            return tuple(form for blank in item.blanks for form in blank)
        case NumericItem() | AlgebraItem() | ShortAnswerItem():
            return (item.answer, *item.accepted)
        case OrderingItem():
            return (" ".join(item.steps),)
        case MatchingItem():
            return tuple(f"{pair.left} {pair.right}" for pair in item.pairs)


def _says(text: str, answer: str, item: Item, language: str) -> bool:
    if isinstance(item, NumericItem | AlgebraItem) or not re.search(r"[^\W\d_]{3}", answer):
        return _says_formula(text, answer)
    in_question = set(content_words(f"{item.stem} {item.question}", language))
    words = [word for word in content_words(answer, language) if word not in in_question]
    if not words:
        return _flat(answer) in _flat(text)
    said = set(content_words(text, language))
    return sum(word in said for word in words) / len(words) >= _SHARE


def _says_formula(text: str, answer: str) -> bool:
    key = _flat(answer)
    if not key:
        return False
    # A bare "4" stands in most hints for other reasons; "= 4" or "the answer is 4" does not.
    lead = _SAYS_ANSWER + r"\W*" if len(key) <= 2 else ""
    body = r"\s*".join(map(re.escape, key))
    return re.search(rf"{lead}(?<![\w.]){body}(?![\w]|\.\d)", _spaced(text)) is not None


def _spaced(text: str) -> str:
    return re.sub(r"\\left|\\right|[${}\\]", "", fold(text)).replace("−", "-")


def _flat(text: str) -> str:
    return re.sub(r"\s", "", _spaced(text))
