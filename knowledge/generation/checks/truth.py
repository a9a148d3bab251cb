"""Does the course say it, and is nothing else right as well?"""

from __future__ import annotations

from knowledge.course import (
    AlgebraItem,
    ChoiceItem,
    ClozeItem,
    MultipleChoiceItem,
    NumericItem,
    TrueFalseItem,
)
from knowledge.generation.checks.rejection import Rejection
from knowledge.generation.checks.view import View, filled
from knowledge.generation.siblings import fits_too, says_the_same, told_apart
from knowledge.generation.words import folded, line

_SUPPORTED = 0.6
"""Share of the key's stems that the evidence has."""
_VERBATIM = 0.85
"""The same for what is to be true as it stands."""
_SAID = 0.9
"""Share of question and wrong option that one sentence has when the course says it."""
_NAME_WORDS = 4
"""Words up to which an option names something."""
_DESCRIPTION = 4
"""Stems from which an option says something rather than names it."""


def evidence_found(view: View) -> Rejection | None:
    """Every sentence of the evidence stands in the section's text or among its key terms."""
    exercises = view.generated.source == "worked_example"
    lines = [text for text in view.generated.evidence.splitlines() if text.strip()]
    if not lines:
        return Rejection("evidence_missing", "none given")
    for text in lines:
        if not (
            view.section.quotes(text) or (exercises and view.section.quotes(text, exercises=True))
        ):
            known = view.section.quotes(text, exercises=True)
            return Rejection("exercise_text" if known else "evidence_missing", text)
    return None


def evidence_supports(view: View) -> Rejection | None:
    """What is right can be read in the evidence. A worked example was computed instead."""
    item, found = view.item, view.section.stems(view.generated.evidence)
    if isinstance(item, TrueFalseItem):
        return _supports_statement(view, item, found)
    if isinstance(item, ClozeItem):
        share = _share(view.section.stems(filled(item)), found)
        return None if share >= _VERBATIM else Rejection("evidence_unsupportive", f"{share:.2f}")
    if isinstance(item, NumericItem | AlgebraItem) and view.generated.source == "worked_example":
        return None
    for key in view.keys:
        share = _share(view.section.stems(key), found)
        if share < _SUPPORTED:
            return Rejection("evidence_unsupportive", f"{share:.2f} of {key!r}")
    return None


def _supports_statement(view: View, item: TrueFalseItem, found: frozenset[str]) -> Rejection | None:
    share = _share(view.section.stems(view.question), found)
    evidence = view.generated.evidence
    if item.answer:
        negations = view.language.negations
        same = len(negations.findall(view.question)) == len(negations.findall(evidence))
        if share < _VERBATIM or not same:
            return Rejection("evidence_unsupportive", f"{share:.2f} of a true statement")
        return None
    if share < _SUPPORTED:
        return Rejection("evidence_unsupportive", f"{share:.2f} of a false statement")
    if view.section.quotes(view.question):
        return Rejection("also_true", "the course says what is to be false")
    return _said_elsewhere(view)


def _said_elsewhere(view: View) -> Rejection | None:
    """What is to be false may stand in another sentence, in other words."""
    stems, evidence = view.section.stems(view.question), line(view.generated.evidence)
    for text, words in view.section.said:
        if (
            line(text) not in evidence
            and evidence not in line(text)
            and (_share(stems, words) >= _SAID)
        ):
            return Rejection("also_true", text)
    return None


def one_key(view: View) -> Rejection | None:
    """No wrong option could be defended."""
    item = view.item
    if not isinstance(item, ChoiceItem | MultipleChoiceItem):
        return None
    for other in view.distractors:
        rejection = _rivals(view, other) or _stated(view, other)
        if rejection:
            return rejection
    return None


def _rivals(view: View, other: str) -> Rejection | None:
    """Synonyms, wider and narrower terms, and options that say the same as the key."""
    wrong = view.section.stems(other)
    for key in view.keys:
        right = view.section.stems(key)
        for fact in view.material.named(key):
            if any(
                fits_too(fact, rival, view.language) or fits_too(rival, fact, view.language)
                for rival in view.material.named(other)
            ):
                return Rejection("also_true", f"{other!r} beside {key!r}")
        names = max(len(key.split()), len(other.split())) <= _NAME_WORDS
        if (
            names
            and (wrong < right or right < wrong)
            and not told_apart(folded(key), folded(other), view.language)
        ):
            return Rejection("also_true", f"{other!r} is wider or narrower than {key!r}")
        long = min(len(wrong), len(right)) >= _DESCRIPTION
        if long and says_the_same(folded(key), folded(other), view.language):
            return Rejection("also_true", f"{other!r} says what {key!r} says")
    return None


def _stated(view: View, other: str) -> Rejection | None:
    """One sentence of the section has question and wrong option, and not the key."""
    wrong = view.section.stems(other)
    rest = view.asked - wrong
    if not wrong or not rest:
        return None
    right = view.section.stems(" ".join(view.keys)) - wrong - rest
    for text, words in view.section.said:
        if not right & words and _share(wrong, words) >= _SAID and _share(rest, words) >= _SAID:
            return Rejection("also_true", text)
    return None


def _share(wanted: frozenset[str], found: frozenset[str]) -> float:
    return len(wanted & found) / len(wanted) if wanted else 1.0
