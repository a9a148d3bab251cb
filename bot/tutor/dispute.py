""" "That should be right": a mark goes to the teacher, in the learner's words if they like."""

from __future__ import annotations

from collections.abc import AsyncIterator

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.learner.events import MarkReferred
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.tutor.exercise import Exercise
from bot.tutor.words import is_question, skips, stops
from knowledge.grading.mark import Mark

_NAME, _WAITS = "marked", "dispute"
_GO_ON = ("ask", "quiz", "review")
_REASON = 3
"""Words from which a message is a reason."""
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


def is_possible(turn: Turn) -> bool:
    """A mark below full was given last."""
    last = _last(turn)
    return last is not None and (last.credit is None or last.credit < 1)


def button(turn: Turn, back: str = "ask") -> Buttons:
    """The one tap.

    Args:
        back: the skill that goes on afterwards.
    """
    label = turn._("That should be right")
    action = Action(name="hint.dispute", args={"back": back})
    return Buttons(options=(Option(label=label, action=action),), beside_answer=True)


async def refer(turn: Turn, back: str) -> AsyncIterator[Part]:
    """It goes to the teacher. A reason may follow."""
    last = _last(turn)
    if last is None:
        yield Text(markdown=turn._("There is no mark to look at again."))
        return
    turn.record(_referred(last, ""))
    turn.state["pending"] = "hint"
    turn.state[_WAITS] = back
    yield Text(
        markdown=turn._(
            "It's noted for your teacher, with the question and your answer: if they agree, your "
            "record is corrected. You can tell me in a line why you think so, or just go on."
        )
    )


def doubt(turn: Turn) -> None:
    """The grader wasn't sure of the answer that was marked last: the teacher may decide."""
    if last := _last(turn):
        turn.record(MarkReferred(**last.model_dump(), by="grader"))


async def after(turn: Turn, back: str, text: str) -> AsyncIterator[Part]:
    """The message after a dispute: a reason, unless it is plainly something else."""
    skill = turn.skill(back if back in _GO_ON else "ask")
    if len(text.split()) < _REASON or is_question(text) or stops(text) or skips(text):
        async for part in skill.run(turn, text):
            yield part
        return
    if last := _last(turn):
        turn.record(_referred(last, text[:_LONGEST]))
    yield Text(markdown=turn._("Noted, word for word."))
    if "resume" in skill.act:
        async for part in skill.act["resume"](turn, {}):
            yield part


def waits_for_reason(turn: Turn) -> str | None:
    """Once, in the turn after a mark was disputed: the skill that goes on."""
    back = turn.state.pop(_WAITS, None)
    return back if isinstance(back, str) else None


def _referred(last: Marked, why: str) -> MarkReferred:
    return MarkReferred(**last.model_dump(), by="learner", reason=why)


def _last(turn: Turn) -> Marked | None:
    try:
        return Marked.model_validate(turn.state[_NAME])
    except (KeyError, ValidationError):
        return None
