"""A goal said back: small, specific, what it is measured by, when I ask. And its buttons."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Iterator

from bot import planning
from bot.answering.prepared import graph_of
from bot.goals.evidence import comes
from bot.learner.events import GoalTerms
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.skills.goal.desk import Draft
from bot.tutor.course import parts
from bot.tutor.goals import capital, dated, evidence_of, measured, reminds, rhythm_words
from knowledge.course import Course

_FEW = 2


async def card(turn: Turn, course: Course, draft: Draft, lead: str = "") -> AsyncIterator[Part]:
    """What I understood, and what can be changed about it."""
    terms = draft.terms
    lines = [lead] if lead else []
    lines.append(f"**{capital(dated(turn, terms, course))}**")
    if not terms.one_day:
        lines.append(await _measure(turn, course, terms))
    if measured(terms):
        lines.append(await _time_left(turn, course, terms))
    lines.append(_asked(turn, terms))
    lines.append(turn._("Does that fit?"))
    yield Text(markdown="\n\n".join(filter(None, lines)))
    yield Buttons(options=tuple(_buttons(turn, draft, await _can_be_smaller(turn, course, terms))))


async def _measure(turn: Turn, course: Course, terms: GoalTerms) -> str:
    """When it counts as reached, and where they stand."""
    found = await evidence_of(turn, course, terms)
    about = parts(course, terms.sections) if terms.sections else ""
    match terms.kind:
        case "sections":
            said = turn.n(
                "It's reached when its {count} section is solid ({what}).",
                "It's reached when its {count} sections are solid ({what}).",
                found.of,
                what=about,
            )
        case "mastery" | "exam":
            said = turn.n(
                "It's reached when its {count} concept is solid ({what}).",
                "It's reached when its {count} concepts are solid ({what}).",
                found.of,
                what=about or course.title,
            )
        case "habit" | "minutes" | "items":
            return turn._("I count that from what you do here; it starts anew every week.")
        case _:
            return turn._("I can't measure that, so you tell me how it goes.")
    done = turn.n(
        "{count} is already.", "{count} are already.", found.done
    ) if found.done else ""  # fmt: skip
    meaning = turn._("Solid: you'd get a typical question on it right, without help.")
    return f"{said} {done}".strip() + f" {meaning}"


async def _time_left(turn: Turn, course: Course, terms: GoalTerms) -> str:
    """What the plan says: how long it takes, and how long a day."""
    known = await turn.known(course)
    plan = planning.make(
        graph_of(course), known, turn.now, sections=terms.sections,
        steering=await turn.steering(course.id),
    )  # fmt: skip
    wanted = [step for step in plan.steps if not terms.concepts or step.node.id in terms.concepts]
    minutes = sum(step.minutes for step in wanted)
    if not minutes:
        return ""
    said = turn.n(
        "Going by your pace, about {count} minute is left.",
        "Going by your pace, about {count} minutes are left.",
        minutes,
    )
    if terms.due and terms.due > turn.today:
        daily = math.ceil(minutes / (terms.due - turn.today).days)
        said += " " + turn.n("That's {count} minute a day.", "That's {count} minutes a day.", daily)
    first = turn._("First step: {concept}.", concept=wanted[0].node.title)
    return f"{said} {first}"


def _asked(turn: Turn, terms: GoalTerms) -> str:
    if terms.rhythm is None:
        return turn._("I won't write about it by myself; /goal shows how it's going.")
    when = rhythm_words(turn, terms.rhythm)
    if terms.rhythm.until and not comes(terms.rhythm, turn.today):
        day = turn.translator.day(terms.rhythm.until)
        return turn._(
            "You'd like to be asked {when}, but none comes before {day}.", when=when, day=day
        )
    if reminds(terms):
        return turn._("I'll remind you {when}.", when=when)
    return turn._("I'll ask how it's going {when}.", when=when)


def _buttons(turn: Turn, draft: Draft, smaller: bool) -> Iterator[Option]:
    def option(label: str, verb: str) -> Option:
        return Option(label=label, action=Action(name=f"goal.{verb}", args={"draft": draft.id}))

    yield option(turn._("Yes, that's it"), "set")
    if not reminds(draft.terms):
        yield option(turn._("Another day"), "due")
    yield option(turn._("When you ask"), "rhythm")
    if smaller:
        yield option(turn._("Smaller"), "smaller")
    yield option(turn._("Leave it"), "drop")


# ---- smaller -------------------------------------------------------------------------------


async def _can_be_smaller(turn: Turn, course: Course, terms: GoalTerms) -> bool:
    return await smaller(turn, course, terms) is not None


async def smaller(turn: Turn, course: Course, terms: GoalTerms) -> GoalTerms | None:
    """About half of it; None when it is small already."""
    match terms.kind:
        case "habit" | "minutes" | "items":
            step = 5 if terms.target >= 10 else 1
            half = max(step, terms.target // 2 // step * step)
            return _with(terms, target=half) if half < terms.target else None
        case "sections" if len(terms.sections) > 1:
            found = await evidence_of(turn, course, terms)
            open_ = list(dict.fromkeys(node.section.id for node in found.left))
            kept = open_[: max(1, math.ceil(len(open_) / _FEW))]
            fewer = 0 < len(kept) < len(terms.sections)
            return _with(terms, sections=tuple(kept), target=len(kept)) if fewer else None
        case "mastery" | "exam":
            found = await evidence_of(turn, course, terms)
            names = [node.id for node in found.left]
            kept = names[: max(1, math.ceil(len(names) / _FEW))]
            if not 0 < len(kept) < found.of:
                return None
            sections = tuple(dict.fromkeys(n.section.id for n in found.left if n.id in kept))
            return _with(terms, concepts=tuple(kept), sections=sections, target=len(kept))
    return None


def _with(terms: GoalTerms, **changed: object) -> GoalTerms:
    return terms.model_copy(update=changed)
