"""A digest, and what else goes to a guardian, in words. Pure.

Texts are plain but for ``**headings**`` and ``- lines``, which a chat shows as such; `mail` and
`doors` make HTML of them.
"""

from __future__ import annotations

from datetime import date, time

from bot.guardians.digest import GoalPart, UnitPart, WeekDigest
from bot.i18n import Translator
from bot.learner.rhythm import Rhythm
from bot.mathtext.markdown import in_text

_MOST_UNITS = 12


def title(tr: Translator, student: str) -> str:
    """Of a digest, and of the mail that brings it."""
    if student:
        return tr.gettext("{student}'s week of learning", student=student)
    return tr.gettext("A week of learning")


def text(tr: Translator, digest: WeekDigest) -> str:
    """All of a digest."""
    _ = tr.gettext
    lines = [
        f"**{title(tr, digest.student)}**",
        _("From {first} to {last}", first=tr.day(digest.first), last=tr.day(digest.last)),
        "",
        _practice(tr, digest),
    ]
    for course in digest.courses:
        lines += ["", f"**{plain(course.title)}**"]
        lines += [f"- {_unit(tr, unit)}" for unit in course.units[:_MOST_UNITS]]
        if course.next:
            names = tr.listed([plain(name) for name in course.next])
            lines.append(f"- {_('Next: {what}', what=names)}")
    goals = [_("Reached: {goal}", goal=_goal(tr, goal)) for goal in digest.reached]
    goals += [_going(tr, goal) for goal in digest.going]
    if goals:
        lines += ["", f"**{_('Goals')}**", *(f"- {line}" for line in goals)]
    if digest.courses:
        lines += [
            "",
            _("“Solid” means: most questions on it would be answered right, without help."),
        ]
    lines += [
        "",
        _(
            "This is all that is passed on, and all of it is counted by a program. Conversations, "
            "questions and notes are never part of it."
        ),
    ]
    return "\n".join(lines)


def _practice(tr: Translator, digest: WeekDigest) -> str:
    if not digest.days:
        return tr.gettext("No practice in these seven days.")
    parts = [
        tr.ngettext("{count} minute", "{count} minutes", digest.minutes),
        tr.ngettext("{count} answer", "{count} answers", digest.answers),
    ]
    return tr.ngettext(
        "Practice on {count} day: {what}.",
        "Practice on {count} days: {what}.",
        digest.days,
        what=tr.listed(parts),
    )


def _unit(tr: Translator, unit: UnitPart) -> str:
    return tr.ngettext(
        "{unit}: {solid} of {count} topic solid, {practised} practised",
        "{unit}: {solid} of {count} topics solid, {practised} practised",
        unit.concepts,
        unit=plain(unit.label),
        solid=unit.solid,
        practised=unit.practised,
    )


def _going(tr: Translator, goal: GoalPart) -> str:
    said = _goal(tr, goal)
    if goal.due:
        said = tr.gettext("{goal}, by {day}", goal=said, day=tr.day(goal.due))
    if goal.of:
        said = f"{said} ({_far(tr, goal)})"
    return tr.gettext("Under way: {goal}", goal=said)


def _far(tr: Translator, goal: GoalPart) -> str:
    of, done = goal.of, goal.done
    match goal.kind:
        case "sections":
            return tr.ngettext(
                "{done} of {count} section", "{done} of {count} sections", of, done=done
            )
        case "habit":
            return tr.ngettext("{done} of {count} day", "{done} of {count} days", of, done=done)
        case "items" | "minutes":
            return tr.gettext("{done} of {of} this week", done=done, of=of)
    return tr.ngettext("{done} of {count} topic", "{done} of {count} topics", of, done=done)


def _goal(tr: Translator, goal: GoalPart) -> str:
    about = ", ".join(plain(label) for label in goal.about) or plain(goal.course)
    match goal.kind:
        case "sections" if about:
            return tr.gettext("finish {what}", what=about)
        case "mastery" if about:
            return tr.gettext("master topics of {what}", what=about)
        case "exam" if about:
            return tr.gettext("be ready for the exam on {what}", what=about)
        case "items":
            return tr.ngettext("{count} answer a week", "{count} answers a week", goal.target)
        case "minutes":
            return tr.ngettext(
                "{count} minute of practice a week",
                "{count} minutes of practice a week",
                goal.target,
            )
        case "habit":
            return tr.ngettext(
                "{count} minute of practice on certain days",
                "{count} minutes of practice on certain days",
                goal.target,
            )
    return tr.gettext("a goal in their own words, which stay with them")


def plain(text: str) -> str:
    """A course's words without formulas' markup or anything else that a heading would be."""
    return " ".join(in_text(text).replace("**", "").split())


def weekly(tr: Translator, rhythm: Rhythm) -> str:
    """ "Sunday, 18:00" """
    return f"{_weekday(tr, rhythm)}, {clock(rhythm.at)}"


def _weekday(tr: Translator, rhythm: Rhythm) -> str:
    day = rhythm.days[0] if rhythm.days else 6
    return tr.weekday(date(2026, 11, 23 + day))  # a Monday


def clock(at: time) -> str:
    return f"{at:%H:%M}"


# ---- questions to a guardian ---------------------------------------------------------------


def invitation(tr: Translator, student: str, rhythm: Rhythm) -> str:
    """Do they want it? Sent once."""
    who = student or tr.gettext("A student")
    return "\n".join(
        [
            f"**{tr.gettext('{student} wants to send you a weekly summary', student=who)}**",
            "",
            tr.gettext(
                "{student} learns with Studylamp, a learning assistant, and named this address to "
                "get a short summary each week ({when}): what was practised, how far each unit is, "
                "and goals. Conversations, questions and notes are never part of it.",
                student=who,
                when=weekly(tr, rhythm),
            ),
            "",
            tr.gettext(
                "Nothing is sent before you agree. If you don't know what this is about, do "
                "nothing: no other message comes."
            ),
        ]
    )


def consent_request(tr: Translator, student: str, course: str) -> str:
    """Do they agree that the bot works with the student? Sent once."""
    who, _ = student or tr.gettext("A student"), tr.gettext
    return "\n".join(
        [
            f"**{_('Your consent for {student} in {course}', student=who, course=course)}**",
            "",
            _(
                "{student}'s class, {course}, uses Studylamp, a learning assistant. Their teacher "
                "asks for the consent of a parent or guardian first, and {student} named this "
                "address.",
                student=who,
                course=course,
            ),
            "",
            _("With your consent:"),
            "- "
            + _("Studylamp answers questions about the course, gives hints and sets exercises."),
            "- " + _("It keeps what was practised and how it went, to choose what comes next."),
            "- "
            + _(
                "The teacher sees that. Questions reach the teacher without a name; conversations "
                "and notes stay private."
            ),
            "",
            _(
                "Without it, the program doesn't work with {student} in this course. You can take "
                "your consent back at any time by the same link, or by telling the teacher.",
                student=who,
            ),
        ]
    )
