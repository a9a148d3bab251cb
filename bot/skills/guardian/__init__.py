"""`guardian`: a weekly summary for a parent or guardian, which the student switches on, and a
guardian's consent, where a course asks for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping

from bot.i18n import languages
from bot.messages import Part, Text
from bot.skill import Skill, Turn
from bot.skills.guardian import consent, running, setting_up
from bot.skills.guardian.desk import Draft, draft, keep
from bot.skills.guardian.read import Said, name_in, read
from bot.tutor.words import flat

_Args = Mapping[str, str]
_Parts = AsyncIterator[Part]


async def run(turn: Turn, text: str) -> _Parts:
    said, now = read(text), draft(turn)
    typed = turn.text.startswith("/")
    if set(turn.learner.roles.values()) == {"guardian"}:
        parts = _guardian(turn)
    elif now and not typed and (answer := _to_draft(turn, now, said, text)):
        parts = answer
    elif not typed and not said.address and not (said.about and (said.order or not now)):
        parts = turn.skill("ask").run(turn, text)
    else:
        parts = _ordered(turn, said, text)
    async for part in parts:
        yield part


def _to_draft(turn: Turn, now: Draft, said: Said, text: str) -> _Parts | None:
    """The message as an answer to what is open; None when it is something else."""
    if flat(text).strip(" .!") in ("no", "nope", "leave it", "dejalo", "cancel", "cancela"):
        return setting_up.leave(turn, {})
    fresh = said.order == "send" and now.guardian  # what is open is a change of another one
    if fresh or said.order in ("stop", "went", "code", "change", "list"):
        return None
    if now.asks == "name" and (name := name_in(text)):
        named = now.model_copy(update={"name": name})
        return consent.show(turn, named) if now.consent else setting_up.show(turn, named)
    if said.no_address:
        return setting_up.begin(turn, said) if not now.consent else _asked_again(turn, now, said)
    if said.trouble:
        keep(turn, now)
        return _said(setting_up.when_trouble(turn, said))
    if now.consent:
        return consent.show(turn, now.with_(said)) if said.address or said.language else None
    if said.order in ("link", "file"):
        return setting_up.begin(turn, said)
    if said.address or (said.adjusts and (now.address or now.way == "link")):
        return setting_up.show(turn, now.with_(said))
    if said.adjusts:
        return setting_up.begin(turn, said)
    return None


async def _asked_again(turn: Turn, now: Draft, said: Said) -> _Parts:
    keep(turn, now)
    yield Text(
        markdown=turn._(
            "“{address}” is no e-mail address that I can write to. What is it?",
            address=said.no_address[:80].replace("`", "'"),
        )
    )


def _ordered(turn: Turn, said: Said, text: str) -> _Parts:
    match said.order:
        case "code":
            return consent.entered(turn, said, text)
        case "stop":
            return running.stop(turn, {})
        case "went":
            return running.went(turn, {})
        case "consent":
            return consent.status(turn, {})
        case "change":
            return running.change(turn, {}, said)
        case "send" | "link" | "file":
            return setting_up.begin(turn, said)
        case "list":
            return running.overview(turn)
    if said.address or said.no_address:
        return setting_up.begin(turn, said)
    return running.overview(turn)


async def _guardian(turn: Turn) -> _Parts:
    """Somebody who is here as a guardian: nothing about anybody is theirs to ask for here."""
    yield Text(
        markdown=turn._(
            "What a student wants you to know reaches you by mail or by a private link, once they "
            "switched it on. I can't tell you anything about anybody here."
        )
    )


async def _said(text: str) -> _Parts:
    yield Text(markdown=text)


def _begin(order: str) -> Callable[[Turn, _Args], _Parts]:
    def act(turn: Turn, _args: _Args) -> _Parts:
        return setting_up.begin(turn, read(order))

    return act


SKILL = Skill(
    name="guardian",
    summary="a weekly summary for a parent or guardian",
    usage="send my mum a weekly summary",
    run=run,
    act={
        "begin": _begin("send"),
        "link": _begin("link"),
        "on": setting_up.on,
        "when": setting_up.when,
        "leave": setting_up.leave,
        **{f"in_{tag}": setting_up.in_language(tag) for tag in languages()},
        "preview": running.preview,
        "went": running.went,
        "change": running.change,
        "stop": running.stop,
        "digest": running.digest,
        "ask": running.ask,
        "ended": running.ended,
        "consent": consent.status,
        "send_request": consent.send_request,
        "request": consent.request,
        "withdraw": consent.withdraw,
    },
    audience="you",
    always=True,
)
