"""What a generator makes: an item, and what it rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from knowledge.course import Choice, Item, Section

Source = Literal["term", "statement", "contrast", "table", "steps", "worked_example", "model"]
SOURCES: tuple[Source, ...] = (
    "term", "statement", "contrast", "table", "steps", "worked_example", "model",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Generated:
    """An item that is in no bank yet."""

    item: Item
    section_id: str
    evidence: str
    """The sentences of the section that it rests on, one a line."""
    source: Source
    concepts: tuple[str, ...]
    """What the item practises."""
    about: str = ""
    """The key term, or the worked example's item, that it asks about: not twice in one quiz."""


def generated(
    kind: type[Any],
    section: Section,
    *,
    evidence: str,
    source: Source,
    about: str = "",
    **fields: Any,
) -> Generated:
    """Build an item of this kind. Its id is made of its content: the same item, the same id.

    Raises:
        pydantic.ValidationError: the fields make no such item.
    """
    item = kind(id="x", **fields)
    if "choices" in fields:
        item = item.model_copy(update={"choices": _mixed(item.choices)})
    item = item.model_copy(update={"id": f"gen-{_digest([section.id, *_content(item)])}"})
    concepts = section.concept_ids(item)
    return Generated(item, section.id, evidence, source, concepts, about)


def _mixed(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """In an order that depends on all their texts, so that the key's place tells nothing."""
    together = _digest(sorted(choice.text for choice in choices))
    return tuple(sorted(choices, key=lambda choice: _digest([together, choice.text])))


def _content(item: Item) -> list[str]:
    fields = item.model_dump(mode="json", exclude={"id", "concepts"})
    return [json.dumps(fields, sort_keys=True, ensure_ascii=False)]


def _digest(texts: Sequence[str]) -> str:
    return hashlib.blake2b("\x1f".join(texts).encode(), digest_size=8).hexdigest()
