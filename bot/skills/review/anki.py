"""A learner's review as an Anki package."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from bot.anki import MEDIA_TYPE, package
from bot.messages import File, Part, Text
from bot.skill import Turn
from bot.skills.review.deck import Deck
from bot.skills.review.rounds import Session
from knowledge.course import ChoiceItem, Section, Term


async def export(turn: Turn, now: Session) -> AsyncIterator[Part]:
    """The file, or what has to come first."""
    contents = exported(now.deck)
    if not contents:
        yield Text(
            markdown=turn._(
                "There is nothing in your review yet that could go to Anki. /review adds the key "
                "terms of what you work on."
            )
        )
        return
    data = await asyncio.to_thread(package, now.course, contents, turn.now)
    yield Text(
        markdown=turn.n(
            "Here is your review for Anki, {count} note. Importing a newer one updates it.",
            "Here is your review for Anki, {count} notes. Importing a newer one updates them.",
            len(contents),
        )
    )
    yield File(name=f"{now.course.id}.apkg", media_type=MEDIA_TYPE, data=data)


def exported(deck: Deck) -> list[tuple[Section, Term | ChoiceItem]]:
    """Key terms in review, and choice items that were answered right: a card shows the answer."""
    found: list[tuple[Section, Term | ChoiceItem]] = []
    for key, entry in deck.entries.items():
        content = entry.content
        ready = key in (deck.cards if isinstance(content, Term) else deck.solved)
        if ready and isinstance(content, Term | ChoiceItem):
            found.append((entry.section, content))
    return found
