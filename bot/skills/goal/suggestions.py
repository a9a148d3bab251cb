"""A teacher suggests a goal to a course; each learner takes it up or doesn't; nobody hears."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping

from bot.goals.wishes import understood
from bot.learner.events import GoalSuggested, SuggestionAnswered
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.skills.goal.desk import Draft
from bot.skills.goal.drafts import drafted
from bot.skills.goal.setting import offer
from bot.tutor.course import course_of
from bot.tutor.goals import capital, dated
from knowledge.course import Course

_Args = Mapping[str, str]


async def suggest(turn: Turn, course: Course, text: str) -> AsyncIterator[Part]:
    """``/goal suggest finish chapter 6 by Friday``"""
    if not turn.may(course.id, "steer"):
        yield Text(
            markdown=turn._(
                "Only a teacher of {course} suggests goals to it. Your own is one sentence away: "
                "just say it.",
                course=course.title,
            )
        )
        return
    wish, *_ = understood(text, turn.today, language=turn.translator.language)
    draft = await drafted(turn, course, wish)
    if isinstance(draft, str):
        yield Text(markdown=draft)
        return
    # When to be asked about it is each learner's own choice.
    terms = draft.terms
    turn.record(GoalSuggested(course=course.id, suggestion=draft.id, terms=terms))
    yield Text(
        markdown=turn._(
            "Suggested to {course}: **{goal}**. Learners see it with their goals and decide for "
            "themselves; you don't see who does.",
            course=course.title,
            goal=dated(turn, terms, course),
        )
    )


async def waiting(turn: Turn, course: Course) -> list[GoalSuggested]:
    """What was suggested and the learner hasn't answered, the newest first."""
    if turn.may(course.id, "steer"):
        return []
    made = [
        each
        for each in await turn.orders(course.id, "goal_suggested")
        if isinstance(each, GoalSuggested)
        and (each.terms.due is None or each.terms.due >= turn.today)
    ]
    if not made:
        return []
    past = [each.event for each in await turn.past(("suggestion_answered",))]
    answered = {
        event.suggestion for event in (*past, *turn.events) if isinstance(event, SuggestionAnswered)
    }
    return [each for each in reversed(made) if each.suggestion not in answered]


async def show(turn: Turn) -> AsyncIterator[Part]:
    """The newest suggestion, if one waits for an answer."""
    course = await course_of(turn)
    made = await waiting(turn, course) if course else []
    if course is None or not made:
        return
    name = capital(dated(turn, made[0].terms, course))
    yield Text(markdown=turn._("Your teacher suggests: **{goal}**. It's up to you.", goal=name))
    args = {"id": made[0].suggestion}
    yield Buttons(
        options=(
            Option(label=turn._("Look at it"), action=Action(name="goal.take", args=args)),
            Option(label=turn._("No, thanks"), action=Action(name="goal.decline", args=args)),
        )
    )


async def take(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """As a draft that they can change like one of their own."""
    course, made = await _meant(turn, args)
    if course is None or made is None:
        yield Text(markdown=turn._("That suggestion isn't there any more."))
        return
    draft = Draft(id=secrets.token_hex(4), terms=made.terms, suggestion=made.suggestion)
    async for part in offer(turn, course, draft):
        yield part


async def decline(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    course, made = await _meant(turn, args)
    if course is not None and made is not None:
        answer = SuggestionAnswered(course=course.id, suggestion=made.suggestion, accepted=False)
        turn.record(answer)
    yield Text(markdown=turn._("Fine. I won't bring it up again, and nobody is told."))


async def _meant(turn: Turn, args: _Args) -> tuple[Course | None, GoalSuggested | None]:
    course = await course_of(turn)
    made = await waiting(turn, course) if course else []
    return course, next((each for each in made if each.suggestion == args.get("id")), None)
