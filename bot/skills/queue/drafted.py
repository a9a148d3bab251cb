"""Hints that a model drafted, for a teacher to approve or throw away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.learner.additions import Addition
from bot.learner.events import DraftReviewed, Verdict
from bot.messages import Action, Option, Part, Text
from bot.skill import Turn
from bot.tutor.exercise import in_course, key_text, question_text
from knowledge.course import Course


def open_drafts(turn: Turn, course: Course) -> Sequence[Addition]:
    """Of items that the course still has."""
    drafts = turn.courses.unreviewed(course.id, "ladder")
    return [each for each in drafts if in_course(course, each.section, each.item)]


def show(turn: Turn, course: Course, draft: Addition, count: int, lead: str) -> Iterator[Part]:
    """The exercise, its key and the hints."""
    exercise = in_course(course, draft.section, draft.item)
    assert exercise
    waiting = turn.n(
        "{count} drafted ladder of hints waits for you.",
        "{count} drafted ladders of hints wait for you.",
        count,
    )
    hints = "\n".join(f"{n}. {hint.text}" for n, hint in enumerate(exercise.item.hints, 1))
    lines = [
        lead,
        f"**{waiting}**",
        f"*{exercise.section.label}*",
        question_text(exercise.item),
        turn._("Key: **{key}**", key=key_text(turn, exercise.item)),
        hints,
    ]
    yield Text(markdown="\n\n".join(filter(None, lines)))


def decisions(turn: Turn, draft: Addition) -> list[Option]:
    args = {"item": draft.item}
    return [
        Option(
            label=turn._("Approve"),
            action=Action(name="queue.draft", args=args | {"is": "approved"}),
        ),
        Option(
            label=turn._("Throw away"),
            action=Action(name="queue.draft", args=args | {"is": "rejected"}),
        ),
    ]


async def decide(turn: Turn, course: Course, args: Mapping[str, str]) -> str:
    """What to say about the teacher's word on one draft."""
    drafts = open_drafts(turn, course)
    draft = next((each for each in drafts if each.item == args.get("item")), None)
    if draft is None:
        return turn._("That one is decided already.")
    verdict: Verdict = "approved" if args.get("is") == "approved" else "rejected"
    turn.record(
        DraftReviewed(
            course=course.id,
            section=draft.section,
            kind="ladder",
            item=draft.item,
            verdict=verdict,
        )
    )
    if verdict == "approved":
        await turn.courses.review(draft, "approved")
        return turn._("Approved: learners see these hints without a note from now on.")
    await turn.courses.review(draft, "rejected")
    return turn._("Thrown away: the exercise has the hints that its section gives.")
