"""All that waits for a teacher in a course, in the order in which it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bot.learner.referrals import EVENTS, Case, open_cases
from bot.messages import Action, Buttons, Option, Part
from bot.skill import Turn
from bot.skills.queue import drafted, items, questions, show
from bot.tutor.exercise import in_course
from knowledge.course import Course


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing."""

    id: str
    text: Callable[[str], Iterator[Part]]
    """What it is, after a lead."""
    decisions: tuple[Option, ...]


async def waiting(turn: Turn, course: Course, done: str = "") -> list[Waiting]:
    """Students' questions first: somebody waits for each. Then marks, then what was drafted.

    Args:
        done: id of one that was decided in this turn.
    """
    asked = [each for each in await questions.entries(turn, course) if each.id != done]
    people = await turn.classroom.people(course.id) if asked else None
    found = [
        Waiting(
            entry.id,
            partial(questions.show, turn, course, entry, len(asked), people=people),
            tuple(questions.decisions(turn, entry)),
        )
        for entry in asked
        if people
    ]
    marks = [case for case in await cases(turn, course) if case.id != done]
    found += [
        Waiting(
            case.id,
            partial(show.case, turn, course, case, len(marks)),
            tuple(show.decisions(turn, course, case)),
        )
        for case in marks
    ]
    drafts = drafted.open_drafts(turn, course)
    found += [
        Waiting(
            draft.item,
            partial(drafted.show, turn, course, draft, len(drafts)),
            tuple(drafted.decisions(turn, draft)),
        )
        for draft in drafts
    ]
    made = items.open_items(turn, course)
    found += [
        Waiting(
            each.item,
            partial(items.show, turn, course, each, len(made)),
            tuple(items.decisions(turn, course, each)),
        )
        for each in made
    ]
    return found


async def cases(turn: Turn, course: Course) -> list[Case]:
    """Open ones about items that the course still has."""
    referred = await turn.class_record(course.id, ("mark_referred",))
    # Who never referred anything has no case: a class answers much more than it disputes.
    whose = {each.learner_id for each in referred}
    found = open_cases(await turn.class_record(course.id, EVENTS, whose)) if whose else []
    return [case for case in found if in_course(course, case.section, case.item)]


def shown(turn: Turn, found: list[Waiting], place: int, lead: str) -> Iterator[Part]:
    """One of them, with what can be decided."""
    one = found[place]
    yield from one.text(lead)
    options = one.decisions
    if len(found) > 1:
        later = Action(name="queue.skip", args={"case": one.id})
        options = (*options, Option(label=turn._("Later"), action=later))
    yield Buttons(options=options)
