"""What to say of a mark: first what is right, then what isn't, never the key."""

from __future__ import annotations

from bot.guard import reveals
from bot.skill import Turn
from bot.tutor.exercise import Exercise
from knowledge.course import TrueFalseItem
from knowledge.grading.mark import Mark


def praise(turn: Turn, *, tries: int, hints: int) -> str:
    """For the effort and the way, never for the person."""
    if tries:
        return turn._("Yes, that's it. You stayed with it until it worked.")
    if hints:
        return turn._("Yes, that's it. You took the hint and did the rest yourself.")
    return turn._("Yes, that's it.")


def missed(turn: Turn, exercise: Exercise, mark: Mark) -> str:
    """For an answer that isn't right: what is right about it, what is off."""
    said = [_verdict(turn, mark), _remark(turn, mark), _believed(turn, exercise, mark)]
    return " ".join(text for text in said if text)


def _verdict(turn: Turn, mark: Mark) -> str:
    if mark.verdict == "partly" and mark.met:
        return turn._("You have part of it: {ideas}.", ideas="; ".join(mark.met))
    if mark.verdict == "partly":
        return turn._("Partly right.")
    return turn._("Not this time.")


def _remark(turn: Turn, mark: Mark) -> str:
    """What is off, where that can be told without telling the answer."""
    match mark.remark:
        case "unit_missing":
            return turn._("The number is right; which unit does it come in?")
        case "unit_wrong":
            return turn._("Look at the unit once more.")
        case "sign":
            return turn._("The size is right; check the sign.")
        case "power_of_ten":
            return turn._("The digits are right; check where the decimal point belongs.")
        case "rounded":
            return turn._("It's close: keep more digits until the end.")
        case "too_precise":
            return turn._("It's close: how many digits does the question ask for?")
        case "not_simplified":
            return turn._("It has the right value; it can still be made simpler.")
        case "wrong_form":
            return turn._("It has the right value; the question asks for another form.")
        case "incomplete":
            return turn._("Something is still missing.")
        case "spelling":
            return turn._("Check the spelling.")
        case "unreadable":
            return turn._("I can't read that as an answer. Write it as you would on paper.")
        case _:
            return ""


def _believed(turn: Turn, exercise: Exercise, mark: Mark) -> str:
    """The misconception that a picked option shows, unless naming it tells the key."""
    item = exercise.item
    if isinstance(item, TrueFalseItem):
        return item.misconception
    told = [option.misconception for option in mark.picked if option.misconception]
    return next((t for t in told if not reveals(t, item, exercise.course.language)), "")
