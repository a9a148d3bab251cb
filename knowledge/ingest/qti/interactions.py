"""One QTI interaction and its response → the fields of an item of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from knowledge.course import (
    Choice,
    ChoiceItem,
    ClozeItem,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    OrderingItem,
    Pair,
    ShortAnswerItem,
)
from knowledge.ingest import markup
from knowledge.ingest.markup import name
from knowledge.ingest.qti.responses import Response
from knowledge.ingest.qti.xml import QtiError, children, inside

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FEEDBACK = frozenset(("feedbackInline", "feedbackBlock"))


def content(element: Element) -> str:
    """The Markdown of an element without the feedback in it."""
    return markup.from_element(element, _without_feedback)


def _without_feedback(element: Element) -> str | None:
    return "" if name(element) in FEEDBACK else None


def feedback_in(element: Element) -> str:
    """The feedback that is written within a choice."""
    return "\n\n".join(
        content(inner) for inner in inside(element, *FEEDBACK) if inner.get("showHide") != "hide"
    )


def choice(
    interaction: Element, response: Response, base: dict[str, Any], feedback: dict[str, str]
) -> Item:
    """``choiceInteraction`` and ``hottextInteraction``."""
    options = list(inside(interaction, "simpleChoice", "hottext"))
    right = [option for option in options if option.get("identifier") in response.correct]
    if len(right) < len(set(response.correct)):
        raise QtiError("A correct response is not among its choices.")
    said = {
        option.get("identifier", ""): feedback_in(option)
        or feedback.get(option.get("identifier", ""), "")
        for option in options
    }
    base["choices"] = tuple(
        Choice(
            text=content(option),
            correct=option in right,
            misconception="" if option in right else said[option.get("identifier", "")],
        )
        for option in options
    )
    explained = [said[option.get("identifier", "")] for option in right]
    _explain(base, explained)
    one = response.cardinality == "single" or interaction.get("maxChoices") == "1"
    return ChoiceItem(**base) if one else MultipleChoiceItem(**base)


def order(
    interaction: Element, response: Response, base: dict[str, Any], feedback: dict[str, str]
) -> Item:
    """``orderInteraction``."""
    options = {
        option.get("identifier"): content(option)
        for option in children(interaction, "simpleChoice")
    }
    if set(response.correct) != set(options):
        raise QtiError("Its correct order does not name each of its choices.")
    return OrderingItem(**base, steps=tuple(options[key] for key in response.correct))


def match(
    interaction: Element, response: Response, base: dict[str, Any], feedback: dict[str, str]
) -> Item:
    """``matchInteraction`` and ``associateInteraction``."""
    options = {
        option.get("identifier", ""): content(option)
        for option in inside(interaction, "simpleAssociableChoice")
    }
    pairs = response.pairs()
    if any(key not in options for pair in pairs for key in pair):
        raise QtiError("Its correct response names a choice that it does not have.")
    lefts = [left for left, _ in pairs]
    if len(set(lefts)) < len(lefts):
        pairs = [
            (right, left) for left, right in pairs
        ]  # several rights to one left: turn it round
        lefts = [left for left, _ in pairs]
        if len(set(lefts)) < len(lefts):
            raise QtiError(
                "Several of its choices match several others, which can't be asked here."
            )
    used = {key for pair in pairs for key in pair}
    return MatchingItem(
        **base,
        pairs=tuple(Pair(left=options[left], right=options[right]) for left, right in pairs),
        extra=tuple(text for key, text in options.items() if key not in used),
    )


def gap_match(
    interaction: Element, response: Response, base: dict[str, Any], feedback: dict[str, str]
) -> Item:
    """``gapMatchInteraction``: a cloze text with the words to choose from below it."""
    words = {word.get("identifier"): content(word) for word in children(interaction, "gapText")}
    if any(True for _ in children(interaction, "gapImg")):
        raise QtiError("Its gaps are filled with pictures.")
    filled: dict[str, list[str]] = {}
    for word, gap in response.pairs():
        if word not in words:
            raise QtiError("Its correct response names a word that it does not have.")
        filled.setdefault(gap, []).append(words[word])
    gaps = list(inside(interaction, "gap"))

    def blank(element: Element) -> str | None:
        if name(element) in ("prompt", "gapText") or name(element) in FEEDBACK:
            return ""
        return f"{{{{{gaps.index(element) + 1}}}}}" if name(element) == "gap" else None

    text = markup.from_element(interaction, blank)
    base["stem"] = "\n\n".join(part for part in (base["stem"], base["question"]) if part)
    base["question"] = f"{text}\n\n({' · '.join(words.values())})"
    blanks = tuple(tuple(filled.get(gap.get("identifier", ""), ())) for gap in gaps)
    return ClozeItem(**base, blanks=blanks)


def extended_text(
    interaction: Element, response: Response, base: dict[str, Any], feedback: dict[str, str]
) -> Item:
    """``extendedTextInteraction``: an essay, unless it has a model answer."""
    if not response.correct:
        raise QtiError("It asks for a long text and has no model answer to compare it with.")
    return ShortAnswerItem(
        **base,
        answer=response.correct[0],
        accepted=tuple(dict.fromkeys((*response.correct[1:], *response.accepted))),
    )


def _explain(base: dict[str, Any], texts: list[str]) -> None:
    known = [base.get("explanation", ""), *texts]
    base["explanation"] = "\n\n".join(dict.fromkeys(text for text in known if text))


BLOCKS: dict[str, Callable[[Element, Response, dict[str, Any], dict[str, str]], Item]] = {
    "choiceInteraction": choice,
    "hottextInteraction": choice,
    "orderInteraction": order,
    "matchInteraction": match,
    "associateInteraction": match,
    "gapMatchInteraction": gap_match,
    "extendedTextInteraction": extended_text,
}
"""Interactions that stand for themselves."""
