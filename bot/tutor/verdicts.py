"""What a teacher decided about a learner's marks, told at the next contact, once."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

from bot.learner.events import Logged, MarkReferred, MarkSettled, VerdictsTold
from bot.learner.referrals import said
from bot.messages import Part, Text
from bot.skill import Turn
from bot.tutor.exercise import find, short_question

_EVENTS = ("mark_referred", "mark_settled", "verdicts_told")
_SHOWN = 3


async def with_verdicts(
    turn: Turn, parts: AsyncGenerator[Part, None]
) -> AsyncGenerator[Part, None]:
    """The parts of a reply, after news about marks if there is any. Never where others read."""
    if not turn.incoming.place.public:
        news = _news(await turn.past(_EVENTS))
        if news:
            turn.record(VerdictsTold(attempts=tuple(verdict.attempt for verdict in news)))
            yield Text(markdown=await _words(turn, news))
    async with aclosing(parts):
        async for part in parts:
            yield part


def _news(events: Sequence[Logged]) -> list[MarkSettled]:
    """Verdicts not told yet that changed a mark or answer a dispute; the last one of each mark."""
    disputed: set[tuple[str, str]] = set()
    verdicts: dict[int, MarkSettled] = {}
    for each in events:
        match each.event:
            case MarkReferred(by="learner") as mark:
                disputed.add((mark.item, said(mark.answer)))
            case MarkSettled() as verdict:
                asked = (verdict.item, said(verdict.answer)) in disputed
                if verdict.changed or asked:
                    verdicts[verdict.attempt] = verdict
            case VerdictsTold() as told:
                for attempt in told.attempts:
                    verdicts.pop(attempt, None)
    return list(verdicts.values())


async def _words(turn: Turn, news: Sequence[MarkSettled]) -> str:
    lines = [turn._("Your teacher looked at your marks:")]
    for verdict in news[:_SHOWN]:
        found = await find(turn, verdict.course, verdict.section, verdict.item)
        asked = short_question(found.item) if found else turn._("no longer in the course")
        answer = " ".join(verdict.answer.split())
        lines.append(f"- {asked} “{answer}”: {_verdict(turn, verdict)}")
    if len(news) > _SHOWN:
        lines.append(
            turn.n("- and {count} more", "- and {count} more", len(news) - _SHOWN)
        )  # fmt: skip
    if any(verdict.changed for verdict in news):
        lines.append("\n" + turn._("Your record has the new marks."))
    return "\n".join(lines)


def _verdict(turn: Turn, verdict: MarkSettled) -> str:
    match verdict.credit:
        case 1:
            return turn._("that is right.")
        case 0:
            said = turn._("that isn't right.")
        case _:
            said = turn._("that is partly right.")
    return said if verdict.changed else f"{said} {turn._('The mark stands.')}"
