"""Unlinking: one account goes its own way, the record stays with the others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence

from bot.learner.linking import platform
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.skills.link import words

STATE = "unlink"


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    """Ask before it is done."""
    person = turn.incoming.person
    linked = list(await turn.linking.identities(person))
    if len(linked) == 1:
        yield Text(markdown=_alone(turn))
        return
    which = _meant(linked, person, words.named(text))
    if which is None:
        yield Text(markdown=turn._(
            "I can't tell which account you mean. These are linked: {accounts}. Write “unlink” in "
            "the one that should go.",
            accounts=words.listed(turn, linked),
        ))  # fmt: skip
        return
    turn.state["pending"], turn.state[STATE] = "unlink", which
    yield Text(markdown=_said(turn, which, [each for each in linked if each != which]))
    agree, decline = labels(turn, which)
    yield Buttons(
        options=(
            Option(label=agree, action=Action(name="unlink.yes", args={"which": which})),
            Option(label=decline, action=Action(name="unlink.no")),
        )
    )


def labels(turn: Turn, which: str) -> tuple[str, str]:
    """What may be said to the question."""
    unlink = turn._("Unlink {platform}", platform=words.title(turn, which))
    return unlink, turn._("Leave them linked")


def _meant(linked: Sequence[str], here: str, named: str | None) -> str | None:
    """The account that goes: the one on the platform they named, else the one they write from."""
    if named is None or named == platform(here):
        return here
    found = [each for each in linked if platform(each) == named]
    return found[0] if len(found) == 1 else None


def _said(turn: Turn, which: str, others: list[str]) -> str:
    stays = words.listed(turn, others)
    if which == turn.incoming.person:
        lines = [turn._(
            "This account here would begin afresh, as if we had never met: no record, no course, "
            "no settings. Everything so far stays with {accounts}.",
            accounts=stays,
        )]  # fmt: skip
    else:
        lines = [turn._(
            "Your account on {platform} would begin afresh, as if we had never met. Everything so "
            "far stays here, and it can't be seen from there any more.",
            platform=words.title(turn, which),
        )]  # fmt: skip
    if turn.learner.teaches:
        lines.append(turn._("It would teach no course any more."))
    return " ".join([*lines, turn._("Shall I unlink it?")])


async def yes(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    """The learner confirmed."""
    which = args.get("which", "")
    turn.state.clear()  # an open exercise or quiz is of the record
    if not await turn.linking.unlink(turn.incoming.person, which):
        yield Text(markdown=_alone(turn))
    elif which == turn.incoming.person:
        yield Text(markdown=turn._(
            "Done. We begin afresh here with your next message. “link” puts them together again."
        ))  # fmt: skip
    else:
        yield Text(markdown=turn._(
            "Done: {platform} isn't linked any more. Your record is here. “link” puts them "
            "together again.",
            platform=words.title(turn, which),
        ))  # fmt: skip


async def no(turn: Turn, _args: Mapping[str, str]) -> AsyncIterator[Part]:
    turn.state.pop(STATE, None)
    yield Text(markdown=turn._("All right, they stay linked."))


def _alone(turn: Turn) -> str:
    return turn._("This account isn't linked with any other. “link” gives you a code to do that.")
