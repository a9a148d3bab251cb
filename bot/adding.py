"""A course with what was added here: items, ladders, corrected keys. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from pydantic import TypeAdapter, ValidationError

from bot.learner.additions import Addition
from knowledge.course import (
    AlgebraItem,
    ChoiceItem,
    Course,
    Hint,
    Item,
    NumericItem,
    Section,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.generation.evidence import stands
from knowledge.text import fold

log = structlog.get_logger()

UNAPPROVED = "draft-"
"""Begins the ids of hints that no teacher has approved yet."""

_ITEM: TypeAdapter[Item] = TypeAdapter(Item)
_HINTS: TypeAdapter[tuple[Hint, ...]] = TypeAdapter(tuple[Hint, ...])


def with_additions(course: Course, added: Sequence[Addition]) -> Course:
    """The course with these; what doesn't fit it any more is left out."""
    by_section: dict[str, list[Addition]] = {}
    for addition in added:
        by_section.setdefault(addition.section, []).append(addition)
    units = tuple(
        unit.model_copy(
            update={
                "sections": tuple(
                    _with(section, by_section.get(section.id, ())) for section in unit.sections
                )
            }
        )
        for unit in course.units
    )
    return course.model_copy(update={"units": units})


def item_of(addition: Addition) -> Item | None:
    """The item that was added; None when it can't be understood here."""
    try:
        return _ITEM.validate_python(addition.data["item"])
    except (KeyError, ValidationError):  # another version wrote it
        return None


def _with(section: Section, added: Sequence[Addition]) -> Section:
    if not added:
        return section
    items = {item.id: item for item in section.items}
    for addition in sorted(added, key=lambda each: each.kind != "item"):
        try:
            match addition.kind:
                case "item" if _stands(addition, section):
                    items.setdefault(addition.item, _ITEM.validate_python(addition.data["item"]))
                case "ladder" if addition.item in items:
                    items[addition.item] = _with_ladder(items[addition.item], addition)
                case "key" if addition.item in items:
                    items[addition.item] = _with_key(items[addition.item], addition.data)
        except (KeyError, ValidationError) as error:  # another version wrote it
            log.warning("addition left out", item=addition.item, error=type(error).__name__)
    return section.model_copy(update={"items": tuple(items.values())})


def _stands(addition: Addition, section: Section) -> bool:
    """False when the text that a generated item rests on was changed."""
    return stands(str(addition.data.get("evidence", "")), section)


def _with_ladder(item: Item, addition: Addition) -> Item:
    if item.hints:
        return item  # the author's own come first
    hints = _HINTS.validate_python(addition.data["hints"])
    if addition.status != "approved":
        hints = tuple(hint.model_copy(update={"id": f"{UNAPPROVED}{hint.id}"}) for hint in hints)
    return item.model_copy(update={"hints": hints})


def can_correct(item: Item) -> bool:
    """True when the key of such an item can be corrected here."""
    return isinstance(
        item, ChoiceItem | TrueFalseItem | NumericItem | AlgebraItem | ShortAnswerItem
    )


def _with_key(item: Item, data: Mapping[str, Any]) -> Item:
    """
    Raises:
        pydantic.ValidationError: it would be no item any more, e.g. because no option is that text.
    """
    answers = [str(answer) for answer in data["answers"]]
    fields = item.model_dump()
    match item:
        case ChoiceItem():
            right = fold(answers[-1])
            for choice in fields["choices"]:
                choice["correct"] = fold(choice["text"]) == right
        case TrueFalseItem():
            fields["answer"] = fold(answers[-1]) == "true"
        case NumericItem() | AlgebraItem() | ShortAnswerItem() if data.get("replaces"):
            fields["answer"], fields["accepted"] = answers[0], tuple(answers[1:])
        case NumericItem() | AlgebraItem() | ShortAnswerItem():
            fields["accepted"] = tuple(dict.fromkeys((*item.accepted, *answers)))
    return _ITEM.validate_python(fields)
