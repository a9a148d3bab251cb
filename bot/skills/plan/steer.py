"""What a course's teacher orders: what comes first, in which order, what is open, how long."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence

from bot.learner.events import PlanSteered
from bot.messages import Part, Text
from bot.skill import Turn
from bot.tutor.course import listed
from bot.tutor.words import flat
from knowledge.course import Course

_ORDERS = re.compile(
    r"(?P<verb>pin|unpin|order|unlock|open|lock|limit|fija|quita|ordena|abre|cierra|limita)\b"
    r"\s*(?P<rest>.*)"
)
_VERBS = {
    "fija": "pin", "quita": "unpin", "ordena": "order", "open": "unlock", "abre": "unlock",
    "cierra": "lock", "limita": "limit",
}  # fmt: skip
_ALL = re.compile(r"(?:all|everything|todo)")
_OFF = re.compile(r"(?:off|none|no|0|sin)")


def orders(text: str) -> re.Match[str] | None:
    """ "pin 6.3", "order 6.4, 6.3", "unlock 1-6", "limit 30" """
    return _ORDERS.fullmatch(flat(text))


async def steer(turn: Turn, course: Course, said: re.Match[str]) -> AsyncIterator[Part]:
    if not turn.may(course.id, "steer"):
        yield Text(
            markdown=turn._(
                "Only a teacher of {course} can do that. Your own plan is yours: tell me what you "
                "work towards.",
                course=course.title,
            )
        )
        return
    verb = _VERBS.get(said["verb"], said["verb"])
    before = await turn.steering(course.id) or PlanSteered(course=course.id)
    change = _changed(turn, course, before, verb, said["rest"])
    if isinstance(change, str):
        yield Text(markdown=change)
        return
    turn.record(change)
    yield Text(markdown=_summary(turn, course, change))


def _changed(
    turn: Turn, course: Course, before: PlanSteered, verb: str, rest: str
) -> PlanSteered | str:
    """The new orders, or what is wrong with the wish."""
    if verb == "limit":
        return _limited(turn, before, rest)
    if verb == "unlock" and _ALL.fullmatch(rest.strip()):
        return before.model_copy(update={"unlocked": None})
    sections, unknown = listed(course, rest)
    if unknown or not sections:
        return turn._(
            "I don't find “{name}” in {course}. Use numbers, e.g. /plan pin 6.3.",
            name=unknown or rest,
            course=course.title,
        )
    ids = tuple(section.id for section in sections)
    everything = [section.id for section in course.sections()]
    opened = everything if before.unlocked is None else before.unlocked
    match verb:
        case "pin":
            update: dict[str, object] = {"pinned": tuple(dict.fromkeys((*before.pinned, *ids)))}
        case "unpin":
            update = {"pinned": tuple(name for name in before.pinned if name not in ids)}
        case "order":
            update = {"order": ids}
        case "lock":
            update = {"unlocked": tuple(name for name in opened if name not in ids)}
        case _:
            now = {*ids, *(before.unlocked or ())}
            update = {"unlocked": tuple(name for name in everything if name in now)}
    return before.model_copy(update=update)


def _limited(turn: Turn, before: PlanSteered, rest: str) -> PlanSteered | str:
    minutes = re.search(r"\d{1,4}", rest)
    if _OFF.fullmatch(rest.strip()) or (minutes and int(minutes[0]) == 0):
        return before.model_copy(update={"daily_minutes": None})
    if minutes is None:
        return turn._("How many minutes a day? For example: /plan limit 30, or /plan limit off.")
    return before.model_copy(update={"daily_minutes": int(minutes[0])})


def _summary(turn: Turn, course: Course, orders: PlanSteered) -> str:
    labels = {section.id: section.label for section in course.sections()}

    def names(ids: Sequence[str]) -> str:
        known = [labels[name] for name in ids if name in labels]
        return ", ".join(known[:6]) + (" …" if len(known) > 6 else "")

    lines = [
        turn._("Done. This is what holds for everybody's plan in {course}:", course=course.title)
    ]
    if orders.pinned:
        lines.append(f"- {turn._('First: {sections}', sections=names(orders.pinned))}")
    if orders.order:
        lines.append(
            f"- {turn._('Order: {sections}, then the rest', sections=names(orders.order))}"
        )
    if orders.unlocked is None:
        lines.append(f"- {turn._('Open: everything')}")
    else:
        lines.append(f"- {turn._('Open: {sections}', sections=names(orders.unlocked) or '–')}")
    if orders.daily_minutes:
        limit = turn.n(
            "At most {count} minute of practice a day",
            "At most {count} minutes of practice a day",
            orders.daily_minutes,
        )
        lines.append(f"- {limit}")
    return "\n".join(lines)
