"""The rungs of an item's ladder that help within a minute, in words."""

from __future__ import annotations

from bot.adding import UNAPPROVED
from bot.hints import Rung, ladder
from bot.learner.events import HintGiven
from bot.policy import gives_hints
from bot.skill import Turn
from bot.tutor.exercise import Exercise
from bot.tutor.rules import rule, rungs

_HELPING = ("hint", "scaffold", "narrow", "begins")


def short_rungs(exercise: Exercise) -> list[tuple[int, Rung]]:
    """The rungs that need no reading, with their places in the ladder."""
    rungs = ladder(exercise.item, exercise.section, language=exercise.course.language)
    return [(level, rung) for level, rung in enumerate(rungs) if rung.kind in _HELPING]


async def allowed_rungs(turn: Turn, exercise: Exercise) -> list[tuple[int, Rung]]:
    """Those of a quiz or a review, as far as the rule for the exercise lets them be given."""
    allowed = await rule(turn, exercise)
    if allowed == "exam":
        return []
    if gives_hints(allowed):
        return short_rungs(exercise)
    ladder_ = enumerate(await rungs(turn, exercise))
    return [(level, rung) for level, rung in ladder_ if rung.kind == "recall"]


def record_hint(turn: Turn, exercise: Exercise, level: int, rung: Rung) -> None:
    turn.record(
        HintGiven(
            course=exercise.course.id,
            section=exercise.section.id,
            item=exercise.item.id,
            hint=rung.id,
            level=level,
        )
    )


def rung_text(turn: Turn, rung: Rung) -> str:
    match rung.kind:
        case "orient":
            return turn._(
                "Start here: say in your own words what it asks for, and which idea of "
                "{section} it is about.",
                section=rung.text,
            )
        case "recall":
            return turn._("What your course says about it: {text}", text=rung.text)
        case "narrow":
            return turn._(
                "It's down to two: “{one}” or “{other}”. What tells them apart?",
                one=rung.choices[0],
                other=rung.choices[1],
            )
        case "begins":
            return turn.n(
                "It begins with “{letter}” and has {count} letter.",
                "It begins with “{letter}” and has {count} letters.",
                int(rung.choices[0]),
                letter=rung.text,
            )
        case "hint" | "scaffold":
            options = "".join(f"\n- {choice}" for choice in rung.choices)
            if rung.id.startswith(UNAPPROVED):
                note = turn._("(drafted by a language model, not checked by your teacher yet)")
                return f"{rung.text}{options}\n\n*{note}*"
            return f"{rung.text}{options}"


def no_more_hints(turn: Turn, *, given: int) -> str:
    if given:
        return turn._("I have no more hints for this one. What would you say?")
    return turn._("I have no hint for this one. What would you say?")
