"""A check-in: two lines with what the record says, and buttons. And what the learner answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta

from bot.goals import Goal
from bot.learner.events import CheckedIn, CheckInSent, GoalEnded, ObstacleNamed, Snoozed
from bot.learner.events.goals import Answer, Obstacle
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.skills.goal import wordings
from bot.skills.goal.card import smaller
from bot.skills.goal.desk import Desk, desk, keep
from bot.skills.goal.next_step import small_steps
from bot.tutor.goals import (
    Look,
    counted,
    far,
    look,
    moment,
    reminds,
    rhythm_words,
    still_open,
    title,
)

_Args = Mapping[str, str]
_TONIGHT = time(19)


async def check_in(turn: Turn, goal: Goal, _args: _Args) -> AsyncIterator[Part]:
    """Ask how it is going: because it is time for it, or because the learner came for it."""
    asked_for = not turn.incoming.unasked
    if not asked_for and goal.asked_to_stop:
        async for part in _stop_by_itself(turn, goal):
            yield part
        return
    found = await look(turn, goal)
    if not asked_for and _said_today(turn, goal):
        return
    if found.evidence.reached and goal.terms.kind in ("sections", "mastery", "exam"):
        async for part in celebrate(turn, found):
            yield part
        return
    nudge = reminds(goal.terms)
    tone = "plain" if asked_for else wordings.tone(goal, nudge=nudge)
    template, wording = wordings.opener(goal, tone)
    turn.record(
        CheckInSent(
            course=goal.course, goal=goal.id, wording=wording, last=tone == "last",
            asked_for=asked_for,
        )
    )  # fmt: skip
    if "pending" not in turn.state:  # what is open in this conversation comes first
        keep(turn, desk(turn).model_copy(update={"step": "check", "goal": goal.id}))
    weekday = turn.translator.weekday(turn.today)
    said = (
        turn._(
            template,
            goal=title(turn, goal.terms, found.course),
            far=far(turn, goal, found.evidence),
            weekday=weekday,
        )
        if tone != "last"
        else turn._(template, goal=title(turn, goal.terms, found.course))
    )
    lines = [said.rstrip()]
    if tone != "last":
        lines.append(_second(turn, goal, found, wordings.question(goal, tone)))
    lines.append(_why_now(turn, goal, asked_for=asked_for))
    yield Text(markdown="\n\n".join(filter(None, lines)))
    if tone == "last":
        yield Buttons(
            options=(
                _b(turn._("Keep asking"), "keep", goal),
                _b(turn._("Change"), "change", goal),
                _b(turn._("Stop"), "stop", goal),
            )
        )
        return
    yield Buttons(options=tuple(_answers(turn, goal, nudge=nudge)))
    yield Buttons(options=tuple(_about_it(turn, goal, asked_for=asked_for)))


def _said_today(turn: Turn, goal: Goal) -> bool:
    """Nothing is to be asked: it is paused, or they told it by themselves today."""
    if goal.state(turn.today) != "active":
        return True
    answered = goal.answers[-1][0].astimezone(turn.zone).date() if goal.answers else None
    return answered == turn.today and goal.snoozed_until is None


def _second(turn: Turn, goal: Goal, found: Look, question: str) -> str:
    """What is left, and every other time the reason, in the learner's own words."""
    left = still_open(turn, found.evidence)
    if goal.terms.reason and goal.sent % 2 == 0:
        left = turn._("You wrote: “{reason}”.", reason=goal.terms.reason.rstrip("."))
    return f"{left} {turn._(question)}".strip()


def _why_now(turn: Turn, goal: Goal, *, asked_for: bool) -> str:
    if asked_for or goal.terms.rhythm is None:
        return ""
    when = rhythm_words(turn, goal.terms.rhythm)
    return f"*{turn._('You asked for this {when}.', when=when)}*"


def _b(label: str, verb: str, goal: Goal, **args: str) -> Option:
    return Option(label=label, action=Action(name=f"goal.{verb}", args={"goal": goal.id} | args))


def _answers(turn: Turn, goal: Goal, *, nudge: bool) -> Iterator[Option]:
    if nudge:
        yield _b(turn._("Start now"), "start", goal)
        yield _b(turn._("Done already"), "answer", goal, how="done")
        yield _b(turn._("Not today"), "answer", goal, how="not_yet")
    else:
        yield _b(turn._("Done"), "answer", goal, how="done")
        yield _b(turn._("Some of it"), "answer", goal, how="some")
        yield _b(turn._("Not yet"), "answer", goal, how="not_yet")
    yield _b(turn._("Talk about it"), "answer", goal, how="talk")


def _about_it(turn: Turn, goal: Goal, *, asked_for: bool) -> Iterator[Option]:
    if not asked_for:
        yield _b(turn._("Later"), "later", goal)
    yield _b(turn._("Change"), "change", goal)
    yield _b(turn._("Stop"), "stop", goal)


async def _stop_by_itself(turn: Turn, goal: Goal) -> AsyncIterator[Part]:
    """Nobody answered, not even whether to stop."""
    found = await look(turn, goal)
    turn.record(_ended(turn, found, "unanswered"))
    name = title(turn, goal.terms, found.course)
    yield Text(
        markdown=turn._(
            "I've stopped asking about “{goal}”. Nothing is lost: one tap, and it goes on.",
            goal=name,
        )
    )
    yield Buttons(options=(_b(turn._("Take it up again"), "again", goal),))


# ---- the answer ----------------------------------------------------------------------------


async def answer(turn: Turn, goal: Goal, how: str) -> AsyncIterator[Part]:
    if how not in ("done", "some", "not_yet", "talk"):
        how = "talk"
    answered: Answer = how  # type: ignore[assignment]
    turn.record(CheckedIn(course=goal.course, goal=goal.id, answer=answered))
    found = await look(turn, goal)
    match answered:
        case "done":
            parts = _done(turn, found)
        case "talk":
            parts = _talk(turn, goal)
        case _:
            parts = _in_the_way(turn, goal, some=answered == "some")
    async for part in parts:
        yield part


async def _done(turn: Turn, found: Look) -> AsyncIterator[Part]:
    """A goal that comes again goes on; what the record doesn't show is the learner's to call."""
    goal, terms = found.goal, found.goal.terms
    if terms.one_day:
        turn.record(_ended(turn, found, "reached"))
        yield Text(markdown=turn._("Good, that's done."))
        return
    again = terms.kind in ("habit", "minutes", "items")
    if again and not (terms.due and terms.due <= turn.today):
        yield Text(markdown=turn._("Good, that's kept. {far}", far=far(turn, goal, found.evidence)))
        return
    if found.evidence.measured and not found.evidence.reached and not again:
        said = turn._(
            "Good. My record isn't there yet: {far} {left}",
            far=far(turn, goal, found.evidence), left=still_open(turn, found.evidence),
        )  # fmt: skip
        yield Text(markdown=said.strip())
        options = [_b(turn._("It's reached"), "reached", goal)]
        yield Buttons(options=(*options, *small_steps(turn, found)[:1]))
        return
    async for part in celebrate(turn, found):
        yield part


async def celebrate(turn: Turn, found: Look) -> AsyncIterator[Part]:
    """Once, and into the portfolio."""
    turn.record(_ended(turn, found, "reached"))
    goal = found.goal
    lines = [turn._("**Reached: {goal}.**", goal=title(turn, goal.terms, found.course))]
    if found.evidence.done:
        lines.append(counted(turn, goal.terms, found.evidence))
    days = (turn.now - goal.set_at).days + 1
    lines.append(
        turn.n(
            "{count} day from setting it to here, and you did the work.",
            "{count} days from setting it to here, and you did the work.",
            days,
        )
    )
    if goal.terms.reason:
        lines.append(turn._("You wrote why: “{reason}”.", reason=goal.terms.reason.rstrip(".")))
    lines.append(turn._("It's in your portfolio now."))
    yield Text(markdown="\n\n".join([lines[0], " ".join(lines[1:])]))
    yield Buttons(
        options=(
            _b(turn._("Write a line about it"), "note", goal),
            Option(label=turn._("My portfolio"), action=Action(name="progress.portfolio")),
            Option(label=turn._("What's next"), action=Action(name="plan.show")),
        )
    )


def _ended(turn: Turn, found: Look, how: str) -> GoalEnded:
    goal = found.goal
    evidence = counted(turn, goal.terms, found.evidence) if found.evidence.done else ""
    return GoalEnded.model_validate(
        {"course": goal.course, "goal": goal.id, "how": how, "evidence": evidence}
    )


async def _in_the_way(turn: Turn, goal: Goal, *, some: bool) -> AsyncIterator[Part]:
    first = turn._("Some is a start.") if some else turn._("Thanks for saying so.")
    yield Text(markdown=f"{first} {turn._('What got in the way?')}")
    yield Buttons(
        options=(
            _b(turn._("No time"), "obstacle", goal, what="time"),
            _b(turn._("It's hard"), "obstacle", goal, what="hard"),
            _b(turn._("I forgot"), "obstacle", goal, what="forgot"),
            _b(turn._("No energy"), "obstacle", goal, what="energy"),
            _b(turn._("Something else"), "obstacle", goal, what="other"),
        )
    )


async def obstacle(turn: Turn, goal: Goal, what: str) -> AsyncIterator[Part]:
    """One small next step that fits what was in the way."""
    named: Obstacle = what if what in ("time", "hard", "forgot", "energy") else "other"  # type: ignore[assignment]
    turn.record(ObstacleNamed(course=goal.course, goal=goal.id, obstacle=named))
    if named == "other":
        async for part in _talk(turn, goal):
            yield part
        return
    found = await look(turn, goal)
    steps = small_steps(turn, found)
    can_shrink = found.course and await smaller(turn, found.course, goal.terms)
    shrink = [_b(turn._("Make it smaller"), "smaller_goal", goal)] if can_shrink else []
    other_time = _b(turn._("Another time for it"), "change", goal)
    match named:
        case "time":
            said = (
                turn._("Then small: three questions take about three minutes. Now?")
                if steps
                else turn._("Then small: what would be the first two minutes of it?")
            )
            options = [*steps[:1], *shrink]
        case "hard":
            said = (
                turn._("Then one piece of it: read it in short first, or let me ask a little.")
                if steps
                else turn._("Then one piece of it: what would the easiest part be?")
            )
            options = [*reversed(steps[:2]), *shrink]
        case "forgot":
            said = turn._("Then the time isn't right yet. When are you likely to have a minute?")
            options = [other_time, *steps[:1]]
        case _:
            said = turn._("That happens. Rest counts; a smaller goal holds better than a big one.")
            options = [*shrink, *steps[:1]]
    yield Text(markdown=said)
    yield Buttons(options=tuple(options or [other_time]))


async def _talk(turn: Turn, goal: Goal) -> AsyncIterator[Part]:
    keep(turn, Desk(step="note", goal=goal.id))
    yield Text(
        markdown=turn._(
            "What's on your mind with it? What you write goes into your journal, which only you "
            "see."
        )
    )


# ---- later ---------------------------------------------------------------------------------


async def later(turn: Turn, goal: Goal, args: _Args) -> AsyncIterator[Part]:
    """Asks how much later, then puts it off."""
    wanted = args.get("by", "")
    if wanted not in ("hour", "tonight", "tomorrow"):
        options = [_b(turn._("In an hour"), "later", goal, by="hour")]
        if turn.now.astimezone(turn.zone).time() < _TONIGHT:
            options.append(_b(turn._("Tonight"), "later", goal, by="tonight"))
        options.append(_b(turn._("Tomorrow"), "later", goal, by="tomorrow"))
        yield Text(markdown=turn._("When shall I come back?"))
        yield Buttons(options=tuple(options))
        return
    until = _moment(turn, goal, wanted)
    turn.record(Snoozed(course=goal.course, goal=goal.id, until=until))
    when = moment(turn, until)
    yield Text(markdown=turn._("I'll come back: {when}.", when=when.words), moments=(when,))


def _moment(turn: Turn, goal: Goal, wanted: str) -> datetime:
    local = turn.now.astimezone(turn.zone)
    match wanted:
        case "hour":
            return turn.now + timedelta(hours=1)
        case "tonight":
            at = datetime.combine(local.date(), _TONIGHT, tzinfo=turn.zone)
        case _:
            usual = goal.terms.rhythm.at if goal.terms.rhythm else time(17)
            at = datetime.combine(local.date() + timedelta(days=1), usual, tzinfo=turn.zone)
    return at.astimezone(UTC)
