"""A question that the course doesn't answer can go to the teacher: what of it is kept until the
learner says so, and the two buttons."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.learner.questions import key_of
from bot.messages import Action, Buttons, Option
from bot.skill import Turn

LONGEST = 500
_STATE = "to_teacher"
_KEPT = 5
"""Questions of a conversation whose buttons work."""


class Unanswered(BaseModel):
    model_config = ConfigDict(extra="ignore")

    course: str
    question: str
    section: str = ""
    """Id of the nearest one."""


async def can(turn: Turn, course: str) -> bool:
    """The learner is a student in a class that has a teacher."""
    if turn.learner.roles.get(course) != "student":
        return False
    return bool((await turn.classroom.face(course)).teachers)


def keep(turn: Turn, question: Unanswered) -> Buttons:
    """Remember it, and offer to pass it on."""
    key = key_of(question.question)
    kept = {name: each for name, each in _kept(turn).items() if name != key}
    kept[key] = question.model_dump(mode="json")
    turn.state[_STATE] = dict(list(kept.items())[-_KEPT:])
    named = Action(name="teacher.ask", args={"q": key})
    nameless = Action(name="teacher.ask", args={"q": key, "anonymous": "1"})
    return Buttons(
        options=(
            Option(label=turn._("Ask your teacher"), action=named),
            Option(label=turn._("Ask without my name"), action=nameless),
        )
    )


def kept(turn: Turn, key: str = "") -> Unanswered | None:
    """The question of that key, or the last one."""
    found = _kept(turn)
    try:
        return Unanswered.model_validate(found[key or list(found)[-1]])
    except (KeyError, IndexError, ValidationError):
        return None


def _kept(turn: Turn) -> dict[str, object]:
    found = turn.state.get(_STATE)
    return found if isinstance(found, dict) else {}
