"""How a class's goals go, in counts: what they are is the learners' own. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.learner.class_log import GoalStep
from bot.summary.model import Goals, Scope


def goals(steps: Sequence[GoalStep], scope: Scope) -> Goals:
    """Those of the time; which are open goes by its end."""
    open_: dict[str, str] = {}
    waiting: dict[str, float] = {}
    answers = Counter[str]()
    reached = unanswered = 0
    for step in steps:
        if step.at >= scope.end:
            break
        match step.what:
            case "goal_set":
                open_[step.goal] = step.learner
            case "goal_ended":
                open_.pop(step.goal, None)
                reached += step.said == "reached" and scope.holds(step.at)
            case "check_in_sent":
                # The one before stays unanswered.
                unanswered += scope.holds(waiting.get(step.goal, -1.0))
                waiting[step.goal] = step.at
            case "checked_in":
                waiting.pop(step.goal, None)
                if scope.holds(step.at):
                    answers[step.said] += 1
    unanswered += sum(scope.holds(at) for at in waiting.values())
    return Goals(
        open=len(open_),
        students=len(set(open_.values())),
        reached=reached,
        answers=dict(answers),
        unanswered=unanswered,
    )
