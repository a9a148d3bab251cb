"""`history`: a learner's own record, asked in words. For that learner alone."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from bot import periods
from bot.exports import table, xapi
from bot.hygiene import quoted
from bot.learner.activity import minutes_by_day
from bot.learner.events import AttemptMade, Happened, QuestionAsked, Reviewed
from bot.messages import Action, Buttons, File, Option, Part, Text
from bot.skill import Skill, Turn
from bot.skills.history import search, words
from bot.tutor.course import course_of
from bot.tutor.exercise import in_course, short_question
from bot.tutor.pilots import without_silent
from knowledge.course import Course

_EVENTS = ("question_asked", "item_opened", "hint_given", "attempt_made", "reviewed")
_QUESTIONS = 5_000
"""Of the newest, looked through."""
_MOST = 10
_USUAL = 7
"""Days, when none are named."""


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    about, wanted = words.asked_before(text), words.exports(text)
    if wanted:
        parts = _export(turn, wanted)
    elif about is not None:
        parts = _asked_before(turn, about)
    else:
        parts = _in_period(turn, text)
    async for part in parts:
        yield part


async def _export(turn: Turn, wanted: Literal["csv", "xapi"]) -> AsyncIterator[Part]:
    """The whole record as a file."""
    events = await turn.past(())
    kind, ending = (xapi, "json") if wanted == "xapi" else (table, "csv")
    data = await asyncio.to_thread(kind.dump, events)
    yield Text(
        markdown=turn.n(
            "Here is everything I have recorded of you: {count} entry.",
            "Here is everything I have recorded of you: {count} entries.",
            len(events),
        )
    )
    yield File(name=f"studylamp-{turn.today}.{ending}", media_type=kind.MEDIA_TYPE, data=data)


# ---- "have I asked this before?" -----------------------------------------------------------


async def _asked_before(turn: Turn, about: str) -> AsyncIterator[Part]:
    wanted = about or next((past.said for past in reversed(turn.history) if past.said), "")
    if not wanted:
        yield Text(markdown=turn._("About what? For example: have I asked about shaping before?"))
        return
    course = await course_of(turn)
    events = await turn.past(("question_asked",), newest=_QUESTIONS)
    if not about:
        events = events[:-1]  # the question just asked is no earlier one
    language = course.language if course else "en"
    found = await asyncio.to_thread(
        search.alike, wanted, events, turn.retrieval.similarities, language
    )
    if not found:
        yield Text(markdown=turn._("No, not that I can find: this would be the first time."))
        return
    lines = [f"- {_past(turn, past, course)}" for past in found[:_MOST]]
    count = turn.n("Yes, {count} time:", "Yes, {count} times:", len(found))
    yield Text(markdown="\n".join([count, *lines]))


def _past(turn: Turn, past: search.Past, course: Course | None) -> str:
    day = turn.translator.day(_day(turn, past.at))
    labels = {s.id: s.label for s in course.sections()} if course else {}
    where = labels.get(past.section, "")
    return " · ".join(filter(None, [day, f"“{past.question}”", where]))


# ---- "what did I get wrong last week?" -----------------------------------------------------


async def _in_period(turn: Turn, text: str) -> AsyncIterator[Part]:
    named = periods.period(text, turn.today, language=turn.translator.language)
    period = named or periods.Period(turn.today - timedelta(days=_USUAL - 1), turn.today)
    begin, end = _midnight(turn, period.first), _midnight(turn, period.last + timedelta(days=1))
    past = await without_silent(turn, await turn.past(_EVENTS, since=begin))
    events = [each for each in past if each.at < end]
    when = _when(turn, period)
    match words.wanted(text):
        case "wrong":
            parts = _wrong(turn, events, when)
        case "asked":
            parts = _asked(turn, events, when)
        case "did":
            parts = _did(turn, events, when)
    async for part in parts:
        yield part


async def _wrong(turn: Turn, events: Sequence[Happened], when: str) -> AsyncIterator[Part]:
    missed = [
        (each.at, each.event)
        for each in events
        if isinstance(each.event, AttemptMade)
        and each.event.credit is not None
        and each.event.credit < 1
    ]
    if not missed:
        answered = any(isinstance(each.event, AttemptMade) for each in events)
        nothing = (
            turn._("{when}: nothing. Every answer was right.", when=when)
            if answered
            else turn._("{when}: no answers, so nothing wrong either.", when=when)
        )
        yield Text(markdown=nothing)
        return
    fixed = _right_since(events)
    lines = []
    for at, event in missed[::-1][:_MOST]:
        course = await _course(turn, event.course)
        found = in_course(course, event.section, event.item) if course else None
        asked = short_question(found.item) if found else turn._("no longer in the course")
        day = turn.translator.day(_day(turn, at))
        line = turn._("{day} · {question} · you said “{answer}”", day=day, question=asked,
                      answer=quoted(event.answer, 40))  # fmt: skip
        if (event.course, event.item) in fixed:
            line += " · " + turn._("right since")
        lines.append(f"- {line}")
    count = turn.n("{when}: {count} answer wasn't right.", "{when}: {count} answers weren't right.",
                   len(missed), when=when)  # fmt: skip
    yield Text(markdown="\n".join([count, *lines]))
    weak = Option(label=turn._("Quiz me on these"), action=Action(name="quiz.weak"))
    yield Buttons(options=(weak,))


def _right_since(events: Sequence[Happened]) -> set[tuple[str, str]]:
    """Items whose newest answer is right."""
    newest = {
        (event.course, event.item): event.credit
        for event in (each.event for each in events)
        if isinstance(event, AttemptMade) and event.credit is not None
    }
    return {key for key, credit in newest.items() if credit == 1}


async def _asked(turn: Turn, events: Sequence[Happened], when: str) -> AsyncIterator[Part]:
    asked = [(e.at, e.event) for e in events if isinstance(e.event, QuestionAsked)]
    if not asked:
        yield Text(markdown=turn._("{when}: no questions.", when=when))
        return
    course = await course_of(turn)
    lines = [
        f"- {_past(turn, search.Past(at, e.question, e.sections[0] if e.sections else ''), course)}"
        for at, e in asked[::-1][:_MOST]
    ]
    count = turn.n("{when}: {count} question.", "{when}: {count} questions.", len(asked), when=when)
    yield Text(markdown="\n".join([count, *lines]))


async def _did(turn: Turn, events: Sequence[Happened], when: str) -> AsyncIterator[Part]:
    if not events:
        yield Text(markdown=turn._("{when}: nothing here.", when=when))
        return
    minutes = minutes_by_day((each.at for each in events), turn.zone)
    lines = []
    for day in sorted(minutes, reverse=True)[:_MOST]:
        own = [each.event for each in events if _day(turn, each.at) == day]
        parts = [turn.n("{count} minute", "{count} minutes", max(1, round(minutes[day])))]
        parts += _counts(turn, own)
        parts += await _sections(turn, own)
        lines.append(f"- **{turn.translator.day(day)}** · {' · '.join(parts)}")
    one_day = len(lines) == 1
    yield Text(markdown=lines[0].removeprefix("- ") if one_day else "\n".join([f"{when}:", *lines]))


def _counts(turn: Turn, events: Sequence[object]) -> list[str]:
    asked = sum(isinstance(event, QuestionAsked) for event in events)
    reviewed = sum(isinstance(event, Reviewed) for event in events)
    marked = [e for e in events if isinstance(e, AttemptMade) and e.credit is not None]
    right = sum(event.credit == 1 for event in marked)
    said = []
    if asked:
        said.append(turn.n("{count} question", "{count} questions", asked))
    if marked:
        said.append(
            turn.n("{right} of {count} answer right", "{right} of {count} answers right",
                   len(marked), right=right)
        )  # fmt: skip
    if reviewed:
        said.append(turn.n("{count} card reviewed", "{count} cards reviewed", reviewed))
    return said


async def _sections(turn: Turn, events: Sequence[object]) -> list[str]:
    """The sections that were worked on most."""
    counts: Counter[tuple[str, str]] = Counter()
    for event in events:
        match event:
            case AttemptMade() | Reviewed():
                counts[event.course, event.section] += 1
            case QuestionAsked(covered=True) if event.sections:
                counts[event.course, event.sections[0]] += 1
    names = []
    for (course_id, section_id), _ in counts.most_common(2):
        course = await _course(turn, course_id)
        labels = {s.id: s.label for s in course.sections()} if course else {}
        names += [labels[section_id]] if section_id in labels else []
    return [", ".join(names)] if names else []


async def _course(turn: Turn, course_id: str) -> Course | None:
    from knowledge.problems import SourceError

    try:
        return await asyncio.to_thread(turn.courses.get, course_id)
    except SourceError:
        return None


def _when(turn: Turn, period: periods.Period) -> str:
    first, last = turn.translator.day(period.first), turn.translator.day(period.last)
    return first if period.first == period.last else turn._(
        "{first} to {last}", first=first, last=last
    )  # fmt: skip


def _day(turn: Turn, at: datetime) -> date:
    return at.astimezone(turn.zone).date()


def _midnight(turn: Turn, day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=turn.zone)


SKILL = Skill(
    name="history",
    summary="what you asked, answered and got wrong",
    usage="what did I get wrong last week?",
    run=run,
    audience="you",
    always=True,
)
