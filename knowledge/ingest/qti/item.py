"""One ``assessmentItem`` → items of a course."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from knowledge.course import ClozeItem, Item, NumericItem
from knowledge.ingest import markup
from knowledge.ingest.markup import name
from knowledge.ingest.qti.interactions import BLOCKS, FEEDBACK, content
from knowledge.ingest.qti.responses import Response, responses
from knowledge.ingest.qti.xml import QtiError, child, children, inside

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_INLINE = frozenset(("textEntryInteraction", "inlineChoiceInteraction"))
_IGNORED = frozenset(("endAttemptInteraction", "mediaInteraction"))
_RIGHT = re.compile(r"(?<!in)(?<!not)[-_. ]?correct|right|^true$|^yes$", re.IGNORECASE)
_WRONG = re.compile(r"incorrect|not.?correct|wrong|^false$|^no$", re.IGNORECASE)
_SOLUTION = re.compile(r"solution|model|rationale|explanation|general", re.IGNORECASE)
_BLANK = "_____"


def items(element: Element, item_id: str) -> list[Item]:
    """The items of an assessment item: one for each of its interactions, if it has several.

    Raises:
        QtiError: it can't be asked here.
        pydantic.ValidationError: it breaks a rule of the course model.
    """
    body = child(element, "itemBody")
    if body is None:
        raise QtiError("It has no itemBody.")
    if child(element, "templateDeclaration") is not None:
        raise QtiError("It is a template whose values are drawn at random.")
    interactions = [inner for inner in inside(body, *_names(body)) if name(inner) not in _IGNORED]
    if not interactions:
        raise QtiError("It asks nothing: there is no interaction in it.")
    unknown = [n for n in map(name, interactions) if n not in BLOCKS and n not in _INLINE]
    if unknown:
        raise QtiError(f"Its {unknown[0]} can't be asked in a chat.")
    known = responses(element)
    blocks = [inner for inner in interactions if name(inner) in BLOCKS]
    feedback, said = _feedback(element, body)
    base: dict[str, Any] = {**said, "needs_figure": _needs_figure(body)}
    if not blocks:
        return [_inline(body, interactions, known, {**base, "id": item_id})]
    if len(blocks) < len(interactions):
        raise QtiError("It mixes blanks in the text with other kinds of interaction.")
    context = markup.from_element(body, _without_interactions)
    found = []
    for number, interaction in enumerate(blocks, start=1):
        fields: dict[str, Any] = {**base, **_asked(interaction, context)}
        fields["id"] = item_id if len(blocks) == 1 else f"{item_id}-{number}"
        fields["part_of"] = item_id if len(blocks) > 1 else None
        response = _response(known, interaction)
        found.append(BLOCKS[name(interaction)](interaction, response, fields, feedback))
    return found


def _names(body: Element) -> set[str]:
    return {name(inner) for inner in body.iter() if name(inner).endswith("Interaction")}


def _response(known: dict[str, Response], interaction: Element) -> Response:
    found = known.get(interaction.get("responseIdentifier", ""))
    if found is None or (not found.correct and name(interaction) != "extendedTextInteraction"):
        raise QtiError("It does not say what the correct response is.")
    return found


def _asked(interaction: Element, context: str) -> dict[str, str]:
    """Question and stem: the prompt is asked, the text around it is context."""
    prompt = child(interaction, "prompt")
    asked = content(prompt) if prompt is not None else ""
    if not asked and name(interaction) == "hottextInteraction":
        return {"stem": "", "question": context or content(interaction)}
    return {"stem": context if asked else "", "question": asked or context}


def _without_interactions(element: Element) -> str | None:
    tag = name(element)
    hidden = tag.endswith("Interaction") or tag in FEEDBACK or tag == "templateBlock"
    for_graders = tag == "rubricBlock" and "candidate" not in element.get("view", "")
    return "" if hidden or for_graders else None


# ---- blanks in the text ---------------------------------------------------------------------


def _inline(
    body: Element, interactions: list[Element], known: dict[str, Response], base: dict[str, Any]
) -> Item:
    """Text entries and drop-down lists: a number to be found, or a cloze text."""
    found = [_response(known, interaction) for interaction in interactions]
    only = found[0]
    numeric = len(found) == 1 and only.is_number and name(interactions[0]) in _INLINE
    options = [
        {one.get("identifier"): content(one) for one in children(interaction, "inlineChoice")}
        for interaction in interactions
    ]

    def blank(element: Element) -> str | None:
        if name(element) not in _INLINE:
            return _without_interactions(element)
        if numeric:
            return _BLANK
        place = interactions.index(element)
        offered = " / ".join(options[place].values())
        return f"{{{{{place + 1}}}}}" + (f" ({offered})" if offered else "")

    base["question"] = markup.from_element(body, blank)
    if numeric:
        base["question"] = base["question"].removesuffix(_BLANK).strip() or base["question"]
        return NumericItem(
            **base,
            answer=only.correct[0],
            tolerance=only.tolerance,
            accepted=tuple(key for key in only.accepted),
        )
    blanks = [
        tuple(dict.fromkeys(offered.get(key, key) for key in (*one.correct, *one.accepted)))
        for one, offered in zip(found, options, strict=True)
    ]
    return ClozeItem(**base, blanks=tuple(blanks))


# ---- feedback and pictures ------------------------------------------------------------------


def _feedback(element: Element, body: Element) -> tuple[dict[str, str], dict[str, str]]:
    """Feedback by id of the choice it is about, and the item's explanation and solution.

    What is shown after a wrong answer says nothing to somebody who was right, so feedback that is
    neither about a choice nor named as right or as a solution is not used.
    """
    choices = {option.get("identifier", "") for option in inside(body, "simpleChoice", "hottext")}
    about: dict[str, str] = {}
    base = {"explanation": "", "solution": ""}
    blocks = [b for b in inside(body, "feedbackBlock") if not _within_choice(b)]
    for feedback in [*children(element, "modalFeedback"), *blocks]:
        key = feedback.get("identifier", "")
        text = content(feedback)
        if feedback.get("showHide") == "hide" or not text:
            continue
        if key in choices:
            about[key] = text
        elif _SOLUTION.search(key) or _SOLUTION.search(feedback.get("outcomeIdentifier", "")):
            base["solution"] = base["solution"] or text
        elif _RIGHT.search(key) and not _WRONG.search(key):
            base["explanation"] = base["explanation"] or text
    return about, base


def _within_choice(element: Element) -> bool:
    return any(name(parent) == "simpleChoice" for parent in element.iterancestors())


def _needs_figure(body: Element) -> bool:
    pictures = inside(body, "img", "svg", "object", "audio", "video")
    return any(
        not (picture.get("alt") or picture.get("label") or "").strip() for picture in pictures
    )
