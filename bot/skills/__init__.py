"""The skills, in the order of `/help` and of `/today`. Adding one is adding it here."""

from __future__ import annotations

from bot.skill import Skill
from bot.skills import (
    ask,
    classes,
    course,
    goal,
    help,
    hint,
    history,
    join,
    link,
    partner,
    plan,
    progress,
    queue,
    quiz,
    review,
    rules,
    schedule,
    settings,
    summary,
    teacher,
    today,
)

SKILLS: tuple[Skill, ...] = (
    ask.SKILL,
    hint.SKILL,
    quiz.SKILL,
    plan.SKILL,
    review.SKILL,
    today.SKILL,
    goal.SKILL,
    progress.SKILL,
    history.SKILL,
    teacher.SKILL,
    summary.SKILL,
    queue.SKILL,
    rules.SKILL,
    classes.SKILL,
    join.SKILL,
    partner.SKILL,
    schedule.SKILL,
    course.SKILL,
    settings.SKILL,
    link.SKILL,
    link.UNLINK,
    help.SKILL,
)
