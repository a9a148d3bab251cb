"""What a plan works towards, as a goal: with one tap."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.goals import going
from bot.learner.events import PlanAimed
from bot.messages import Part, Text
from bot.skill import Turn
from bot.skills.goal.drafts import drafted_exam
from bot.skills.goal.setting import MOST_GOALS, confirm, enough
from bot.tutor.course import course_of
from bot.tutor.goals import own_goals


async def set_exam(turn: Turn, _args: Mapping[str, str]) -> AsyncIterator[Part]:
    """The exam that their plan was last told of."""
    course = await course_of(turn)
    aims = [each.event for each in await turn.past(("plan_aimed",))]
    here = [e for e in aims if isinstance(e, PlanAimed) and course and e.course == course.id]
    if course is None or not here or here[-1].by is None or here[-1].by < turn.today:
        yield Text(markdown=turn._("That day is over. Tell me of the exam again."))
        return
    open_ = going(await own_goals(turn), turn.today)
    same = [goal for goal in open_ if goal.terms.kind == "exam" and goal.terms.due == here[-1].by]
    draft = drafted_exam(turn, course, here[-1])
    if same:
        yield Text(markdown=turn._("That's one of your goals already. /goal shows them."))
    elif len(open_) >= MOST_GOALS:
        yield enough(turn, len(open_))
    elif isinstance(draft, str):
        yield Text(markdown=draft)
    else:
        async for part in confirm(turn, course, draft):
            yield part
