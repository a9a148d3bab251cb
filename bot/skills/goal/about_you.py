"""Where they are and why it matters: asked once, and skippable."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.goals.wishes import LONGEST
from bot.learner.events import GoalChanged, PreferencesChanged
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.skills.goal.desk import clear, desk, keep
from bot.skills.goal.setting import go_on
from bot.tutor.goals import own_goals
from bot.tutor.words import declines, skips, stops
from bot.zones import zone_named

_Args = Mapping[str, str]


async def zone(turn: Turn, text: str) -> AsyncIterator[Part]:
    """The answer to "which city?"."""
    if _passes(text):
        async for part in skip(turn, {}):
            yield part
        return
    name = zone_named(text, turn.translator.language)
    if name is None:
        keep(turn, desk(turn))
        yield Text(
            markdown=turn._(
                "I don't know the time in “{place}”. Name the nearest big city, like Madrid, or a "
                "zone like America/Bogota.",
                place=text[:40],
            )
        )
        without = Option(label=turn._("Skip"), action=Action(name="goal.skip"))
        yield Buttons(options=(without,))
        return
    _keep_zone(turn, name)
    local = turn.now.astimezone(turn.zone)
    yield Text(
        markdown=turn._(
            "Good, it's {time} there now. /settings changes that.", time=f"{local:%H:%M}"
        )
    )
    async for part in go_on(turn, desk(turn)):
        yield part


def _passes(text: str) -> bool:
    return skips(text) or declines(text) or stops(text)


def _keep_zone(turn: Turn, name: str) -> None:
    preferences = turn.learner.preferences.model_copy(update={"timezone": name})
    turn.record(PreferencesChanged(preferences=preferences))
    turn.learner = turn.learner.model_copy(update={"preferences": preferences})


async def reason(turn: Turn, text: str) -> AsyncIterator[Part]:
    """Why it matters to them; kept with each of the goals that were just set."""
    if _passes(text):
        async for part in skip(turn, {}):
            yield part
        return
    why = " ".join(text.split())[:LONGEST]
    batch = desk(turn).batch
    for goal in await own_goals(turn):
        if goal.id in batch and not goal.terms.reason:
            terms = goal.terms.model_copy(update={"reason": why})
            turn.record(GoalChanged(course=goal.course, goal=goal.id, terms=terms))
    clear(turn)
    yield Text(markdown=turn._("Thank you. I'll keep that with it: “{reason}”", reason=why))
    yield Buttons(options=(_whats_next(turn),))


async def skip(turn: Turn, _args: _Args) -> AsyncIterator[Part]:
    """Neither zone nor reason."""
    now = desk(turn)
    if now.step == "zone":
        said = turn._(
            "Then I go by {zone} for now; “/settings zone Madrid” changes it.", zone=turn.zone.key
        )
        yield Text(markdown=said)
        _keep_zone(turn, turn.zone.key)
        async for part in go_on(turn, now):
            yield part
        return
    clear(turn)
    yield Text(markdown=turn._("Fine without. Good luck with it."))
    yield Buttons(options=(_whats_next(turn),))


def _whats_next(turn: Turn) -> Option:
    return Option(label=turn._("What's next"), action=Action(name="plan.show"))
