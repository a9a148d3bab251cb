"""A round from its start to its end, and what to offer when nothing is due."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass

from bot.learner.memory import Key, Memory
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.skills.review import show, state
from bot.skills.review.deck import QUESTIONS, ROUND, Deck, Entry, deck, interleaved
from bot.skills.review.state import Round
from bot.tutor.course import course_of, named
from bot.tutor.rules import rules
from bot.wellbeing import limit, over
from knowledge.course import Course, Item, Section


@dataclass(frozen=True, slots=True)
class Session:
    """One learner's review of one course, as it stands in this turn."""

    course: Course
    deck: Deck
    round: Round | None

    @property
    def entry(self) -> Entry | None:
        """The card on the table; None when there is none, or the course has it no more."""
        return self.deck.entries.get(self.round.key) if self.round else None

    @property
    def card(self) -> Memory | None:
        return self.deck.cards.get(self.round.key) if self.round else None

    def sections(self, name: str) -> list[str]:
        """Ids of the sections that a number or title means: one, or all of a unit."""
        return [section.id for section in named(self.course, name)]


async def session(turn: Turn) -> Session | None:
    """The review of the learner's course; None when they have to choose one first."""
    course = await course_of(turn)
    if course is None:
        return None
    return Session(course, await _deck(turn, course), state.current(turn, course.id))


async def _deck(turn: Turn, course: Course) -> Deck:
    known = await turn.known(course)
    questions = await turn.past(("question_asked",), newest=QUESTIONS)
    help_with = await rules(turn, course)

    def in_exam(section: Section, item: Item) -> bool:
        return help_with(section, item) == "exam"

    return await asyncio.to_thread(deck, course, known.model, questions, in_exam)


# ---- the round -----------------------------------------------------------------------------


async def resume(turn: Turn, now: Session) -> AsyncIterator[Part]:
    """Go on where they left, or start."""
    entry = now.entry
    if now.round is None or entry is None:
        parts = start(turn, now)
    elif now.round.stage == "rate":
        parts = reveal(turn, now, entry, typed=False)
    else:
        parts = _table(turn, now.deck, now.round)
    async for part in parts:
        yield part


async def start(turn: Turn, now: Session) -> AsyncIterator[Part]:
    """What is due; when nothing is, say until when and offer something new."""
    queue = now.deck.next_round(turn.now)
    if queue:
        async for part in _begin(turn, now.deck, queue):
            yield part
        return
    state.end(turn)
    for part in _nothing_due(turn, now.deck):
        yield part


async def of_sections(turn: Turn, now: Session, ids: Sequence[str]) -> AsyncIterator[Part]:
    """What is due of some sections, and their key terms that are new."""
    due = [key for key in now.deck.due(turn.now) if key.section in ids]
    new = [key for section in ids for key in now.deck.new_terms(section)]
    if due or new:
        queue = interleaved([*due, *new][:ROUND]) if due else new[:ROUND]
        async for part in _begin(turn, now.deck, queue):
            yield part
        return
    yield Text(markdown=turn._("Nothing of it is due, and you have all its key terms in review."))


async def _begin(turn: Turn, found: Deck, queue: Sequence[Key]) -> AsyncIterator[Part]:
    if reached := await limit(turn):
        for part in over(turn, reached):
            yield part
        return
    async for part in _table(turn, found, Round(started=turn.now, queue=tuple(queue))):
        yield part


async def _table(turn: Turn, found: Deck, round_: Round, lead: str = "") -> AsyncIterator[Part]:
    """Put the round's card on the table."""
    state.keep(turn, round_)
    entry = found.entries[round_.key]
    for part in show.question(turn, round_, entry, found.cards.get(round_.key), lead=lead):
        yield part


async def reveal(turn: Turn, now: Session, entry: Entry, *, typed: bool) -> AsyncIterator[Part]:
    """Show a term whole; the learner says how well they knew it."""
    assert now.round
    rating = now.round.model_copy(update={"stage": "rate"})
    state.keep(turn, rating)
    for part in show.answer(turn, rating, entry, now.course, now.card, typed=typed):
        yield part


async def advance(
    turn: Turn, now: Session, lead: str = "", *, recalled: bool | None = None
) -> AsyncIterator[Part]:
    """The next card, or the end of the round.

    Args:
        lead: what to say about the card before.
        recalled: whether it was; None when it was skipped.
    """
    assert now.round
    round_ = now.round.model_copy(
        update={
            "recalled": now.round.recalled + bool(recalled),
            "answered": now.round.answered + (recalled is not None),
            "stage": "recall",
            "hints": 0,
        }
    )
    found = await _deck(turn, now.course)
    for place in range(round_.place + 1, len(round_.queue)):
        if round_.queue[place] in found.entries:  # a course may lose one at any time
            parts = _table(turn, found, round_.model_copy(update={"place": place}), lead)
            break
    else:
        parts = _end(turn, found, round_, lead)
    async for part in parts:
        yield part


async def _end(turn: Turn, found: Deck, round_: Round, lead: str) -> AsyncIterator[Part]:
    state.end(turn)
    result = "\n\n".join(filter(None, [lead, _result(turn, round_)]))
    more = len(found.due(turn.now))
    if not more:
        for part in _nothing_due(turn, found, lead=result):
            yield part
        return
    left = turn.n("{count} more is due.", "{count} more are due.", more)
    yield Text(markdown=f"{result} {left}")
    state.offer(turn, "")
    again = Option(label=turn._("Another round"), action=Action(name="review.start"))
    yield Buttons(options=(again,))


def _result(turn: Turn, round_: Round) -> str:
    if not round_.answered:
        return turn._("That's the round.")
    return turn._(
        "That's the round: {recalled} of {answered} recalled. Trying to recall, right or wrong, "
        "is what makes it last.",
        recalled=round_.recalled,
        answered=round_.answered,
    )


async def today(turn: Turn) -> AsyncIterator[Part]:
    """How many cards are due, and a button that starts; nothing for who has no cards."""
    now = await session(turn)
    if now is None or not now.deck.cards:
        return
    heading, due = turn._("Review"), len(now.deck.due(turn.now))
    if not due:
        yield Text(markdown=f"**{heading}**\n{_until(turn, now.deck)}")
        return
    said = turn.n("{count} card is due.", "{count} cards are due.", due)
    yield Text(markdown=f"**{heading}**\n{said}")
    begin = Option(label=turn._("Start the review"), action=Action(name="review.start"))
    yield Buttons(options=(begin,))


def _nothing_due(turn: Turn, found: Deck, *, lead: str = "") -> Iterator[Part]:
    """Until when nothing is due, and new key terms to add if there are any."""
    said = " ".join(filter(None, [lead, _until(turn, found)]))
    section = found.to_add()
    if section is None:
        yield Text(markdown=said)
        return
    asked = turn._("Want to add the key terms of “{section}”?", section=section.label)
    yield Text(markdown=f"{said}\n\n{asked}")
    state.offer(turn, section.id)
    add = Action(name="review.add", args={"section": section.id})
    yield Buttons(options=(Option(label=turn._("Add them"), action=add),))


def _until(turn: Turn, found: Deck) -> str:
    days = found.days_until_next(turn.now)
    if days is None:
        return turn._(
            "There is nothing to review yet. What you ask about and practise comes back here when "
            "it's about to fade."
        )
    if days <= 1:
        return turn._("Nothing is due until tomorrow.")
    return turn.n("Nothing is due for {count} day.", "Nothing is due for {count} days.", days)
