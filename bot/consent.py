"""A course whose teacher asks for a guardian's consent first: what the bot does until it is there.

It explains, lets people choose another course, and helps to get the consent; it works on nothing
in that course, so that nothing about the student is recorded there. Who writes of distress is
answered before any of this (`bot.turns`).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace

from bot.guardians.model import REQUIRED, consent_of, is_required, may_work
from bot.learner.model import Learner
from bot.learner.store import Store
from bot.messages import Action, Buttons, Incoming, Option, Part, Text
from bot.skill import Skill, Turn
from bot.tutor.course import course_by_id

_OPEN = frozenset(("help", "guardian", "join", "class", "course", "settings", "link", "unlink"))
"""Skills that go on: they are about the person's own account, or show what there is."""


async def needs_consent(store: Store, learner: Learner, incoming: Incoming) -> str | None:
    """The course that this message would be worked on in, if a consent is missing for it."""
    course = (incoming.action.args.get("course") if incoming.action else None) or learner.course
    if not course:
        return None
    orders = [each.event for each in await store.classes.happened((REQUIRED,))]
    if not is_required(orders, course):
        return None
    consent = consent_of(await store.events(learner.id, ("consent_given",)), course)
    fine = may_work(learner.roles.get(course), required=True, consent=consent)
    return None if fine else course


def without_consent(skills: Sequence[Skill], course: str) -> tuple[Skill, ...]:
    """The skills as they are as long as it is missing: those that would work with the learner say
    what is needed instead, also when another one hands the turn to them; unasked, they are silent.
    """

    def run(turn: Turn, _said: object) -> AsyncGenerator[Part, None]:
        return consent_asked(turn, course)

    return tuple(
        skill
        if skill.name in _OPEN
        else replace(skill, run=run, act=dict.fromkeys(skill.act, run), today=None, audience="you")
        for skill in skills
    )


async def consent_asked(turn: Turn, course_id: str) -> AsyncGenerator[Part, None]:
    """What is missing, and how it comes; nothing when nobody asked."""
    if turn.incoming.unasked:
        return
    course = await course_by_id(turn, course_id)
    title = course.title if course else course_id
    yield Text(
        markdown=turn._(
            "In {course} I can't work with you yet: your teacher asks for a parent's or guardian's "
            "consent first. Until it is there I keep no record of yours in this course. It's no "
            "fault of yours, and it's quickly done. /course shows which other courses there are.",
            course=title,
        )
    )
    how = Action(name="guardian.consent", args={"course": course_id})
    yield Buttons(options=(Option(label=turn._("How do I get it?"), action=how),))
