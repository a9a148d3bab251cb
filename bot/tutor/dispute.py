""" "That should be right": a mark goes to the teacher, in the learner's words if they like."""

from __future__ import annotations

from collections.abc import AsyncIterator

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.learner.events import MarkReferred
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.tutor.exercise import Exercise
from knowledge.grading.mark import Mark

_NAME = "marked"
_LONGEST = 500


class Marked(BaseModel):
    """The answer that was marked last."""

    model_config = ConfigDict(extra="ignore")

    course: str
    section: str
    item: str
    answer: str
    credit: float | None


def remember(turn: Turn, exercise: Exercise, mark: Mark, said: str) -> None:
    """This mark can be disputed now."""
    last = Marked(
        course=exercise.course.id,
        section=exercise.section.id,
        item=exercise.item.id,
        answer=(mark.picked[0].text if mark.picked else said)[:_LONGEST],
        credit=mark.credit,
    )
    turn.state[_NAME] = last.model_dump(mode="json")


def button(turn: Turn) -> Buttons:
    label = turn._("That should be right")
    return Buttons(
        options=(Option(label=label, action=Action(name="hint.dispute")),), beside_answer=True
    )


async def refer(turn: Turn) -> AsyncIterator[Part]:
    """One tap: it goes to the teacher. A reason may follow."""
    last = _last(turn)
    if last is None:
        yield Text(markdown=turn._("There is no mark to look at again."))
        return
    turn.record(_referred(last, ""))
    turn.state["pending"] = "hint"
    turn.state["dispute"] = True
    yield Text(
        markdown=turn._(
            "It's noted for your teacher, with the question and your answer: if they agree, your "
            "record is corrected. You can tell me in a line why you think so, or just go on."
        )
    )


async def reason(turn: Turn, text: str) -> AsyncIterator[Part]:
    """Why they think so."""
    last = _last(turn)
    if last:
        turn.record(_referred(last, text[:_LONGEST]))
    yield Text(markdown=turn._("Noted, word for word. Shall we go on?"))


def waits_for_reason(turn: Turn) -> bool:
    """True once, in the turn after a mark was disputed."""
    return bool(turn.state.pop("dispute", False))


def _referred(last: Marked, why: str) -> MarkReferred:
    return MarkReferred(**last.model_dump(), by="learner", reason=why)


def _last(turn: Turn) -> Marked | None:
    try:
        return Marked.model_validate(turn.state[_NAME])
    except (KeyError, ValidationError):
        return None
