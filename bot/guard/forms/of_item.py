"""The checks that an item's answer needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.guard.forms import Key
from bot.guard.forms.arranged import OrderKey, PairKey
from bot.guard.forms.letter import LetterKey
from bot.guard.forms.maths import Maths, is_maths
from bot.guard.forms.option import OptionKey
from bot.guard.forms.verdict import VerdictKey
from bot.guard.forms.worded import IdeaKey, LiteralKey, TermKey
from bot.guard.hidden.disguise import Disguises, flattened
from bot.guard.leak import Found
from bot.guard.text.reading import read
from bot.guard.text.view import View
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
from knowledge.grading.number_words.words import words_for

_VERDICTS = {
    "true": True, "yes": True, "correct": True, "t": True, "verdadero": True, "si": True,
    "false": False, "no": False, "incorrect": False, "f": False, "falso": False,
}  # fmt: skip
"""Options that only say whether something holds."""
_FEW_WORDS = 5
"""A short answer of so many words is a term, not an idea."""


@dataclass(frozen=True)
class Keys:
    """Everything that gives one item away."""

    keys: tuple[Key, ...]
    flat: frozenset[str]
    """Letters and digits of each answer, for finding it in pieces."""
    disguises: Disguises
    options: OptionKey | None = None

    def guesses_several(self, view: View) -> bool:
        """A message that names more than one option."""
        return self.options is not None and len(self.options.proposed(view)) > 1

    def find(self, view: View) -> Found | None:
        return next((found for key in self.keys if (found := key.find(view))), None)


def keys(item: Item) -> tuple[str, ...]:
    """Every text that alone is a full answer of the item, the best first."""
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


@lru_cache(maxsize=256)
def keys_of(item: Item, language: str) -> Keys:
    """The checks for an item of a course in this language."""
    question = f"{item.stem}\n{item.question}"
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            return _of_choices(item, question, language)
        case TrueFalseItem():
            place = LetterKey(frozenset({0 if item.answer else 1}), 2)
            said = ("true", "verdadero") if item.answer else ("false", "falso")
            return _keys((VerdictKey(item.answer, item.question, language), place), said, question)
        case NumericItem() | AlgebraItem():
            numeric = item if isinstance(item, NumericItem) else None
            maths = Maths(question, language, numeric)
            return _of_forms((item.answer, *item.accepted), maths, question, language)
        case ClozeItem():
            forms = [form for blank in item.blanks for form in blank]
            return _of_forms(forms, Maths(question, language), question, language)
        case ShortAnswerItem():
            return _of_short_answer(item, question, language)
        case OrderingItem():
            return _keys((OrderKey(item.steps, language=language),), (), question)
        case MatchingItem():
            pairs = PairKey([(pair.left, pair.right) for pair in item.pairs], item.extra, language)
            return _keys((pairs,), (), question)


def _keys(
    keys: Sequence[Key], literals: Sequence[str], question: str, options: OptionKey | None = None
) -> Keys:
    flat = frozenset(flattened(literal) for literal in literals)
    return Keys(tuple(keys), flat, Disguises(literals, question), options)


def _of_choices(item: ChoiceItem | MultipleChoiceItem, question: str, language: str) -> Keys:
    texts = [choice.text for choice in item.choices]
    right = frozenset(at for at, choice in enumerate(item.choices) if choice.correct)
    wrong = [choice.text for choice in item.choices if not choice.correct]
    options = OptionKey(texts, right, question=question, language=language)
    keys: list[Key] = [LetterKey(right, len(texts)), options]
    for choice in item.key:
        bare = read(choice.text).low.strip(" .$()")
        if bare in _VERDICTS and len(texts) == 2:
            keys.append(VerdictKey(_VERDICTS[bare]))
        elif re.fullmatch(r"[a-z]", bare):  # the options are letters themselves, of pictures
            keys.append(LetterKey(frozenset({ord(bare) - ord("a")}), 26))
        maths = Maths(question, language).keys(choice.text) if is_maths(choice.text) else ()
        keys += [_NotListed(key, wrong) for key in maths]
        keys.append(LiteralKey(choice.text, question=question, others=wrong))
    literals = [choice.text for choice in item.key]
    return _keys(keys, literals, "\n".join((question, *wrong)), options)


@dataclass(frozen=True)
class _NotListed:
    """A check that a list of all options doesn't trip."""

    key: Key
    others: Sequence[str]

    def find(self, view: View) -> Found | None:
        shown = _flat(view.low)
        listed = self.others and all(_flat(read(other).low) in shown for other in self.others)
        return None if listed else self.key.find(view)


def _flat(low: str) -> str:
    return re.sub(r"[\s$]", "", low)


def _of_forms(forms: Sequence[str], maths: Maths, question: str, language: str) -> Keys:
    keys: list[Key] = []
    for form in dict.fromkeys(forms):
        found = list(maths.keys(form)) if is_maths(form) else []
        keys += found or [TermKey(form, question=question, language=language)]
        if maths.value(form) is None:
            keys.append(LiteralKey(form, question=question))
    values = [value for form in forms if (value := maths.value(form)) is not None]
    spelled = [word for value in values if value.denominator == 1 for word in words_for(int(value))]
    return _keys(keys, (*forms, *spelled), question)


def _of_short_answer(item: ShortAnswerItem, question: str, language: str) -> Keys:
    keys: list[Key] = []
    maths = Maths(question, language)
    for answer in (item.answer, *item.accepted):
        found = list(maths.keys(answer)) if is_maths(answer) else []
        if not found:
            found.append(IdeaKey([answer], question=question, language=language))
            if len(answer.split()) <= _FEW_WORDS:
                found.append(TermKey(answer, question=question, language=language))
        keys += [*found, LiteralKey(answer, question=question)]
    if item.key_ideas:
        most = -(-len(item.key_ideas) // 2)
        ideas = IdeaKey(item.key_ideas, question=question, language=language, enough=most)
        keys.append(ideas)
    short = [each for each in (item.answer, *item.accepted) if len(each.split()) <= _FEW_WORDS]
    return _keys(keys, short, question)
