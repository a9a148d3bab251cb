"""The goals a learner has, and what they order about one of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date

from bot.dates import find_day, parse_day
from bot.goals import Goal, going
from bot.learner.events import GoalEnded, GoalPaused, GoalResumed
from bot.messages import Action, Buttons, Choices, Option, Part, Text
from bot.skill import Turn
from bot.skills.goal import words
from bot.tutor.goals import (
    Look,
    capital,
    dated,
    far,
    looks,
    own_goals,
    reminds,
    rhythm_words,
    title,
)

_ENDED_SHOWN = 3


async def show(turn: Turn) -> AsyncIterator[Part]:
    """Each goal in two lines, and what can be done."""
    goals = await own_goals(turn)
    open_ = going(goals, turn.today)
    if not open_:
        for part in _none(turn, goals):
            yield part
        return
    found = await looks(turn, open_)
    many = len(found) > 1
    lines = [_line(turn, number if many else 0, each) for number, each in enumerate(found, 1)]
    heading = turn.n("Your goal", "Your {count} goals", len(found))
    reached = sum(goal.ended == "reached" for goal in goals)
    if reached:
        lines.append(
            turn.n(
                "Reached so far: {count}; /progress portfolio has it.",
                "Reached so far: {count}; /progress portfolio has them.",
                reached,
            )
        )
    yield Text(markdown=f"**{heading}**\n\n" + "\n\n".join(lines))
    if len(found) == 1:
        yield Buttons(options=tuple(_orders(turn, open_[0])))
        return
    yield Choices(
        prompt=turn._("Tap one to check in, change, pause or stop it."),
        options=tuple(
            Option(
                label=f"{number}. {title(turn, each.goal.terms, each.course)}"[:75],
                action=Action(name="goal.one", args={"goal": each.goal.id}),
            )
            for number, each in enumerate(found, 1)
        ),
    )


async def today(turn: Turn) -> AsyncIterator[Part]:
    """The goals that are going, in a line each."""
    found = await looks(turn, going(await own_goals(turn), turn.today))
    if not found:
        return
    lines = [
        f"- {capital(dated(turn, each.goal.terms, each.course))}: "
        f"{far(turn, each.goal, each.evidence)}".rstrip(": ")
        for each in found
    ]
    yield Text(markdown="\n".join([f"**{turn._('Your goals')}**", *lines]))
    first = Action(name="goal.list")
    if len(found) == 1:
        first = Action(name="goal.check_in", args={"goal": found[0].goal.id})
    yield Buttons(options=(Option(label=turn._("Check in"), action=first),))


async def one(turn: Turn, goal: Goal) -> AsyncIterator[Part]:
    """One goal, its reason, and what can be done."""
    found = (await looks(turn, [goal]))[0]
    lines = [_line(turn, 0, found)]
    if goal.terms.reason:
        lines.append(turn._("You wrote why: “{reason}”.", reason=goal.terms.reason.rstrip(".")))
    yield Text(markdown="\n\n".join(lines))
    yield Buttons(options=tuple(_orders(turn, goal)))


def _line(turn: Turn, number: int, found: Look) -> str:
    goal, terms = found.goal, found.goal.terms
    name = capital(dated(turn, terms, found.course))
    first = f"{number}. **{name}**" if number else f"**{name}**"
    state = ""
    if goal.state(turn.today) == "paused":
        state = (
            turn._("Paused until {day}.", day=turn.translator.day(goal.paused_until))
            if goal.paused_until
            else turn._("Paused.")
        )
    elif terms.rhythm:
        when = rhythm_words(turn, terms.rhythm)
        state = (
            turn._("I'll remind you {when}.", when=when)
            if reminds(terms)
            else turn._("I ask {when}.", when=when)
        )
    second = f"{far(turn, goal, found.evidence)} {state}".strip()
    return f"{first}\n{second}".rstrip()


def _orders(turn: Turn, goal: Goal) -> list[Option]:
    def order(label: str, verb: str, **args: str) -> Option:
        return Option(
            label=label, action=Action(name=f"goal.{verb}", args={"goal": goal.id} | args)
        )

    paused = goal.state(turn.today) == "paused"
    return [
        order(turn._("Check in"), "check_in", asked="1"),
        order(turn._("Change"), "change"),
        order(turn._("Go on"), "resume") if paused else order(turn._("Pause"), "pause"),
        order(turn._("Stop it"), "stop"),
    ]


def _none(turn: Turn, goals: Sequence[Goal]) -> list[Part]:
    said = turn._(
        "You have no goal going. Tell me one in your own words, for example: “I want to finish "
        "chapter 6 by Friday”, “20 minutes on Tuesdays and Thursdays at 18:00”, or anything that "
        "you want to keep in sight."
    )
    reached = sum(goal.ended == "reached" for goal in goals)
    if not reached:
        return [Text(markdown=said)]
    done = turn.n(
        "You've reached {count} so far.", "You've reached {count} so far.", reached
    )  # fmt: skip
    portfolio = Option(label=turn._("My portfolio"), action=Action(name="progress.portfolio"))
    return [Text(markdown=f"{said}\n\n{done}"), Buttons(options=(portfolio,))]


# ---- which one? ----------------------------------------------------------------------------


async def meant(turn: Turn, which: str, verb: str) -> Goal | list[Part]:
    """The goal that words mean; else what to say: there is none, or which one?"""
    open_ = going(await own_goals(turn), turn.today)
    if not open_:
        return _none(turn, [])
    number = which.partition(" ")[0].lstrip("#")
    if number.isdecimal() and 0 < int(number) <= len(open_):
        return open_[int(number) - 1]
    found = await looks(turn, open_)
    language = turn.translator.language
    named = [
        each.goal
        for each in found
        if words.matches(
            which, f"{title(turn, each.goal.terms, each.course)} {each.goal.terms.words}", language
        )
    ]
    if len(named) == 1:
        return named[0]
    if len(open_) == 1:
        return open_[0]
    options = tuple(
        Option(
            label=title(turn, each.goal.terms, each.course)[:75],
            action=Action(name=f"goal.{verb}", args={"goal": each.goal.id, "asked": "1"}),
        )
        for each in found
    )
    return [Choices(prompt=turn._("Which one?"), options=options)]


# ---- pause, go on, stop --------------------------------------------------------------------


async def pause(turn: Turn, goal: Goal, until: str) -> AsyncIterator[Part]:
    day = _day(turn, until)
    if day and day <= turn.today:
        over = turn._("{day} is over already. Which day do you mean?", day=turn.translator.day(day))
        yield Text(markdown=over)
        return
    turn.record(GoalPaused(course=goal.course, goal=goal.id, until=day))
    said = (
        turn._("Paused: I won't ask about it until {day}.", day=turn.translator.day(day))
        if day
        else turn._("Paused: I won't ask about it until you tell me to go on.")
    )
    yield Text(markdown=said)
    resume_ = Action(name="goal.resume", args={"goal": goal.id})
    yield Buttons(options=(Option(label=turn._("Go on"), action=resume_),))


def _day(turn: Turn, text: str) -> date | None:
    language = turn.translator.language
    found = find_day(text, turn.today, language=language)
    return found.day if found else parse_day(text, turn.today, language=language)


async def resume(turn: Turn, goal: Goal) -> AsyncIterator[Part]:
    turn.record(GoalResumed(course=goal.course, goal=goal.id))
    rhythm = goal.terms.rhythm
    if rhythm:
        said = turn._("It goes on. You hear from me {when}.", when=rhythm_words(turn, rhythm))
    else:
        said = turn._("It goes on.")
    yield Text(markdown=said)


async def stop(turn: Turn, goal: Goal) -> AsyncIterator[Part]:
    """At once; it can be taken back."""
    found = (await looks(turn, [goal]))[0]
    turn.record(GoalEnded(course=goal.course, goal=goal.id, how="stopped"))
    name = title(turn, goal.terms, found.course)
    yield Text(markdown=turn._("Stopped: “{goal}”. I won't ask about it any more.", goal=name))
    again = Action(name="goal.again", args={"goal": goal.id})
    yield Buttons(options=(Option(label=turn._("Take it up again"), action=again),))
