"""The learner's own work in words: what is right, where it first goes wrong, what to ask next."""

from __future__ import annotations

import re

from bot.i18n import N_
from bot.skill import Turn
from bot.tutor.exercise import Exercise
from bot.tutor.marking import followed
from knowledge.course import AlgebraItem, NumericItem
from knowledge.grading.steps.result import Slip, Step, StepCheck

_SEVERAL = re.compile(r"\S\s*(?:\n|→|⇒|->|=>)\s*\S|=[^=\n]*=")
_LONGEST_QUOTE = 120
_ASKED: dict[Slip, str] = {
    "arithmetic": N_("Work that one out once more, slowly: what do you get?"),
    "sign": N_("Which sign does each part have?"),
    "moved_term": N_("When a term goes to the other side, what happens to its sign?"),
    "one_side": N_("Did you do the same to the whole of both sides?"),
    "inverse_operation": N_("Which operation undoes the one that stands there?"),
    "distributed": N_("What stands outside the brackets: which parts inside does it multiply?"),
    "power_of_sum": N_("Write the power as a product first: how many terms do you get?"),
    "exponents": N_("What do the exponents count here, and what happens to them?"),
    "unlike_terms": N_("Are these terms of the same kind, so that they can be put together?"),
    "fractions": N_("What do fractions need before they can be added?"),
    "order_of_operations": N_("Which operation comes first here?"),
    "inequality_direction": N_(
        "What happens to an inequality when both sides are multiplied or divided by a "
        "negative number?"
    ),
    "lost_solution": N_("Is that the only number that fits?"),
    "unit_conversion": N_("How many of the one unit make one of the other?"),
    "power_of_ten": N_("The digits are right; where does the decimal point belong?"),
    "rounded": N_("Where did you round? Keep more digits until the end."),
    "copied": N_("Compare that line with the exercise: does it say the same?"),
    "setup": N_("Does that equation say what the exercise says?"),
}


def is_work(exercise: Exercise, text: str) -> bool:
    """More than an answer: lines, arrows or a chain of equals signs, to be looked at one by one."""
    return (
        isinstance(exercise.item, NumericItem | AlgebraItem)
        and _SEVERAL.search(text.strip()) is not None
    )


async def steps_of(turn: Turn, exercise: Exercise, text: str) -> StepCheck | None:
    """What following the work gave; None when nothing can be told of it."""
    if not isinstance(exercise.item, NumericItem | AlgebraItem):
        return None
    check = await followed(turn, exercise, text)
    read = [step for step in check.steps if step.right is not None]
    return check if read else None


def slip_of(check: StepCheck | None) -> Slip | None:
    """What explains the first wrong step, where it is a known mistake."""
    at = check.first_wrong if check else None
    return check.steps[at].slip if check and at is not None else None


def praised(turn: Turn, check: StepCheck) -> str:
    """What is right before the first wrong step; empty when nothing is."""
    right = check.right
    if not right:
        return ""
    return turn.n(
        "That step is right: “{last}”.",
        "The first {count} steps are right, up to “{last}”.",
        len(right),
        last=_quoted(right[-1]),
    )


def located(turn: Turn, check: StepCheck) -> str:
    """The first wrong step, and a question about it where the mistake is known."""
    at = check.first_wrong
    if at is None:
        return ""
    step = check.steps[at]
    here = turn._("Look at this step again: “{step}”.", step=_quoted(step))
    return f"{here} {asked(turn, step.slip)}".strip() if step.slip else here


def asked(turn: Turn, slip: Slip) -> str:
    """A question that leads to the mistake, or what to look at; never the right value."""
    return turn._(_ASKED[slip])


def _quoted(step: Step) -> str:
    text = " ".join(step.text.split())
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
