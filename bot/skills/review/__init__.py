"""`review`: a minute of recalling what is about to be forgotten.

A round is up to five cards. The card on the table waits for the next message, but holds nobody: a
message that is no answer to it is a question like any other, and the round goes on afterwards.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping

from bot.answering.smalltalk import kind_of
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Skill, Turn
from bot.skills.review import anki, cards, state, words
from bot.skills.review.rounds import Session, advance, of_sections, resume, session, start, today
from bot.tutor.course import no_course
from bot.tutor.words import agrees, declines, is_question, skips, stops, wants_hint
from knowledge.course import Term

_Args = Mapping[str, str]


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    now = await session(turn)
    if now is None:
        yield no_course(turn)
        return
    offered = state.take_offer(turn)
    async for part in _respond(turn, now, text.strip(), offered):
        yield part


def _respond(turn: Turn, now: Session, text: str, offered: str | None) -> AsyncIterator[Part]:
    command = text != turn.text  # "/review", "what's due?": the skill gets what follows
    if words.wants_anki(text):
        return anki.export(turn, now)
    named = words.place(turn.text) or (text if command else "")
    sections = now.sections(named) if named else []
    if sections:
        return of_sections(turn, now, sections)
    if words.is_number(named):
        return _say(turn._("There is no {name} in {course}.", name=named, course=now.course.title))
    if command:
        return _leave(turn, now) if stops(text) else resume(turn, now)
    if now.round:
        return _to_card(turn, now, text)
    if offered is not None and agrees(text):
        return of_sections(turn, now, [offered]) if offered else start(turn, now)
    if offered is not None and declines(text):
        return _say(turn._("Fine. What's due waits for you."))
    return _aside(turn, now, text)


def _to_card(turn: Turn, now: Session, text: str) -> AsyncIterator[Part]:
    """A message while a card is on the table."""
    entry = now.entry
    if stops(text):
        return _leave(turn, now)
    if now.round and now.round.aside:
        return _ask(turn, text)
    if entry is None or skips(text):
        return advance(turn, now)
    if now.round and now.round.stage == "rate":
        rating = words.rating(text)
        return cards.rated(turn, now, rating) if rating else _aside(turn, now, text)
    if not isinstance(entry.content, Term):
        return _to_item(turn, now, text)
    if words.looks(text) or wants_hint(text):
        return cards.look(turn, now)
    if is_question(text) or kind_of(text):
        return _aside(turn, now, text)
    return cards.recalled(turn, now, text)


async def _to_item(turn: Turn, now: Session, text: str) -> AsyncIterator[Part]:
    async for part in await cards.to_item(turn, now, text) or _aside(turn, now, text):
        yield part


async def _aside(turn: Turn, now: Session, text: str) -> AsyncIterator[Part]:
    """Something else than the review: `ask` answers it, and the card waits."""
    async for part in _ask(turn, text):
        yield part
    if now.round:
        state.keep(turn, now.round, aside=True)
        back = Option(label=turn._("Back to the review"), action=Action(name="review.resume"))
        yield Buttons(options=(back,))


def _ask(turn: Turn, text: str) -> AsyncIterator[Part]:
    return turn.skill("ask").run(turn, text)


async def _leave(turn: Turn, now: Session) -> AsyncIterator[Part]:
    state.end(turn)
    done = now.round.answered if now.round else 0
    if done:
        left = turn.n(
            "{count} card done; the rest stays due.",
            "{count} cards done; the rest stays due.",
            done,
        )
        yield Text(markdown=f"{turn._('Fine, we stop here.')} {left}")
    else:
        yield Text(markdown=turn._("Fine. What's due waits for you."))


async def _say(markdown: str) -> AsyncIterator[Part]:
    yield Text(markdown=markdown)


# ---- buttons -------------------------------------------------------------------------------

_Handler = Callable[[Turn, _Args], AsyncIterator[Part]]


def _button(react: Callable[[Turn, Session, _Args], AsyncIterator[Part]]) -> _Handler:
    async def handle(turn: Turn, args: _Args) -> AsyncIterator[Part]:
        now = await session(turn)
        if now is None:
            yield no_course(turn)
            return
        async for part in react(turn, now, args):
            yield part

    return handle


def _on_card(react: Callable[[Turn, Session, _Args], AsyncIterator[Part]]) -> _Handler:
    """A button of one card; it does nothing for any other."""

    def handle(turn: Turn, now: Session, args: _Args) -> AsyncIterator[Part]:
        if now.round is None or now.entry is None or args.get("card") != now.round.token:
            return _say(turn._("That card is done. /review shows what is due now."))
        return react(turn, now, args)

    return _button(handle)


def _on_item(react: Callable[[Turn, Session, _Args], AsyncIterator[Part]]) -> _Handler:
    def handle(turn: Turn, now: Session, args: _Args) -> AsyncIterator[Part]:
        is_term = now.entry is not None and isinstance(now.entry.content, Term)
        return resume(turn, now) if is_term else react(turn, now, args)

    return _on_card(handle)


def _rate(turn: Turn, now: Session, args: _Args) -> AsyncIterator[Part]:
    rating = words.rating(args.get("rating", ""))
    return cards.rated(turn, now, rating) if rating else resume(turn, now)


def _add(turn: Turn, now: Session, args: _Args) -> AsyncIterator[Part]:
    return of_sections(turn, now, [args.get("section", "")])


SKILL = Skill(
    name="review",
    summary="a minute of recalling what you are about to forget",
    usage="what's due?",
    run=run,
    act={
        "start": _button(lambda turn, now, _args: start(turn, now)),
        "resume": _button(lambda turn, now, _args: resume(turn, now)),
        "add": _button(_add),
        "anki": _button(lambda turn, now, _args: anki.export(turn, now)),
        "stop": _button(lambda turn, now, _args: _leave(turn, now)),
        "show": _on_card(lambda turn, now, _args: cards.look(turn, now)),
        "rate": _on_card(_rate),
        "hint": _on_item(lambda turn, now, _args: cards.hint(turn, now)),
        "answer": _on_item(lambda turn, now, args: cards.tapped(turn, now, args.get("choice", ""))),
    },
    audience="you",
    today=today,
)
