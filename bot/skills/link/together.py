"""Linking: a code is asked for on one side and entered on the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping

from bot.learner.linking import Preview, Refusal, Side, find_code, platform
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.skills.link import words
from knowledge.problems import SourceError

STATE = "link"


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    code = find_code(text)
    if code and turn.incoming.place.public and not turn.incoming.unseen:
        await turn.linking.burn(code)
        yield Text(markdown=turn._(
            "Others can read this channel, so this code doesn't hold any more. Ask me for a new "
            "one, and send it to me in a direct message."
        ))  # fmt: skip
    elif code:
        async for part in _entered(turn, code):
            yield part
    elif text.strip() and not words.about_accounts(text):
        yield Text(markdown=turn._(
            "That's no code of mine. They look like BCDF-GHJK: eight letters. Write “link” on your "
            "other account to get one."
        ))  # fmt: skip
    else:
        async for part in _asked(turn, text):
            yield part


async def _asked(turn: Turn, text: str) -> AsyncIterator[Part]:
    """A new code, and where to enter it."""
    person = turn.incoming.person
    linked = list(await turn.linking.identities(person))
    wanted = words.named(text)
    others = [each for each in linked if each != person]
    if others:
        yield Text(markdown=turn._(
            "These accounts of yours are linked: {accounts}. “unlink” takes one out again.",
            accounts=words.listed(turn, [person, *others]),
        ))  # fmt: skip
        if wanted is None or any(platform(each) == wanted for each in others):
            another = Option(label=turn._("Link one more"), action=Action(name="link.more"))
            yield Buttons(options=(another,))
            return
    yield Text(markdown=await _new_code(turn, words.elsewhere(turn, text)))


async def more(turn: Turn, _args: Mapping[str, str]) -> AsyncIterator[Part]:
    """A code for a further platform."""
    yield Text(markdown=await _new_code(turn, turn._("the other platform")))


async def _new_code(turn: Turn, there: str) -> str:
    code = await turn.linking.new_code(turn.incoming.person)
    return turn._(
        "Your code is **{code}**. Within {minutes} minutes, send me this in a direct message on "
        "{platform}:\n\n`link {code}`\n\nBefore anything is linked, I'll say there what becomes of "
        "your two records. The code works once. Give it to nobody: whoever enters it shares your "
        "record.",
        code=code,
        minutes=words.MINUTES,
        platform=there,
    )


# ---- entering it ---------------------------------------------------------------------------


async def _entered(turn: Turn, code: str) -> AsyncIterator[Part]:
    found = await turn.linking.look(turn.incoming.person, code)
    if isinstance(found, Refusal):
        yield Text(markdown=await _refused(turn, found))
        return
    turn.state["pending"], turn.state[STATE] = "link", code
    yield Text(markdown=await _said(turn, found))
    agree, decline = labels(turn)
    yield Buttons(
        options=(
            Option(label=agree, action=Action(name="link.yes", args={"code": code})),
            Option(label=decline, action=Action(name="link.no", args={"code": code})),
        )
    )


def labels(turn: Turn) -> tuple[str, str]:
    """What may be said to the question."""
    return turn._("Link them"), turn._("Don't link")


async def _refused(turn: Turn, why: Refusal) -> str:
    return words.refused(turn, why, list(await turn.linking.identities(turn.incoming.person)))


async def _said(turn: Turn, found: Preview) -> str:
    """What linking would do, in plain words."""
    there = words.title(turn, found.there.person)
    lines = [
        turn._(
            "This links your account here with the one on **{platform}**: from then on I know you "
            "as one person in both.",
            platform=there,
        ),
        "",
        "- " + turn._(
            "Your records become one: {there} from {platform}, {here} from here. Goals, reviews "
            "and what you practised count together.",
            platform=there,
            there=_answers(turn, found.there),
            here=_answers(turn, found.here),
        ),
    ]  # fmt: skip
    if found.course and found.course.course:
        lines.append("- " + turn._(
            "Your course is **{course}**, the one you chose last ({platform}).",
            course=await _title(turn, found.course.course),
            platform=_where(turn, found, found.course),
        ))  # fmt: skip
    if found.settings:
        lines.append("- " + turn._(
            "Your settings are the ones you changed last ({platform}).",
            platform=_where(turn, found, found.settings),
        ))  # fmt: skip
    for course in sorted(found.here.teaches ^ found.there.teaches):
        lines.append("- " + turn._(
            "You teach **{course}** from both accounts.", course=await _title(turn, course)
        ))  # fmt: skip
    lines.append("- " + turn._(
        "What has become one stays one: you can unlink an account later, but then it begins afresh "
        "and the record stays with the other."
    ))  # fmt: skip
    return "\n".join([*lines, "", turn._(
        "Link them only if both accounts are yours and you asked for the code yourself. Shall I?"
    )])  # fmt: skip


def _answers(turn: Turn, side: Side) -> str:
    if not side.answers:
        return turn._("no answers yet")
    return turn.n("{count} answer", "{count} answers", side.answers)


def _where(turn: Turn, found: Preview, side: Side) -> str:
    return turn._("here") if side is found.here else words.title(turn, side.person)


async def _title(turn: Turn, course: str) -> str:
    try:
        return (await asyncio.to_thread(turn.courses.get, course)).title
    except SourceError:
        return course


async def yes(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """The learner confirmed."""
    turn.state.pop(STATE, None)
    why = await turn.linking.link(turn.incoming.person, args.get("code", ""))
    if why:
        yield Text(markdown=await _refused(turn, why))
        return
    linked = list(await turn.linking.identities(turn.incoming.person))
    yield Text(markdown=turn._(
        "Done: {accounts} are linked. From your next message on I know you in both. “unlink” "
        "takes one out again.",
        accounts=words.listed(turn, linked),
    ))  # fmt: skip


async def no(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """They did not: the code may have come from somebody else."""
    turn.state.pop(STATE, None)
    await turn.linking.burn(args.get("code", ""))
    yield Text(markdown=turn._("Nothing was linked, and the code doesn't hold any more."))
