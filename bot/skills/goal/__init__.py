"""`goal`: goals in the learner's own words, check-ins, and what comes of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace

from bot.goals import Goal, going
from bot.goals.wishes import says_goal
from bot.learner.events import GoalSet
from bot.messages import Part, Text
from bot.skill import Skill, Turn
from bot.skills.goal import (
    about_you,
    adjusting,
    calendar,
    calendar_link,
    check_in,
    exam,
    journal,
    listing,
    next_step,
    setting,
    suggestions,
    words,
)
from bot.skills.goal.card import smaller
from bot.skills.goal.desk import Desk, Draft, asks, clear, desk, keep, open_draft
from bot.tutor.course import course_by_id, course_of, no_course
from bot.tutor.goals import look, own_goals
from bot.tutor.words import is_question
from knowledge.course import Course

_Args = Mapping[str, str]
_Parts = AsyncIterator[Part]


async def run(turn: Turn, text: str) -> _Parts:
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    async for part in await _answer(turn, course, text):
        yield part


async def _answer(turn: Turn, course: Course, text: str) -> _Parts:
    typed = turn.text.startswith("/")
    if not typed and (answered := await _to_what_was_asked(turn, course, text)):
        return answered
    ordered = words.command(text, typed=typed)
    if ordered:
        return await _ordered(turn, course, ordered)
    if not typed and not says_goal(text):  # it came here only because something was asked
        return turn.skill("ask").run(turn, text)
    return setting.propose(turn, course, text)


async def _to_what_was_asked(turn: Turn, course: Course, text: str) -> _Parts | None:
    """The message as an answer to the open question; None when it is something else."""
    now = desk(turn)
    match asks(turn):
        case "draft" | "due" | "rhythm":
            changed = None if says_goal(text) else await adjusting.in_words(turn, course, text)
            return changed or (None if says_goal(text) else turn.skill("ask").run(turn, text))
        case "zone" if not says_goal(text) and not words.command(text, typed=False):
            return _elsewhere(turn, text) or about_you.zone(turn, text)
        case "reason" if not words.command(text, typed=False):
            return _elsewhere(turn, text) or about_you.reason(turn, text)
        case "wrong":
            again = None if says_goal(text) else setting.propose_again(turn, course, text)
            return _elsewhere(turn, text) or again
        case "note":
            return journal.write(turn, now.goal, text)
        case "check":
            how = words.answer(text)
            goal = await _goal(turn, now.goal)
            if how and goal and goal.open:
                clear(turn)
                return check_in.answer(turn, goal, how)
            clear(turn)
            return turn.skill("ask").run(turn, text)
    return None


def _elsewhere(turn: Turn, text: str) -> _Parts | None:
    """A question about the course comes first; what was asked about the goal can be tapped."""
    return turn.skill("ask").run(turn, text) if is_question(text) else None


async def _ordered(turn: Turn, course: Course, ordered: words.Command) -> _Parts:
    match ordered.verb:
        case "list":
            return _all(turn, course)
        case "journal":
            return journal.show(turn)
        case "note":
            return journal.write(turn, "", ordered.which)
        case "calendar":
            return calendar.ordered(turn, ordered.which)
        case "suggest":
            return suggestions.suggest(turn, course, ordered.which)
    verb = {"check": "check_in"}.get(ordered.verb, ordered.verb)
    goal = await listing.meant(turn, ordered.which, verb)
    if not isinstance(goal, Goal):
        return _said(goal)
    args = {"asked": "1", "until": ordered.which}
    return _ON_GOAL[verb](turn, goal, args)


async def _list(turn: Turn, _args: _Args) -> _Parts:
    course = await course_of(turn)
    async for part in _all(turn, course) if course else listing.show(turn):
        yield part


async def _all(turn: Turn, course: Course) -> _Parts:
    """The learner's own, what a teacher suggests, and what waits for their yes."""
    waits = open_draft(turn)
    goals = going(await own_goals(turn), turn.today)
    if goals or not waits:
        for parts in (listing.show(turn), suggestions.show(turn)):
            async for part in parts:
                yield part
    if waits:
        lead = turn._("This one waits for your yes:")
        async for part in setting.offer(turn, course, waits, lead):
            yield part


async def _today(turn: Turn) -> _Parts:
    for parts in (listing.today(turn), suggestions.show(turn)):
        async for part in parts:
            yield part


async def _said(parts: list[Part]) -> _Parts:
    for part in parts:
        yield part


# ---- buttons -------------------------------------------------------------------------------


async def _goal(turn: Turn, name: str) -> Goal | None:
    return next((goal for goal in await own_goals(turn) if goal.id == name), None)


async def _change(turn: Turn, goal: Goal, _args: _Args) -> _Parts:
    """Put it on the table again."""
    course = await course_by_id(turn, goal.course)
    if course is None:
        yield Text(markdown=turn._("That's no longer in your course."))
        return
    keep(turn, Desk())
    async for part in setting.offer(
        turn, course, Draft(id=goal.id, terms=goal.terms, changes=True)
    ):
        yield part


async def _smaller(turn: Turn, goal: Goal, args: _Args) -> _Parts:
    course = await course_by_id(turn, goal.course)
    terms = await smaller(turn, course, goal.terms) if course else None
    made = replace(goal, terms=terms) if terms else goal
    async for part in _change(turn, made, args):
        yield part


async def _again(turn: Turn, goal: Goal, _args: _Args) -> _Parts:
    """A goal that ended is set anew, as it was."""
    if goal.open:
        async for part in listing.one(turn, goal):
            yield part
        return
    new = Draft.model_validate({"id": f"{turn.rng.getrandbits(32):08x}", "terms": goal.terms})
    turn.record(GoalSet(course=goal.course, goal=new.id, terms=new.terms))
    fresh = await _goal(turn, new.id)
    assert fresh
    async for part in listing.resume(turn, fresh):
        yield part


async def _start(turn: Turn, goal: Goal, _args: _Args) -> _Parts:
    async for part in next_step.start(turn, await look(turn, goal)):
        yield part


async def _reached(turn: Turn, goal: Goal, _args: _Args) -> _Parts:
    async for part in check_in.celebrate(turn, await look(turn, goal)):
        yield part


async def _note(turn: Turn, goal: Goal, _args: _Args) -> _Parts:
    keep(turn, Desk(step="note", goal=goal.id))
    yield Text(markdown=turn._("What do you want to remember of it?"))


_OnGoal = Callable[[Turn, Goal, _Args], _Parts]
_ON_GOAL: Mapping[str, _OnGoal] = {
    "check_in": check_in.check_in,
    "answer": lambda turn, goal, args: check_in.answer(turn, goal, args.get("how", "")),
    "obstacle": lambda turn, goal, args: check_in.obstacle(turn, goal, args.get("what", "")),
    "later": check_in.later,
    "keep": lambda turn, goal, _args: listing.resume(turn, goal),
    "one": lambda turn, goal, _args: listing.one(turn, goal),
    "change": _change,
    "smaller_goal": _smaller,
    "pause": lambda turn, goal, args: listing.pause(turn, goal, args.get("until", "")),
    "resume": lambda turn, goal, _args: listing.resume(turn, goal),
    "stop": lambda turn, goal, _args: listing.stop(turn, goal),
    "start": _start,
    "reached": _reached,
    "again": _again,
    "note": _note,
}
_ALSO_ENDED = ("again", "note", "one")
"""What can be done with a goal that has ended."""


def _on_goal(verb: str) -> Callable[[Turn, _Args], _Parts]:
    async def handle(turn: Turn, args: _Args) -> _Parts:
        goal = await _goal(turn, args.get("goal", ""))
        if goal is None or (not goal.open and verb not in _ALSO_ENDED):
            if turn.incoming.unasked:
                return
            yield Text(markdown=turn._("That goal has ended. /goal shows those that are going."))
            return
        async for part in _ON_GOAL[verb](turn, goal, args):
            yield part

    return handle


_OnDraft = Callable[[Turn, Course, Draft, _Args], _Parts]
_ON_DRAFT: Mapping[str, _OnDraft] = {
    "set": lambda turn, course, draft, _args: setting.confirm(turn, course, draft),
    "due": lambda turn, course, draft, _args: adjusting.ask_due(turn, course, draft),
    "rhythm": lambda turn, course, draft, _args: adjusting.ask_rhythm(turn, course, draft),
    "on": adjusting.on,
    "smaller": lambda turn, course, draft, _args: adjusting.shrink(turn, course, draft),
    "open_ended": lambda turn, course, draft, _args: adjusting.open_ended(turn, course, draft),
    "drop": lambda turn, course, draft, _args: setting.drop(turn, course, draft),
}


def _on_draft(verb: str) -> Callable[[Turn, _Args], _Parts]:
    async def handle(turn: Turn, args: _Args) -> _Parts:
        course = await course_of(turn)
        drafts = desk(turn).drafts
        draft = next((each for each in drafts if each.id == args.get("draft")), None)
        if course is None or draft is None:
            yield Text(markdown=turn._("That one isn't open any more. Tell me the goal again."))
            return
        async for part in _ON_DRAFT[verb](turn, course, draft, args):
            yield part

    return handle


SKILL = Skill(
    name="goal",
    summary="goals in your own words, check-ins and reminders",
    usage="I want to finish chapter 6 by Friday",
    run=run,
    act={
        **{verb: _on_goal(verb) for verb in _ON_GOAL},
        **{verb: _on_draft(verb) for verb in _ON_DRAFT},
        "skip": about_you.skip,
        "calendar": lambda turn, _args: calendar.export(turn),
        "feed": lambda turn, _args: calendar.feed(turn),
        "link": lambda turn, _args: calendar_link.show(turn),
        "new_link": lambda turn, _args: calendar_link.renew(turn),
        "no_link": lambda turn, _args: calendar_link.revoke(turn),
        "exam": exam.set_exam,
        "list": _list,
        "take": suggestions.take,
        "decline": suggestions.decline,
    },
    audience="you",
    today=_today,
)
