"""Summaries that are switched on: what there is, what went, changing and stopping them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta

from babel import Locale

from bot.goals.evidence import LEARNING
from bot.guardians import wording
from bot.guardians.model import Digest
from bot.i18n import translator_for
from bot.learner.events import DigestEnded, DigestWanted
from bot.learner.guardians import Guardian, Went
from bot.messages import Action, Buttons, Choices, Option, Part, Text
from bot.reminders.times import next_occurrence
from bot.skill import Turn
from bot.skills.guardian import setting_up, week
from bot.skills.guardian.desk import Draft, clear, keep, own
from bot.skills.guardian.read import Said

_Args = Mapping[str, str]
_SHOWN = 8
_LEFT = timedelta(weeks=8)
"""Who did nothing for so long isn't told of any more, until they come back."""


async def overview(turn: Turn) -> AsyncIterator[Part]:
    """Who gets what, and whether they said yes."""
    mine = await own(turn)
    turn.state["pending"] = "guardian"
    if not mine:
        yield Text(markdown=_nothing(turn))
        yield _buttons((turn._("Set one up"), "begin", {}))
        return
    named = await turn.guardians.all()
    lines = [turn._("Weekly summaries of yours:")]
    for number, digest in enumerate(mine, 1):
        lines.append(f"{number}. {await _line(turn, digest, named.get(digest.id))}")
    lines.append(
        turn._("Only progress and goals are in it, never our conversations, questions or notes.")
    )
    yield Text(markdown="\n".join(lines))
    only = {"guardian": mine[0].id} if len(mine) == 1 else {}
    yield _buttons(
        (turn._("What's in it"), "preview", only),
        (turn._("What went"), "went", only),
        (turn._("Change"), "change", only),
        (turn._("Stop"), "stop", only),
    )


def _nothing(turn: Turn) -> str:
    return turn._(
        "No guardian gets anything from here. If you like, a parent or somebody else you choose "
        "can get a short summary every week: minutes and answers, how far each unit is, goals and "
        "what comes next. Never what we talk about, what you ask or what you note. You see it "
        "first and can stop it at any time."
    )


async def _line(turn: Turn, digest: Digest, guardian: Guardian | None) -> str:
    when = wording.weekly(turn.translator, digest.terms.rhythm)
    who = label(turn, digest, guardian)
    if not digest.goes:
        return turn._("{who}: waits for their yes. Nothing goes before.", who=who)
    language = Locale.parse(turn.translator.language, sep="-").languages.get(
        digest.terms.language, digest.terms.language
    )
    said = turn._(
        "{who}: every week ({when}), in {language}.", who=who, when=when, language=language
    )
    coming = next_occurrence(digest.terms.rhythm, turn.local(), turn.now)
    if coming:
        day = turn.translator.day(coming.at.astimezone(turn.zone).date())
        said += " " + turn._("Next: {day}.", day=day)
    return said


def label(turn: Turn, digest: Digest, guardian: Guardian | None) -> str:
    if digest.terms.way == "link":
        return turn._("private link")
    return (guardian.address if guardian else "") or turn._("an address that is deleted")


async def _one(turn: Turn, args: _Args, verb: str) -> Digest | Part:
    """The one that is meant; a question when that isn't clear."""
    mine = await own(turn)
    found = [digest for digest in mine if digest.id == args.get("guardian")] or list(mine)
    if len(found) == 1:
        return found[0]
    if not found:
        return Text(markdown=turn._("No summary is switched on. /guardian sets one up."))
    named = await turn.guardians.all()
    return Choices(
        prompt=turn._("Which one?"),
        options=tuple(
            Option(
                label=label(turn, digest, named.get(digest.id)),
                action=Action(name=f"guardian.{verb}", args={"guardian": digest.id}),
            )
            for digest in found
        ),
    )


# ---- what went -----------------------------------------------------------------------------------


async def preview(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """What it would say now."""
    digest = await _one(turn, args, "preview")
    if not isinstance(digest, Digest):
        yield digest
        return
    guardian = (await turn.guardians.all()).get(digest.id)
    tr = translator_for(digest.terms.language)
    yield Text(markdown=turn._("Today it would say exactly this:"))
    yield Text(markdown=await week.text(turn, tr, guardian.student if guardian else ""))


async def went(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """What went when, the newest in full."""
    digest = await _one(turn, args, "went")
    if not isinstance(digest, Digest):
        yield digest
        return
    done = await turn.guardians.went(digest.id)
    if not done:
        yield Text(markdown=turn._("Nothing went yet."))
        async for part in preview(turn, {"guardian": digest.id}):
            yield part
        return
    yield Text(markdown="\n".join(_went(turn, done)))
    newest = next((each for each in done if each.sent), None)
    if newest:
        yield Text(markdown=turn._("The newest one said:"))
        yield Text(markdown=newest.text)


def _went(turn: Turn, done: Sequence[Went]) -> list[str]:
    lines = []
    for each in done[:_SHOWN]:
        local = each.at.astimezone(turn.zone)
        day = turn.translator.full_day(local.date())
        if each.sent:
            lines.append(turn._("- {day}: went out", day=day))
        else:
            lines.append(turn._("- {day}: didn't go out", day=day))
    return lines


# ---- changing and stopping -----------------------------------------------------------------------


async def change(turn: Turn, args: _Args, said: Said | None = None) -> AsyncIterator[Part]:
    digest = await _one(turn, args, "change")
    if not isinstance(digest, Digest):
        yield digest
        return
    guardian = (await turn.guardians.all()).get(digest.id)
    terms = digest.terms
    new = Draft(
        address=guardian.address if guardian else "",
        name=guardian.student if guardian else "",
        way=terms.way,
        language=terms.language,
        day=terms.rhythm.days[0] if terms.rhythm.days else 6,
        at=terms.rhythm.at,
        guardian=digest.id,
    )
    if said and said.adjusts:
        async for part in setting_up.show(turn, new.with_(said)):
            yield part
        return
    keep(turn, new.model_copy(update={"asks": "confirm"}))
    async for part in setting_up.show(turn, new):
        yield part


async def stop(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """At once."""
    digest = await _one(turn, args, "stop")
    if not isinstance(digest, Digest):
        yield digest
        return
    named = await turn.guardians.all()
    who = label(turn, digest, named.get(digest.id))
    clear(turn)
    turn.record(DigestEnded(guardian=digest.id, how="student"))
    await turn.guardians.forget(digest.id)
    text = (
        turn._("Stopped. The link opens nothing any more.")
        if digest.terms.way == "link"
        else turn._("Stopped: nothing goes to {who} any more, and the address is deleted.", who=who)
    )
    yield Text(markdown=text)


# ---- carried out by the reminders ----------------------------------------------------------------


async def digest(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """It is time for a guardian's summary; nothing when it was stopped, or the learner has left."""
    found = [each for each in await own(turn) if each.id == args.get("guardian") and each.goes]
    guardian = (await turn.guardians.all()).get(args.get("guardian", ""))
    if found and guardian and await _is_here(turn, found[0]):
        turn.translator = translator_for(found[0].terms.language)
        yield Text(markdown=await week.text(turn, turn.translator, guardian.student))


async def _is_here(turn: Turn, digest: Digest) -> bool:
    lately = turn.now - _LEFT
    return digest.since > lately or bool(await turn.past(LEARNING, since=lately, newest=1))


async def ask(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """The one question to a guardian whether they want it."""
    found = [each for each in await own(turn) if each.id == args.get("guardian")]
    guardian = (await turn.guardians.all()).get(args.get("guardian", ""))
    if found and guardian and not found[0].confirmed:
        terms: DigestWanted = found[0].terms
        turn.translator = translator_for(terms.language)
        text = wording.invitation(turn.translator, guardian.student, terms.rhythm)
        yield Text(markdown=text)


async def ended(turn: Turn, args: _Args) -> AsyncIterator[Part]:
    """The learner hears that it ended without them."""
    if args.get("how") == "address":
        text = turn._(
            "The mail to your guardian didn't get through: that address takes none. I deleted it, "
            "and nothing more goes there. /guardian takes another address."
        )
    else:
        text = turn._(
            "Your guardian said that they don't want the weekly summary (any more), so nothing "
            "goes to them. I deleted their address."
        )
    yield Text(markdown=text)


def _buttons(*labels: tuple[str, str, _Args]) -> Buttons:
    return Buttons(
        options=tuple(
            Option(label=label, action=Action(name=f"guardian.{verb}", args=dict(args)))
            for label, verb, args in labels
        )
    )
