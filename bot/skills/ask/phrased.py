"""The answer in a model's words: streamed, grounded in the passages, checked before it counts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import structlog
from babel import Locale

import prompts
from bot.citations import Reader, Source
from bot.errors import BudgetSpent, ModelError, ModelRateLimited
from bot.language import detect
from bot.messages import Citation, Draft
from bot.ports import Exchange
from bot.skill import Turn
from bot.skills.ask.find import Found
from bot.skills.ask.offline import Answer
from bot.tutor.class_rules import own_preferences, settings_of
from knowledge.text import primary

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from knowledge.retrieval import Hit

_PASSAGES = 6
_EXCHANGES = 3

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Phrased:
    """What came of asking the model."""

    answer: Answer | None
    """None: say it without the model."""
    note: str = ""
    """What the learner should know about that."""


async def phrase(turn: Turn, found: Found) -> AsyncIterator[Draft | Phrased]:
    """Drafts while the model writes, and at last what came of it. Raises nothing of the model's."""
    assert turn.model is not None
    hits = found.hits[:_PASSAGES]
    reader = Reader([_source(found, hit) for hit in hits])
    prompt = await _prompt(turn, found, hits)
    written = ""
    try:
        pieces = turn.model.stream(prompt, max_tokens=prompt.max_tokens)
        async with aclosing(cast("AsyncGenerator[str, None]", pieces)):
            async for piece in pieces:
                shown = reader.read(piece)
                written += shown
                if shown:
                    yield Draft(delta=shown)
        rest = reader.end()
        if rest:
            yield Draft(delta=rest)
    except ModelError as error:
        log.warning("answered without the model", error=type(error).__name__)
        yield Phrased(None, _note(turn, error))
        return
    markdown = (written + rest).strip()
    same_language = _language(turn) == primary(found.course.language)
    if not reader.cited or not markdown or (same_language and not reader.supported(markdown)):
        # It doesn't come from the course, whatever it cites: the course's own sentences do.
        log.warning("answered without the model", error="not grounded")
        yield Phrased(None)
        return
    yield Phrased(
        Answer(
            markdown,
            tuple(dict.fromkeys(citation.section_id for citation in reader.cited)),
            asks=markdown.endswith("?"),
        )
    )


async def _prompt(turn: Turn, found: Found, hits: Sequence[Hit]) -> prompts.Prompt:
    preferences = await own_preferences(turn, found.course.id)
    settings = await settings_of(turn, found.course.id)
    asked = found.question
    if found.move and turn.text:
        asked = f"{turn.text}\n({found.question})"
    return prompts.render(
        "ask",
        history=_history(turn.history),
        course=found.course.title,
        language=_language_name(_language(turn)),
        reading_level=preferences.reading_level,
        tone=settings.tone,
        pace=preferences.pace,
        help=preferences.help,
        interests=list(preferences.interests),
        passages=[{"text": hit.passage.text, "source": hit.passage.section_label} for hit in hits],
        question=asked,
    )


def _language(turn: Turn) -> str:
    """The language they write in, which may be one that the fixed texts don't speak."""
    return primary(detect(turn.text) or turn.translator.language)


def _language_name(code: str) -> str:
    return Locale.parse(code, sep="-").english_name or code


def _history(exchanges: Sequence[Exchange]) -> list[prompts.Message]:
    messages = []
    for exchange in exchanges[-_EXCHANGES:]:
        if exchange.said and exchange.answered:
            messages.append(prompts.Message("user", exchange.said))
            messages.append(prompts.Message("assistant", exchange.answered))
    return messages


def _source(found: Found, hit: Hit) -> Source:
    passage = hit.passage
    return Source(
        Citation(
            course=found.course.title,
            course_id=found.course.id,
            section=passage.section_label,
            section_id=passage.section_id,
            url=passage.url,
        ),
        passage.text,
    )


def _note(turn: Turn, error: ModelError) -> str:
    """Why the answer is plainer than usual."""
    if isinstance(error, BudgetSpent):
        return turn._(
            "(The language model's budget is used up for now, so this comes straight from your "
            "course.)"
        )
    if isinstance(error, ModelRateLimited):
        return turn._(
            "(The language model is busy right now, so this comes straight from your course.)"
        )
    return turn._(
        "(The language model isn't answering right now, so this comes straight from your course.)"
    )
