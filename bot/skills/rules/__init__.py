"""`rules`: the one place where teachers say how the bot works in their class: how much help the
exercises get, when it answers, how it speaks, what it says to questions outside the course."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping

from bot.learner.events import ClassSettingChanged
from bot.messages import Action, Buttons, Form, FormField, Option, Part, Text
from bot.skill import Skill, Turn
from bot.skills.rules import helping
from bot.skills.rules.read import Change, Wrong, read
from bot.skills.rules.words import LEVELS, OUTSIDE, TONES, hours_field, named, standing, wrong
from bot.tutor.class_rules import settings_of
from bot.tutor.course import course_of, no_course
from bot.tutor.words import flat
from knowledge.course import Course

_Args = Mapping[str, str]
_SHOW = ("settings", "ajustes", "list", "class settings", "rules", "reglas")


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
        return
    said = flat(text)
    if not said or said in _SHOW or said.endswith((" settings", " rules")):
        parts = _show(turn, course, {})
    elif not turn.may(course.id, "steer"):
        parts = _refused(turn, course)
    else:
        parts = _told(turn, course, text)
    async for part in parts:
        yield part


async def _refused(turn: Turn, course: Course) -> AsyncIterator[Part]:
    yield Text(
        markdown=turn._(
            "Only a teacher of {course} decides how I work in the class. For yourself you can ask "
            "me for less help, or for simpler words: /settings.",
            course=course.title,
        )
    )


async def _told(turn: Turn, course: Course, text: str) -> AsyncIterator[Part]:
    """A change in words: of how it works, else of how much help there is."""
    there = turn.now.astimezone(turn.zone)
    wish = read(text, there, turn.zone.key, turn.translator.language)
    if isinstance(wish, Wrong):
        yield Text(markdown=wrong(turn, wish))
        return
    if wish is None:
        ruled = helping.understood(turn, course, flat(text))
        if isinstance(ruled, str):
            yield Text(markdown=ruled)
            return
        turn.record(ruled)
        yield Text(markdown=await helping.standing(turn, course))
        return
    _change(turn, course, wish)
    async for part in _show(turn, course, {}):
        yield part


def _change(turn: Turn, course: Course, wish: Change) -> None:
    value, by = wish.value, turn.learner.id
    if wish.name == "pause" and isinstance(value, dict):
        value = {**value, "by": by}
    turn.record(ClassSettingChanged(course=course.id, name=wish.name, value=value, by=by))


async def _show(turn: Turn, course: Course, _args: _Args) -> AsyncIterator[Part]:
    """All that holds, and, for who may, what changes it."""
    settings = await settings_of(turn, course.id)
    lines = [await helping.standing(turn, course), await standing(turn, course, settings)]
    yield Text(markdown="\n\n".join(lines))
    if not turn.may(course.id, "steer"):
        return
    yield Text(
        markdown=turn._(
            "In words: “/rules exam 6.3 until Friday”, “/rules pause until Monday”, “/rules hours "
            "8:00 to 16:00 on weekdays”, “/rules tone formal”, “/rules reading plain”, “/rules "
            "topics course only”."
        )
    )
    if settings.paused(turn.now):
        names = [(turn._("End the pause"), "end")]
    else:
        names = [(turn._("Pause for today"), "today"), (turn._("Pause until I end it"), "open")]
    options = [
        Option(label=label, action=Action(name="rules.pause", args={"is": which}))
        for label, which in names
    ]
    form = Option(label=turn._("Change how I work"), action=Action(name="rules.form"))
    yield Buttons(options=(*options, form))


async def _pause(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    words = {"end": "resume", "today": "pause today", "open": "pause"}
    async for part in _told(turn, course, words.get(args.get("is", ""), "resume")):
        yield part


async def _form(turn: Turn, course: Course, _args: _Args) -> AsyncIterator[Part]:
    settings = await settings_of(turn, course.id)
    tones, levels = named(turn, TONES), named(turn, LEVELS)
    outside = named(turn, OUTSIDE)
    level = levels[settings.reading_level or "off"]
    yield Form(
        title=turn._("How I work in the class"),
        fields=(
            FormField(
                name="tone", label=turn._("Tone"), kind="select",
                options=tuple(tones.values()), value=tones[settings.tone],
            ),
            FormField(
                name="reading_level", label=turn._("Reading level"), kind="select",
                options=tuple(levels.values()), value=level,
            ),
            FormField(
                name="outside", label=turn._("Questions outside the course"), kind="select",
                options=tuple(outside.values()), value=outside[settings.outside],
            ),
            FormField(
                name="hours", label=turn._("Hours, e.g. 8:00 to 16:00 on weekdays"),
                value=hours_field(turn, settings),
            ),
        ),
        submit=Action(name="rules.save"),
    )  # fmt: skip


async def _save(turn: Turn, course: Course, args: _Args) -> AsyncIterator[Part]:
    """The form came back: what differs is changed."""
    settings = await settings_of(turn, course.id)
    values = {
        "tone": (named(turn, TONES), settings.tone),
        "reading_level": (named(turn, LEVELS), settings.reading_level or "off"),
        "outside": (named(turn, OUTSIDE), settings.outside),
    }
    for name, (labels, now) in values.items():
        chosen = next((key for key, label in labels.items() if label == args.get(name)), now)
        if chosen != now:
            value = None if chosen == "off" else chosen
            _change(turn, course, Change(name, value))  # type: ignore[arg-type]
    hours = args.get("hours", "").strip()
    if hours != hours_field(turn, settings):
        there = turn.now.astimezone(turn.zone)
        wish = read(f"hours {hours or 'off'}", there, turn.zone.key, turn.translator.language)
        if isinstance(wish, Change):
            _change(turn, course, wish)
        elif wish:
            yield Text(markdown=wrong(turn, wish))
    async for part in _show(turn, course, {}):
        yield part


def _steering(
    react: Callable[[Turn, Course, _Args], AsyncIterator[Part]],
) -> Callable[[Turn, _Args], AsyncIterator[Part]]:
    async def handle(turn: Turn, args: _Args) -> AsyncIterator[Part]:
        course = await course_of(turn)
        if course is None:
            yield no_course(turn)
            return
        shown = react if turn.may(course.id, "steer") else (lambda t, c, _: _refused(t, c))
        async for part in shown(turn, course, args):
            yield part

    return handle


SKILL = Skill(
    name="rules",
    summary="how I work in your class: help, hours, tone, a pause",
    usage="/rules exam 6.3 until Friday",
    run=run,
    act={
        "pause": _steering(_pause),
        "form": _steering(_form),
        "save": _steering(_save),
    },
    audience="you",
    always=True,
    for_teachers=True,
)
