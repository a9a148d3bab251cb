"""How a plan looks: where it leads, the next step and why, the ways to go about it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from bot.learner.events import PlanAimed
from bot.learner.learner_model import Pace
from bot.messages import Action, Buttons, Option, Part, Text
from bot.planning import Plan, Step, answers_needed, practice_minutes, reading_minutes
from bot.skill import Turn
from bot.tutor.beliefs import percent
from bot.tutor.course import parts
from bot.tutor.exercise import can_be_asked
from bot.tutor.solution import has_example
from knowledge.course import Course

_THEN = 3
_TIGHT = 60
"""Minutes a day above which a plan is called tight."""
_FIRST, _MORE = 3, 8
"""Questions of practice, short and deep."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan, and which of its steps to propose now."""

    course: Course
    plan: Plan
    aim: PlanAimed | None
    pace: Pace
    place: int
    """Of the step; 0 is the first."""
    exam: bool = False
    """They just told of an exam, and it is no goal of theirs yet."""


def plan(turn: Turn, shown: Proposal, *, brief: bool = False) -> Iterator[Part]:
    """The whole reply.

    Args:
        brief: it stands among other things: only where it leads, and the next step.
    """
    course, made, aim, place = shown.course, shown.plan, shown.aim, shown.place
    heading = f"**{_heading(turn, course, aim)}**"
    if not (made.steps or made.done or made.locked):
        nothing = turn._(
            "There is nothing to practise here yet, so I can't plan it. Ask me anything about it."
        )
        yield Text(markdown=f"{heading}\n\n{nothing}")
        return
    if not made.steps:
        yield Text(markdown=f"{heading}\n\n{_finished(turn, made)}")
        yield Buttons(
            options=(
                Option(label=turn._("A quiz on it"), action=Action(name="quiz.new")),
                Option(label=turn._("Review"), action=Action(name="review.start")),
            )
        )
        return
    step = made.steps[place % len(made.steps)]
    rest = [s for s in made.steps if s is not step]
    lines = [
        f"{heading}\n{_left(turn, made, aim)}",
        f"{turn._('Next: **{concept}**.', concept=step.node.title)} {_why(turn, step)}",
    ]
    if rest and not brief:
        names = "; ".join(s.node.title for s in rest[:_THEN])
        lines.append(turn._("Then: {concepts}.", concepts=names))
    if aim is None and place == 0 and not brief:
        lines.append(
            turn._(
                "Tell me what you work towards (“exam on the 12th on chapters 5 to 8”), and I'll "
                "plan for that."
            )
        )
    if not brief:
        lines.append(turn._("How would you like to go about it?"))
    yield Text(markdown="\n\n".join(lines))
    yield Buttons(options=tuple(_paths(turn, step, shown)))


def _heading(turn: Turn, course: Course, aim: PlanAimed | None) -> str:
    if aim is None:
        return turn._("Your plan for {course}", course=course.title)
    what = parts(course, aim.sections)
    if aim.by is None:
        return turn._("Your plan: {what}", what=what)
    days = (aim.by - turn.today).days
    when = turn.translator.day(aim.by)
    if days < 0:
        return turn._("Your plan: {what} (the {day} has passed)", what=what, day=when)
    if days == 0:
        return turn._("Your plan: {what}, today", what=what)
    return turn.n(
        "Your plan: {what}, by {day} ({count} day)",
        "Your plan: {what}, by {day} ({count} days)",
        days,
        what=what,
        day=when,
    )


def _left(turn: Turn, made: Plan, aim: PlanAimed | None) -> str:
    total = len(made.done) + len(made.steps) + len(made.locked)
    said = turn._(
        "{done} of {total} concepts are done. About {time} is left, going by your pace.",
        done=len(made.done),
        total=total,
        time=_time(turn, made.minutes),
    )
    if aim and aim.by and aim.by > turn.today:
        daily = math.ceil(made.minutes / (aim.by - turn.today).days)
        said += " " + turn.n("That's {count} minute a day.", "That's {count} minutes a day.", daily)
        if daily > _TIGHT:
            said += " " + turn._(
                "That's tight: choose the parts that matter most, or practise first and read "
                "only what goes wrong."
            )
    if made.locked:
        said += " " + turn.n(
            "{count} opens when your teacher gets there.",
            "{count} open when your teacher gets there.",
            len(made.locked),
        )
    return said


def _time(turn: Turn, minutes: int) -> str:
    if minutes < 90:
        return turn.n("{count} minute", "{count} minutes", minutes)
    return turn.n("{count} hour", "{count} hours", round(minutes / 60))


def _finished(turn: Turn, made: Plan) -> str:
    if made.locked:
        return turn._("All that is open is done. The rest opens when your teacher gets there.")
    return turn._("All of it is done. Review keeps it; a quiz shows whether it holds.")


def _why(turn: Turn, step: Step) -> str:
    match step.reason:
        case "pinned":
            said = turn._("Your teacher put it first.")
        case "shaky":
            value = percent(step.belief.value)
            said = turn._("You're at {percent} there, so it's worth firming up.", percent=value)
        case "before":
            said = turn._("It comes before the rest.")
        case "started":
            value = percent(step.belief.value)
            said = turn._("You've begun it and are at {percent}.", percent=value)
        case "new":
            said = turn._("It's the next one you haven't practised.")
    if step.opens:
        said += " " + turn._("{concept} builds on it.", concept=step.opens[0].title)
    return said


def _paths(turn: Turn, step: Step, shown: Proposal) -> Iterator[Option]:
    """The ways to learn it, with their minutes; the learner decides."""
    node, pace = step.node, shown.pace

    def way(label: str, path: str, minutes: int) -> Option:
        return Option(
            label=f"{label} · {turn._('{minutes} min', minutes=minutes)}",
            action=Action(name="plan.path", args={"concept": node.id, "path": path}),
        )

    if node.section.text:
        yield way(
            turn._("Read it in short"), "read", reading_minutes(node.section, pace, short=True)
        )
    if has_example(node):
        yield way(turn._("A worked example"), "example", 3)
    askable = can_be_asked([item for _, item in node.items])
    if askable:
        few = max(_FIRST, min(_MORE, answers_needed(step.belief)))
        yield way(turn._("Practise"), "practice", practice_minutes(min(few, askable), pace))
    if askable >= 2 and step.belief.n == 0:
        skip = Action(name="quiz.test_out", args={"section": node.section.id})
        yield Option(label=turn._("I know this already"), action=skip)
    if len(shown.plan.steps) > 1:
        other = Action(name="plan.show", args={"place": str(shown.place + 1)})
        yield Option(label=turn._("Something else"), action=other)
    if shown.exam:
        yield Option(label=turn._("Make it my goal"), action=Action(name="goal.exam"))
