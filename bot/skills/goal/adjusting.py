"""What a learner changes about a goal that was said back to them, by tapping or in words."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from datetime import date

from bot.dates import find_day, impossible_day, parse_day
from bot.goals.when import When, find_when
from bot.learner.events import GoalTerms
from bot.learner.rhythm import Rhythm
from bot.messages import Action, Buttons, Choices, Option, Part, Text
from bot.skill import Turn
from bot.skills.goal.card import smaller
from bot.skills.goal.desk import Draft, Step, desk, keep
from bot.skills.goal.drafts import USUAL_TIME
from bot.skills.goal.setting import confirm, drop, offer
from bot.tutor.goals import capital, is_once, rhythm_words
from bot.tutor.words import agrees, declines, flat
from knowledge.course import Course

_Args = Mapping[str, str]

_NO_DAY = re.compile(
    r"\W*(?:no (?:day|date|deadline)|open-ended|without (?:a )?(?:day|date)|sin fecha|ninguno)\W*"
)
_SMALLER = re.compile(
    r"\W*(?:(?:make it |hazlo )?(?:smaller|less|shorter|easier|(?:mas )?pequen[oa]|menos|"
    r"mas facil|mas corto))\W*"
)
_NEVER = re.compile(
    r"\W*(?:never|don'?t (?:ask|remind me)|no reminders?|not at all|nunca|"
    r"no (?:me )?(?:preguntes|recuerdes)|sin recordatorios)\W*"
)


async def ask_due(turn: Turn, course: Course, draft: Draft) -> AsyncIterator[Part]:
    _keep_step(turn, "due")
    yield Text(markdown=turn._("By which day? Write it as you'd say it: “next Friday”, “12 Dec”."))
    if draft.terms.due:
        none = Action(name="goal.open_ended", args={"draft": draft.id})
        yield Buttons(options=(Option(label=turn._("No day"), action=none),))


async def ask_rhythm(turn: Turn, course: Course, draft: Draft) -> AsyncIterator[Part]:
    """When to ask; a few suggestions, or in words."""
    _keep_step(turn, "rhythm")
    at = draft.terms.rhythm.at if draft.terms.rhythm else USUAL_TIME
    offers: list[tuple[str, dict[str, str]]] = []
    for days in ((4,), (1, 3), (0, 1, 2, 3, 4), tuple(range(7))):
        rhythm = Rhythm(at=at, starts=turn.today, days=days)
        args = {"days": "".join(map(str, days))}
        offers.append((capital(rhythm_words(turn, rhythm)), args))
    offers.append((turn._("Don't ask"), {"days": "none"}))
    yield Choices(
        prompt=turn._("When suits you? Tap one, or write it: “Mondays and Thursdays at 18:30”."),
        options=tuple(
            Option(label=label, action=Action(name="goal.on", args=args | {"draft": draft.id}))
            for label, args in offers
        ),
    )


async def on(turn: Turn, course: Course, draft: Draft, args: _Args) -> AsyncIterator[Part]:
    """One of the suggested rhythms was tapped."""
    days = args.get("days", "")
    rhythm = draft.terms.rhythm
    if days == "none":
        new = None
    else:
        at = rhythm.at if rhythm else USUAL_TIME
        found = tuple(int(day) for day in days if day in "0123456")
        new = Rhythm(at=at, starts=turn.today, until=draft.terms.due, days=found)
    async for part in _with(turn, course, draft, rhythm=new):
        yield part


async def shrink(turn: Turn, course: Course, draft: Draft) -> AsyncIterator[Part]:
    terms = await smaller(turn, course, draft.terms)
    if terms is None:
        lead = turn._("It's small already.")
        parts = offer(turn, course, draft, lead)
    else:
        parts = offer(turn, course, draft.model_copy(update={"terms": terms}))
    async for part in parts:
        yield part


async def open_ended(turn: Turn, course: Course, draft: Draft) -> AsyncIterator[Part]:
    rhythm = draft.terms.rhythm
    new = rhythm.model_copy(update={"until": None}) if rhythm else None
    async for part in _with(turn, course, draft, due=None, rhythm=new):
        yield part


async def _with(turn: Turn, course: Course, draft: Draft, **changed: object) -> AsyncIterator[Part]:
    terms = draft.terms.model_copy(update=changed)
    async for part in offer(turn, course, draft.model_copy(update={"terms": terms})):
        yield part


def _keep_step(turn: Turn, step: Step) -> None:
    keep(turn, desk(turn).model_copy(update={"step": step}))


# ---- in words ------------------------------------------------------------------------------


async def in_words(turn: Turn, course: Course, text: str) -> AsyncIterator[Part] | None:
    """What a message changes about the draft on the table; None when it says nothing about it."""
    now = desk(turn)
    if not now.drafts or now.step not in ("draft", "due", "rhythm"):
        return None
    draft = now.drafts[0]
    if now.step == "draft":
        if agrees(text):
            return confirm(turn, course, draft)
        if declines(text):
            return drop(turn, course, draft)
    said = flat(text)
    if _SMALLER.fullmatch(said):
        return shrink(turn, course, draft)
    if _NEVER.fullmatch(said):
        return _with(turn, course, draft, rhythm=None)
    return _other_time(turn, course, draft, said)


def _other_time(turn: Turn, course: Course, draft: Draft, said: str) -> AsyncIterator[Part] | None:
    """ "by Sunday", "Mondays at 8", "at 6" """
    step, terms = desk(turn).step, draft.terms
    no_such = impossible_day(said)
    if no_such:
        return _again(turn, turn._("There is no “{day}”. Which day do you mean?", day=no_such))
    when = find_when(said)
    if when.trouble == "too_often":
        return _again(turn, turn._("Once a day is the most. On which days, and at what time?"))
    if when.trouble:
        return _again(turn, turn._("I can't read that time of day. Say it like “at 17:30”."))
    if (when.repeats or when.at) and len(when.rest.split()) <= 4:
        return _with(turn, course, draft, rhythm=_rhythm(turn, terms, when))
    if _NO_DAY.fullmatch(said):
        return open_ended(turn, course, draft)
    language = turn.translator.language
    found = find_day(said, turn.today, language=language)
    day = found.day if found else parse_day(said, turn.today, language=language)
    short = found is None or len(said.replace(found.text, "").split()) <= 4
    if day is None or not short:
        if step == "draft":
            return None
        return _again(turn, turn._("I can't make a day of that. For example: “next Friday”."))
    if day < turn.today:
        over = turn._("{day} is over already. Which day do you mean?", day=turn.translator.day(day))
        return _again(turn, over)
    if course.ends and day > course.ends:
        said = turn._("{course} ends on {end}. Which day before that?", course=course.title,
                      end=turn.translator.day(course.ends))  # fmt: skip
        return _again(turn, said)
    return _with(turn, course, draft, due=day, rhythm=_until(terms, day))


def _rhythm(turn: Turn, terms: GoalTerms, when: When) -> Rhythm:
    old = terms.rhythm
    at = when.at or (old.at if old else USUAL_TIME)
    if old and not when.days:
        return old.model_copy(update={"at": at})
    return Rhythm(
        at=at, starts=turn.today, until=terms.due, days=when.days, every_weeks=when.every_weeks
    )


def _until(terms: GoalTerms, day: date) -> Rhythm | None:
    """The check-ins go with the new day; weekly ones on the old one move to its weekday."""
    rhythm = terms.rhythm
    if rhythm is None or is_once(rhythm):
        return rhythm
    change: dict[str, object] = {"until": day}
    if terms.due and rhythm.days == (terms.due.weekday(),):
        change["days"] = (day.weekday(),)
    return rhythm.model_copy(update=change)


async def _again(turn: Turn, said: str) -> AsyncIterator[Part]:
    keep(turn, desk(turn))
    yield Text(markdown=said)
