"""Do the wrong options stand beside the right one without giving it away?"""

from __future__ import annotations

import re

from knowledge.course import ChoiceItem, ClozeItem, MatchingItem, MultipleChoiceItem
from knowledge.generation.checks.rejection import Rejection
from knowledge.generation.checks.view import View
from knowledge.generation.terms import kind_of
from knowledge.generation.words import folded, kin, spelt_out

_LONGER = 1.8
"""Times the longest (or shortest) wrong option's length at which the key's own stands out."""
_NOTICEABLE = 14
"""Characters of difference that are noticed at all."""
_NAME_WORDS = 5
"""Options of up to so many words are names, longer ones descriptions."""
_SHORTEST_START = 4
"""Letters of a word that a compound begins with."""
_LONG_WORD = 6
"""Letters from which a word is compared as it stands, too."""
_NUMBER = re.compile(r"\$?[-−+]?\d[\d.,\s/%]*\$?")
_ARTICLE_BLANK = re.compile(r"\b(an?) (?:\\_|_|\{\{)", re.IGNORECASE)


def different(view: View) -> Rejection | None:
    """No two options say the same in other words of the same stems."""
    texts = [*view.keys, *view.distractors]
    seen: dict[frozenset[str], str] = {}
    for text in texts if view.distractors else ():
        words = view.section.stems(text) or frozenset({text.casefold()})
        words |= {"no"} if view.language.negations.search(text) else frozenset()
        if words in seen:
            return Rejection("options_alike", f"{seen[words]!r} and {text!r}")
        seen[words] = text
    return None


def same_kind(view: View) -> Rejection | None:
    """Numbers beside numbers, descriptions of persons beside descriptions of persons."""
    for key in view.keys if view.distractors else ():
        for other in view.distractors:
            if not _alike(view, key, other):
                return Rejection("distractor_kind", f"{key!r} and {other!r}")
    return None


def _alike(view: View, key: str, other: str) -> bool:
    if bool(_NUMBER.fullmatch(key)) != bool(_NUMBER.fullmatch(other)):
        return False
    terms, others = view.material.named(key), view.material.named(other)
    if terms and others:
        return any(a.kind == b.kind and a.shape == b.shape for a in terms for b in others)
    names = min(len(key.split()), len(other.split())) <= _NAME_WORDS
    return names or _kind(view, key) == _kind(view, other)


def plausible(view: View) -> Rejection | None:
    """Every wrong option belongs to what the section or its chapter is about.

    And none is ruled out because the question tells of it itself.
    """
    told = view.section.stems(view.told)
    named = any(view.section.stems(key) <= told for key in view.keys)
    for other in view.distractors:
        own = view.section.stems(other)
        if own and own <= told and not named:
            return Rejection("distractor_implausible", f"{other!r} stands in the question")
        terms = view.material.named(other)
        if terms and not any(fact.unit == view.section.unit for fact in terms):
            return Rejection("distractor_implausible", f"{other!r} is of another chapter")
        words = view.section.stems(other)
        if (
            not terms
            and words
            and not words & view.section.vocabulary
            and not _NUMBER.search(other)
        ):
            return Rejection("distractor_implausible", f"{other!r} is nothing of the section")
    return None


def by_length(view: View) -> Rejection | None:
    """The key is neither much longer nor much shorter than all the others."""
    others = [len(text) for text in view.distractors]
    for key in view.keys if others else ():
        size = len(key)
        longer = size > _LONGER * max(others) and size - max(others) > _NOTICEABLE
        shorter = size * _LONGER < min(others) and min(others) - size > _NOTICEABLE
        if longer or shorter:
            return Rejection("giveaway_length", f"{size} characters beside {others}")
    return None


def by_grammar(view: View) -> Rejection | None:
    """Nothing in the options' form or the blank's article singles the key out."""
    item = view.item
    article = _ARTICLE_BLANK.search(item.question)
    if isinstance(item, ClozeItem) and article:
        return Rejection("giveaway_grammar", f"{article[0]!r} tells how the answer begins")
    if not isinstance(item, ChoiceItem | MultipleChoiceItem) or len(view.keys) != 1:
        return None
    key, others = view.keys[0], view.distractors
    if article and sum(_vowel(text) == _vowel(key) for text in others) < 2:
        return Rejection("giveaway_grammar", f"{article[0]!r} fits few options")
    forms = (*_FORMS, ("its article", lambda text: bool(view.language.articles.match(text))))
    for name, look in forms:
        if all(look(text) != look(key) for text in others):
            return Rejection("giveaway_grammar", f"only the key differs in {name}")
    if len(others) > 1 and all(len(text.split()) <= _NAME_WORDS for text in (key, *others)):
        plural = view.language.plural
        if all(plural(text) != plural(key) for text in others):
            return Rejection("giveaway_grammar", "only the key differs in number")
    return None


def by_words(view: View) -> Rejection | None:
    """What comes back from the question in the key comes back in half of the others, too.

    An acronym comes back in the words that it stands for.
    """
    if not isinstance(view.item, ChoiceItem) or not view.distractors:
        return None
    told = spelt_out(view.keys[0], view.told) or spelt_out(view.told, view.keys[0])
    if told:
        return Rejection("giveaway_words", f"{told} is spelt out")
    key, asked = _words(view, view.keys[0]), _words(view, view.told)
    others = [_words(view, text) for text in view.distractors]
    for word in kin(key, asked):
        if sum(bool(kin([word], words)) for words in others) < len(others) / 2:
            return Rejection("giveaway_words", word)
    return None


def matched_by_words(view: View) -> Rejection | None:
    """No pair goes together by a word that stands on both its sides."""
    item = view.item
    if not isinstance(item, MatchingItem):
        return None
    rights = [_words(view, pair.right) for pair in item.pairs]
    for number, pair in enumerate(item.pairs):
        others = [words for n, words in enumerate(rights) if n != number]
        told = kin(_words(view, pair.left), rights[number])
        if told - kin(told, frozenset().union(*others)) or spelt_out(pair.left, pair.right):
            return Rejection("giveaway_words", f"{pair.left!r} and {pair.right!r}")
    return None


def _words(view: View, text: str) -> frozenset[str]:
    """Stems of the parts of words, and of a term's other names; words of the section in compounds.

    Ordinal numbers are digits: ``third stage`` tells ``stage 3``. A ``voltmeter`` tells of volts.
    """
    ordinals = {word: str(n) for n, word in enumerate(view.language.ordinals, 1)}
    names = {name for fact in view.material.named(text) for name in fact.names} or {text}
    parts = folded(" ".join(names).replace("-", " "))
    found = view.section.stems(" ".join(ordinals.get(word, word) for word in parts))
    known = view.section.vocabulary
    starts = {word[:end] for word in found for end in range(_SHORTEST_START, len(word) - 1)}
    # Stemming takes the end off ``superstring``, so that it has no string any more.
    long = (word for word in parts if len(word) >= _LONG_WORD)
    whole = {word.removesuffix("s") for word in long if view.section.stems(word)}
    return found | (starts & known) | whole


def _kind(view: View, text: str) -> str:
    return kind_of(view.language.articles.sub("", text, count=1), view.language)


def _vowel(text: str) -> bool:
    return text[:1].casefold() in "aeiou"


_FORMS = (
    ("its end", lambda text: text.rstrip()[-1:] in ".!?"),
    ("its first letter", lambda text: text[:1].islower()),
    ("formulas", lambda text: "$" in text),
    ("brackets", lambda text: "(" in text),
)
