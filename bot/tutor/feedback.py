"""What to say of a mark: first what is right, then what isn't, never the key."""

from __future__ import annotations

from bot.guard import reveals
from bot.i18n import N_
from bot.skill import Turn
from bot.tutor.exercise import Exercise
from knowledge.course import TrueFalseItem
from knowledge.grading.mark import Mark, Remark

_REMARKS: dict[Remark, str] = {
    "unit_missing": N_("The number is right; which unit does it come in?"),
    "unit_wrong": N_("Look at the unit once more."),
    "sign": N_("The size is right; check the sign."),
    "power_of_ten": N_("The digits are right; check where the decimal point belongs."),
    "rounded": N_("It's close: keep more digits until the end."),
    "too_precise": N_("It's close: how many digits does the question ask for?"),
    "not_simplified": N_("It has the right value; it can still be made simpler."),
    "wrong_form": N_("It has the right value; the question asks for another form."),
    "incomplete": N_("Something is still missing."),
    "several": N_("Those are two answers; which one do you mean?"),
    "spelling": N_("Check the spelling."),
    "unreadable": N_("I can't read that as an answer. Write it as you would on paper."),
}


def praise(turn: Turn, *, tries: int, hints: int) -> str:
    """For the effort and the way, never for the person."""
    if tries:
        return turn._("Yes, that's it. You stayed with it until it worked.")
    if hints:
        return turn._("Yes, that's it. You took the hint and did the rest yourself.")
    return turn._("Yes, that's it.")


def missed(turn: Turn, exercise: Exercise, mark: Mark, *, reasons: bool = True) -> str:
    """For an answer that isn't right: what is right about it, what is off.

    Args:
        reasons: say why, too, as far as that is known.
    """
    said = [
        verdict(turn, mark),
        _remark(turn, mark),
        _lacking(turn, mark),
        _believed(turn, exercise, mark) if reasons else "",
    ]
    return " ".join(text for text in said if text)


def undecided(turn: Turn, mark: Mark) -> str:
    """For an answer that can't be marked surely: no mark is better than a wrong one."""
    if mark.remark:
        return _remark(turn, mark)
    return turn._("I'm not sure whether that's right, so I don't mark it; your teacher can.")


def verdict(turn: Turn, mark: Mark) -> str:
    """That it isn't right, or what of it is."""
    if mark.verdict == "partly" and mark.met:
        return turn._("You have part of it: {ideas}.", ideas="; ".join(mark.met))
    if mark.verdict == "partly":
        return turn._("Partly right.")
    return turn._("Not this time.")


def _remark(turn: Turn, mark: Mark) -> str:
    """What is off, where that can be told without telling the answer."""
    return turn._(_REMARKS[mark.remark]) if mark.remark else ""


def _lacking(turn: Turn, mark: Mark) -> str:
    """How much is missing; what it is would be the answer."""
    if not mark.missed:
        return ""
    return turn.n(
        "{count} key idea is still missing.", "{count} key ideas are still missing.",
        len(mark.missed),
    )  # fmt: skip


def _believed(turn: Turn, exercise: Exercise, mark: Mark) -> str:
    """The misconception that a picked option shows, unless naming it tells the key."""
    item = exercise.item
    if isinstance(item, TrueFalseItem):
        return item.misconception
    told = [option.misconception for option in mark.picked if option.misconception]
    return next((t for t in told if not reveals(t, item, exercise.course.language)), "")
