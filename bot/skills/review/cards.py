"""What a learner does with the card on the table, and what that says about their memory."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.cite import citations
from bot.guard import reveals
from bot.learner import memory
from bot.learner.events import Reviewed
from bot.messages import Part, Text
from bot.skill import Turn
from bot.skills.review import show, state
from bot.skills.review.deck import Entry
from bot.skills.review.rounds import Session, advance, reveal
from bot.tutor import dispute
from bot.tutor.exercise import Exercise
from bot.tutor.hinting import allowed_rungs, no_more_hints, record_hint, rung_text
from bot.tutor.marking import marked, record
from bot.tutor.words import wants_hint
from knowledge.course import ChoiceItem, Course, Item, Term, TrueFalseItem
from knowledge.grading.mark import Mark

# ---- key terms -----------------------------------------------------------------------------


async def look(turn: Turn, now: Session) -> AsyncIterator[Part]:
    """The answer is shown; an item's answer never is before an attempt."""
    entry = now.entry
    assert entry
    parts = (
        reveal(turn, now, entry, typed=False)
        if isinstance(entry.content, Term)
        else advance(turn, now)
    )
    async for part in parts:
        yield part


async def recalled(turn: Turn, now: Session, text: str) -> AsyncIterator[Part]:
    """They wrote what they recall. A name we can tell; a meaning they compare themselves."""
    entry = now.entry
    assert entry
    term = entry.content
    assert isinstance(term, Term)
    if show.asks_for_name(term, now.card) and show.names_it(text, term, now.course.language):
        lead = turn._("Yes, *{term}*.", term=term.name)
        parts = _reviewed(turn, now, entry, memory.GOOD, lead, self_rated=False)
    else:
        parts = reveal(turn, now, entry, typed=True)
    async for part in parts:
        yield part


async def rated(turn: Turn, now: Session, rating: int) -> AsyncIterator[Part]:
    """They said how well they knew it."""
    entry = now.entry
    assert entry
    async for part in _reviewed(turn, now, entry, rating, "", self_rated=True):
        yield part


async def _reviewed(
    turn: Turn, now: Session, entry: Entry, rating: int, lead: str, *, self_rated: bool
) -> AsyncIterator[Part]:
    turn.record(Reviewed(**entry.key._asdict(), rating=rating, self_rated=self_rated))
    lead = f"{lead} {_comes_back(turn, now, entry, rating)}".strip()
    async for part in advance(turn, now, lead, recalled=rating != memory.AGAIN):
        yield part


def _comes_back(turn: Turn, now: Session, entry: Entry, rating: int) -> str:
    return show.comes_back(turn, memory.intervals(now.card, entry.key, turn.now)[rating])


# ---- items ---------------------------------------------------------------------------------


async def to_item(turn: Turn, now: Session, text: str) -> AsyncIterator[Part] | None:
    """The reply to a message about an item; None when it is about something else."""
    entry = now.entry
    assert entry
    assert not isinstance(entry.content, Term)
    if wants_hint(text):
        return hint(turn, now)
    mark = await marked(turn, _exercise(now, entry), text)
    return _marked(turn, now, entry, entry.content, mark, said=text) if mark else None


async def tapped(turn: Turn, now: Session, choice: str) -> AsyncIterator[Part]:
    """An option was tapped."""
    entry = now.entry
    assert entry
    assert not isinstance(entry.content, Term)
    mark = await marked(turn, _exercise(now, entry), choice) or Mark("unsure")
    said = mark.picked[0].text if mark.picked else choice
    async for part in _marked(turn, now, entry, entry.content, mark, said=said):
        yield part


async def hint(turn: Turn, now: Session) -> AsyncIterator[Part]:
    """The next rung of the item's ladder."""
    entry, round_ = now.entry, now.round
    assert entry
    assert round_
    exercise = _exercise(now, entry)
    rungs = await allowed_rungs(turn, exercise)
    if round_.hints >= len(rungs):
        state.keep(turn, round_)
        yield Text(markdown=no_more_hints(turn, given=round_.hints))
        yield show.controls(turn, round_, entry, more_hints=False)
        return
    level, rung = rungs[round_.hints]
    record_hint(turn, exercise, level, rung)
    round_ = round_.model_copy(update={"hints": round_.hints + 1})
    state.keep(turn, round_)
    yield Text(markdown=rung_text(turn, rung))
    yield show.controls(turn, round_, entry, more_hints=round_.hints < len(rungs))


async def _marked(
    turn: Turn, now: Session, entry: Entry, item: Item, mark: Mark, *, said: str
) -> AsyncIterator[Part]:
    assert now.round
    exercise = _exercise(now, entry)
    attempt = record(turn, exercise, mark, said, mode="review", hints=now.round.hints)
    rating = memory.of_attempt(attempt)
    said_of_it = _feedback(turn, item, mark, now.course)
    if rating:
        said_of_it.append(_comes_back(turn, now, entry, rating))
    yield Text(markdown=" ".join(said_of_it))
    yield citations(now.course, [entry.section.id])
    if mark.credit is not None and mark.credit < 1:
        dispute.remember(turn, exercise, mark, said)
        yield dispute.button(turn, "review")
    right = rating != memory.AGAIN if rating else None
    async for part in advance(turn, now, recalled=right):
        yield part


def _feedback(turn: Turn, item: Item, mark: Mark, course: Course) -> list[str]:
    """What was right or wrong. A missed item is asked again, so its key stays hidden."""
    match mark.verdict:
        case "right":
            said = [turn._("Yes, that's it."), item.explanation]
        case "unsure":
            said = [turn._("I can't tell for sure whether that's right, so it doesn't count.")]
        case "dont_know":
            said = [turn._("Good to know; it comes back soon.")]
        case "partly":
            said = [turn._("Partly right.")]
        case "wrong":
            believed = mark.picked[0].misconception if mark.picked else ""
            if isinstance(item, TrueFalseItem):  # there is nothing left to hide
                believed = item.misconception or item.explanation
            elif isinstance(item, ChoiceItem) and reveals(believed, item, course.language):
                believed = ""
            said = [turn._("Not this time."), believed]
    return [text for text in said if text]


def _exercise(now: Session, entry: Entry) -> Exercise:
    assert not isinstance(entry.content, Term)
    return Exercise(now.course, entry.section, entry.content)
