"""`settings`: how a learner wants to be helped, and how long."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence

from bot.i18n import translator_for
from bot.learner.events import LimitReached, PreferencesChanged
from bot.learner.model import Preferences
from bot.messages import Action, Buttons, Form, FormField, Option, Part, Text
from bot.skill import Skill, Turn
from bot.skills.settings.fields import AUTOMATIC, FIELDS, OFF, ON, Field, NotPossible, Value
from bot.skills.settings.words import understood

_HELP = tuple(field for field in FIELDS.values() if field.group == "help")
_TIME = tuple(field for field in FIELDS.values() if field.group == "time")


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    change = understood(text)
    if change:
        yield Text(markdown=_apply(turn, change))
    elif text.strip():
        yield Text(
            markdown=turn._(
                "I didn't get which setting you mean. Try “/settings language es”, "
                "“/settings reading plain”, “/settings pace fast”, "
                "“/settings interests football, music”, “/settings help hints” or "
                "“/settings limit 45”."
            )
        )
    else:
        yield _form(turn, turn._("How I work with you"), _HELP)
        more = Option(label=turn._("Time, breaks, pictures"), action=Action(name="settings.time"))
        yield Buttons(options=(more,))


async def time(turn: Turn, _args: Mapping[str, str]) -> AsyncIterator[Part]:
    """The second form."""
    yield _form(turn, turn._("Time, breaks, pictures"), _TIME)


async def save(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """A form was sent."""
    change = {name: value for name, value in args.items() if name in FIELDS}
    yield Text(markdown=_apply(turn, change))


async def more(turn: Turn, _args: Mapping[str, str]) -> AsyncIterator[Part]:
    """Go on after the day's limit, which the learner set."""
    minutes = turn.learner.preferences.daily_minutes or 0
    turn.record(LimitReached(minutes=minutes, extended=True))
    yield Text(markdown=turn._("All right, for today the limit is off. What would you like to do?"))


def _apply(turn: Turn, change: Mapping[str, str]) -> str:
    """Store what is valid and say what now holds; say what is wrong with the rest."""
    good: dict[str, Value] = {}
    wrong: list[Field] = []
    for name, said in change.items():
        try:
            good[name] = FIELDS[name].parse(said)
        except NotPossible:
            wrong.append(FIELDS[name])
    if good:
        old = turn.learner.preferences
        named = {name for name in good if getattr(old, name) != good[name]}
        if len(change) == 1:  # they said it, if only to keep it as it is
            named |= good.keys()
        chosen = tuple(sorted({*old.chosen, *named}))
        new = Preferences.model_validate(old.model_dump() | good | {"chosen": chosen})
        if new != old:
            turn.record(PreferencesChanged(preferences=new))
        if new.language:
            turn.translator = translator_for(new.language)
        turn.learner = turn.learner.model_copy(update={"preferences": new})
    lines = [_refusal(turn, field) for field in wrong]
    if good or not lines:
        time_only = bool(good) and all(FIELDS[name].group == "time" for name in good)
        shown = _TIME if time_only else _HELP
        lines += [turn._("Done. This is how I'll work with you now:"), "", *_summary(turn, shown)]
    return "\n".join(lines)


def _refusal(turn: Turn, field: Field) -> str:
    setting = _labels(turn)[field.name]
    if field.name == "timezone":
        return turn._(
            "I don't know that time zone. Name a city that has one, like “Madrid”, or its full "
            "name, like “America/Bogota”."
        )
    if field.name == "quiet":
        return turn._(
            "I can't read that as hours. For example: /settings quiet 21:30-7:30, or “off”."
        )
    if not field.options:
        return turn._(
            "I can't set {setting} to that. It takes minutes, like 45, or “off”.", setting=setting
        )
    return turn._(
        "I can't set {setting} to that. It can be: {options}.",
        setting=setting,
        options=", ".join(field.options),
    )


def _labels(turn: Turn) -> dict[str, str]:
    return {
        "language": turn._("language"),
        "reading_level": turn._("reading level"),
        "pace": turn._("pace"),
        "interests": turn._("interests"),
        "help": turn._("help"),
        "timezone": turn._("time zone"),
        "daily_minutes": turn._("most minutes a day"),
        "break_after": turn._("suggest a break after (minutes)"),
        "quiet": turn._("quiet hours (no reminders)"),
        "mention": turn._("call me in a channel if my direct messages are closed"),
        "confidence": turn._("ask how sure I am in quizzes"),
        "pictures": turn._("pictures"),
    }


def _meanings(turn: Turn) -> dict[str, str]:
    return {
        AUTOMATIC: turn._("the language you write in"),
        "plain": turn._("plain: short sentences, everyday words"),
        "standard": turn._("standard"),
        "advanced": turn._("advanced: the course's own terms"),
        "relaxed": turn._("relaxed: longer answers"),
        "steady": turn._("steady"),
        "fast": turn._("fast: two or three sentences"),
        "hints": turn._("hints only: I point, you explain"),
        "explanations": turn._("explanations first"),
        ON: turn._("yes"),
        OFF: turn._("no"),
        "light": turn._("for light screens"),
        "dark": turn._("for dark screens"),
    }


def _summary(turn: Turn, fields: Sequence[Field]) -> list[str]:
    labels, meanings = _labels(turn), _meanings(turn)
    lines = []
    for field in fields:
        value = field.shown(turn.learner.preferences)
        if field.name == "timezone" and value == AUTOMATIC:
            value = turn.zone.key
        lines.append(f"- {labels[field.name]}: {meanings.get(value, value) or '–'}")
    return lines


def _form(turn: Turn, title: str, fields: Sequence[Field]) -> Form:
    labels = _labels(turn)
    return Form(
        title=title,
        fields=tuple(
            FormField(
                name=field.name,
                label=labels[field.name],
                kind="select" if field.options else "line",
                options=field.options,
                value=field.shown(turn.learner.preferences),
            )
            for field in fields
        ),
        submit=Action(name="settings.save"),
    )


SKILL = Skill(
    name="settings",
    summary="language, reading level, pace, how much help, limits and breaks",
    usage="/settings language es",
    run=run,
    act={"save": save, "time": time, "more": more},
    audience="you",
    always=True,
)
