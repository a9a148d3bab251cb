"""`partner`: a study partner in one's class, found by what each knows and when both study. Both
agree before either hears who it is; a no is never told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.learner.events import PartnerAnswered, PartnerSought
from bot.messages import Action, Buttons, Option, Part, Text
from bot.names import clean_name
from bot.partners import Fit, moments
from bot.skill import Skill, Turn
from bot.tutor.course import course_of, no_course
from knowledge.course import Course

_SHOWN = 2


async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is None:
        yield no_course(turn)
    elif turn.learner.roles.get(course.id) != "student":
        said = turn._("Study partners are for students of a class. /join takes you into yours.")
        yield Text(markdown=said)
    else:
        for part in await _standing(turn, course, clean_name(text)):
            yield part


async def _standing(turn: Turn, course: Course, called: str = "") -> list[Part]:
    found = await turn.classroom.partners(course.id)
    if found is None:
        return _explained(turn, called)
    if found.partner is not None:
        said = turn._(
            "Your study partner is **{name}**: you both said yes. Agree on a time between you.",
            name=found.partner or turn._("somebody whose name I don't know"),
        )
        return [Text(markdown=said), _buttons((turn._("Stop"), "stop", {}))]
    if found.fit is not None and not found.answered:
        return _proposed(turn, course, found.fit)
    return [Text(markdown=_waits(turn)), _buttons((turn._("Stop looking"), "stop", {}))]


def _explained(turn: Turn, called: str) -> list[Part]:
    said = turn._(
        "I can look for somebody in your class who knows what you still have to learn, and the "
        "other way round, and who studies when you do. First I ask you both without names. Only "
        "when you both say yes do I tell each of you the other's name. A no is never told."
    )
    args: dict[str, str] = {"name": called} if called else {}
    buttons = _buttons(
        (turn._("Look for a partner"), "look", args), (turn._("Not now"), "not_now", {})
    )
    return [Text(markdown=said), buttons]


def _waits(turn: Turn) -> str:
    # The same whether nobody fits, somebody is still thinking or said no: nothing shows which.
    return turn._(
        "I'm looking for somebody who fits. Ask me again in a few days: when it's a yes on both "
        "sides, I tell you each other's names here."
    )


def _proposed(turn: Turn, course: Course, fits: Fit) -> list[Part]:
    titles = {each.id: each.title for s in course.sections() for each in s.own_concepts}

    def named(concepts: tuple[str, ...]) -> str:
        return ", ".join(titles.get(name, name) for name in concepts[:_SHOWN])

    begin, end = moments(fits.slots, turn.now, turn.zone)[0]
    lines = [
        turn._("Somebody in your class fits:"),
        f"- {turn._('they know {concepts} well, where you are shaky', concepts=named(fits.helps))}",
        f"- {turn._('you know {concepts} well, where they are shaky', concepts=named(fits.needs))}",
        "- "
        + turn._(
            "you both study on {day} between {begin} and {end}",
            day=turn.translator.day(begin.date(), weekday=True),
            begin=f"{begin:%H:%M}",
            end=f"{end:%H:%M}",
        ),
        "",
        turn._("Shall I tell you each other's names, if they want that too?"),
    ]
    args = {"other": fits.other}
    offers = ((turn._("Yes"), "yes", args), (turn._("No, somebody else"), "no", args))
    return [Text(markdown="\n".join(lines)), _buttons(*offers)]


def _buttons(*offers: tuple[str, str, Mapping[str, str]]) -> Buttons:
    return Buttons(
        options=tuple(
            Option(label=label, action=Action(name=f"partner.{verb}", args=dict(args)))
            for label, verb, args in offers
        )
    )


async def _look(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is None or turn.learner.roles.get(course.id) != "student":
        yield no_course(turn)
        return
    name = clean_name(args.get("name") or turn.learner.name or turn.incoming.name or "")
    if not name:
        yield Text(markdown=turn._("What may a partner call you? Say: /partner and your name."))
        return
    turn.record(PartnerSought(course=course.id, name=name))
    yield Text(markdown=turn._("Good. A partner would know you as {name}.", name=name))
    yield Text(markdown=_waits(turn))
    yield _buttons((turn._("Who fits?"), "show", {}), (turn._("Stop looking"), "stop", {}))


async def _answer(turn: Turn, args: Mapping[str, str], *, agreed: bool) -> AsyncIterator[Part]:
    course = await course_of(turn)
    found = await turn.classroom.partners(course.id) if course else None
    other = args.get("other", "")
    if course is None or found is None:
        yield Text(markdown=turn._("All right. /partner is there when you want it."))
        return
    if found.fit is None or found.fit.other != other:
        # Why that one is gone is theirs to know.
        yield Text(markdown=f"{turn._('Noted.')} {_waits(turn)}")
        return
    turn.record(PartnerAnswered(course=course.id, other=other, agreed=agreed))
    if agreed and found.wanted_by_them:
        name = await turn.classroom.partner_name(course.id, other)
        said = turn._(
            "You both said yes: your study partner is **{name}**. Agree on a time between you.",
            name=name,
        )
        yield Text(markdown=said)
    else:
        yield Text(markdown=f"{turn._('Noted.')} {_waits(turn)}")


def _yes(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    return _answer(turn, args, agreed=True)


def _no(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    return _answer(turn, args, agreed=False)


async def _stop(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    course = await course_of(turn)
    if course is not None:
        turn.record(PartnerSought(course=course.id, looking=False))
    yield Text(markdown=turn._("I'm not looking any more. /partner begins again."))


async def _not_now(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    yield Text(markdown=turn._("All right. /partner is there when you want it."))


def _show(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    return run(turn, "")


SKILL = Skill(
    name="partner",
    summary="find a study partner in your class",
    usage="/partner",
    run=run,
    act={
        "look": _look,
        "not_now": _not_now,
        "show": _show,
        "yes": _yes,
        "no": _no,
        "stop": _stop,
    },
    audience="you",
)
