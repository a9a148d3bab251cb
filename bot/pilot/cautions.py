"""What can't be concluded from a pilot, in plain words."""

from __future__ import annotations

from bot.pilot.report import Limit, Report
from bot.pilot.say import Words, percent


def caution_words(say: Words, report: Report, limit: Limit) -> str:  # noqa: PLR0912 - one a caution
    given = limit.fields
    match limit.caution:
        case "ended_before":
            return say._(
                "It was ended before the delayed quiz, so nothing is known about what lasts. And "
                "who stops when the figures look good or bad finds differences that are chance."
            )
        case "ended_early":
            return say._(
                "It was ended before its time. Who stops when the figures look good or bad finds "
                "differences that are chance: the intervals are too narrow."
            )
        case "no_figures":
            return say._("At least two students or groups with answers are needed on each side.")
        case "few" if report.unit == "student":
            return say._(
                "With {units} students on the smaller side only a big difference would be seen, "
                "and a few people can turn the result.",
                **given,
            )
        case "few":
            return say._(
                "With {units} groups on the smaller side only a big difference would be seen, "
                "however many students are in them.",
                **given,
            )
        case "missing":
            return say._(
                "{missing} of {of} have no quiz result. Who is missing may have done better or "
                "worse than the others.",
                **given,
            )
        case "unequal":
            return say._(
                "More are missing with one help ({most}) than with another ({least}): the groups "
                "that are left may not be alike any more.",
                most=percent(given["most"]),
                least=percent(given["least"]),
            )
        case "opted_out":
            return say._(
                "{left} opted out and are counted nowhere; they may differ from the others.",
                **given,
            )
        case "late":
            return say._(
                "{late} joined a group after it had been drawn; they are left out.", **given
            )
        case "next_item":
            return say._(
                "A next question after help exists only for who asked for help, and who asks "
                "depends on the help one gets: that comparison is no longer by lot. The delayed "
                "quiz is the one that counts."
            )
        case "levels":
            return say._(
                "By how they did before means many looks at few people: what shows up there is an "
                "idea for a next pilot. Fewer than five people aren't shown."
            )
        case "several_arms":
            return say._(
                "There are {comparisons} comparisons: the more there are, the likelier one of them "
                "looks clear by chance.",
                **given,
            )
        case "talk":
            return say._(
                "Students of one class talk and share: what they passed on makes the differences "
                "smaller than they would be between classes."
            )
        case "one_class":
            return say._(
                "It is one class, one stretch of one course and a quiz of {questions} questions: "
                "other classes, other topics or a whole year may be different.",
                **given,
            )
