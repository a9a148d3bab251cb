"""Items that were made here, for a teacher to approve, edit or throw away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.learner.additions import Addition
from bot.learner.events import DraftReviewed, Verdict
from bot.messages import Action, Form, FormField, Option, Part, Text
from bot.skill import Turn
from bot.skills.queue.editing import Unsound, can_edit, edited, fields, reason
from bot.tutor.exercise import in_course, key_text, question_text
from bot.tutor.teacher_answers import quotation
from knowledge.course import ChoiceItem, Course, MultipleChoiceItem
from knowledge.generation.evidence import passage

_Args = Mapping[str, str]
_PASSAGE = 700
"""Characters of the passage that are shown."""


def open_items(turn: Turn, course: Course) -> Sequence[Addition]:
    """Those that the course has, a model's first."""
    found = [
        each
        for each in turn.courses.unreviewed(course.id, "item")
        if in_course(course, each.section, each.item)
    ]
    return sorted(found, key=lambda each: each.data.get("source") != "model")


def show(turn: Turn, course: Course, made: Addition, count: int, lead: str) -> Iterator[Part]:
    """The question, its key, and the passage that it is from."""
    exercise = in_course(course, made.section, made.item)
    assert exercise
    item = exercise.item
    waiting = turn.n(
        "{count} question that I made from the course waits for your look; it's in use meanwhile.",
        "{count} questions that I made from the course wait for your look; they're in use "
        "meanwhile.",
        count,
    )
    choices = item.choices if isinstance(item, ChoiceItem | MultipleChoiceItem) else ()
    says = passage(str(made.data.get("evidence", "")), exercise.section)
    if len(says) > _PASSAGE:
        says = f"{says[:_PASSAGE].rsplit(' ', 1)[0]} …"
    lines = [
        lead,
        f"**{waiting}**",
        question_text(item),
        "\n".join(f"- {choice.text}" for choice in choices),
        turn._("Key: **{key}**", key=key_text(turn, item)),
        turn._("{section} says:", section=f"*{exercise.section.label}*"),
        quotation(says),
    ]
    yield Text(markdown="\n\n".join(filter(None, lines)))


def decisions(turn: Turn, course: Course, made: Addition) -> list[Option]:
    exercise = in_course(course, made.section, made.item)
    args = {"item": made.item}
    found = [(turn._("Approve"), "queue.item", args | {"is": "approved"})]
    if exercise and can_edit(exercise.item):
        found.append((turn._("Edit"), "queue.edit", args))
    found.append((turn._("Throw away"), "queue.item", args | {"is": "rejected"}))
    return [Option(label=label, action=Action(name=name, args=args)) for label, name, args in found]


async def decide(turn: Turn, course: Course, args: _Args) -> str:
    """What to say about the teacher's word on one item."""
    made = _made(turn, course, args)
    if made is None:
        return turn._("That one is decided already.")
    if args.get("is") == "approved":
        await _reviewed(turn, made, "approved")
        return turn._("Approved.")
    await _reviewed(turn, made, "rejected")
    return turn._("Thrown away: neither it nor one like it comes again.")


def _made(turn: Turn, course: Course, args: _Args) -> Addition | None:
    found = open_items(turn, course)
    return next((each for each in found if each.item == args.get("item")), None)


async def _reviewed(turn: Turn, made: Addition, verdict: Verdict, became: str = "") -> None:
    turn.record(
        DraftReviewed(
            course=made.course,
            section=made.section,
            kind="item",
            item=made.item,
            verdict=verdict,
            became=became,
        )
    )
    await turn.courses.review(made, "approved" if verdict == "approved" else "rejected")


async def edit(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    """A form with what can be changed."""
    made = _made(turn, course, args)
    exercise = in_course(course, made.section, made.item) if made else None
    if made is None or exercise is None:
        yield Text(markdown=turn._("That one is decided already."))
        return
    yield _form(turn, made, fields(turn, exercise.item, made))


def _form(turn: Turn, made: Addition, shown: Sequence[tuple[str, str, str]]) -> Form:
    return Form(
        title=turn._("Edit the question"),
        fields=tuple(
            FormField(
                name=name, label=label, value=value, kind="line" if name == "answer" else "text"
            )
            for name, label, value in shown
        ),
        submit=Action(name="queue.edited", args={"item": made.item}),
    )


async def save(turn: Turn, course: Course, args: _Args) -> tuple[str, Form | None]:
    """The form came back: what to say, and the form once more if it can't be kept like that."""
    made = _made(turn, course, args)
    exercise = in_course(course, made.section, made.item) if made else None
    if made is None or exercise is None:
        return turn._("That one is decided already."), None
    found = await asyncio.to_thread(edited, course, exercise, made, args)
    if isinstance(found, Unsound):
        shown = [
            (name, label, args.get(name, value))
            for name, label, value in fields(turn, exercise.item, made)
        ]
        said = turn._("I didn't keep it like that. {reason}", reason=reason(turn, found))
        return said, _form(turn, made, shown)
    if found.item == made.item:
        await _reviewed(turn, made, "approved")
        return turn._("Nothing was changed, so it's approved as it was."), None
    new = replace(found, made_at=turn.now, status="approved")
    await turn.courses.keep(new, replace=True)
    await _reviewed(turn, made, "edited", became=new.item)
    return turn._("Kept as you wrote it; it takes the other's place."), None
