"""What a teacher decides about a pilot, and what they see of it."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import Counter

from bot.fingerprint import fingerprint
from bot.learner.events import PilotAssigned, PilotCodeMade
from bot.learner.membership import CODE_LETTERS
from bot.messages import Action, Buttons, File, Option, Part, Text
from bot.pilot.approving import ATTEMPTS, approved, decided
from bot.pilot.check import Fault, expected_half_width
from bot.pilot.outcomes import EVENTS, concepts_of, outcomes
from bot.pilot.part import OWN
from bot.pilot.plan import UNDER_WAY, Phase, Pilot
from bot.pilot.progress import progress
from bot.pilot.report import report as found_out
from bot.pilot.say import points
from bot.pilot.words import arm_words, brief, described, last_day, markdown
from bot.skill import Turn
from bot.tutor.class_meant import ClassMeant
from bot.tutor.pilots import pilots_of

_CODE_LENGTH = 8
_HOPELESS = 0.3
"""An interval that reaches further says nothing about any help there is."""


async def overview(turn: Turn, meant: ClassMeant) -> list[Part]:
    """The newest pilot: what is planned, or how far it is."""
    pilot = await _newest(turn, meant)
    if pilot is None:
        return [Text(markdown=_nothing(turn, meant))]
    course = await asyncio.to_thread(turn.courses.get, meant.id)
    said = described(turn, pilot.plan, course, turn.zone)
    match pilot.phase(turn.now):
        case "waiting":
            asked = turn._("Nothing happens before you approve it. Shall it run?")
            wide = await _precision(turn, meant, pilot)
            text = "\n\n".join(filter(None, [said, wide, asked]))
            return [Text(markdown=text), _buttons(meant, _waiting(turn))]
        case "declined":
            return [Text(markdown=f"{said}\n\n{turn._('You declined it.')}")]
        case phase if phase in UNDER_WAY:
            text = f"{said}\n\n{await _status(turn, meant, pilot, phase)}"
            return [Text(markdown=text), _buttons(meant, [(turn._("End it early"), "end_asked")])]
    return await report(turn, meant)


async def approve(turn: Turn, meant: ClassMeant) -> list[Part]:
    pilot = await _newest(turn, meant)
    if pilot is None:
        return [Text(markdown=_nothing(turn, meant))]
    if pilot.phase(turn.now) != "waiting":
        return await overview(turn, meant)
    people = await turn.classroom.people(meant.id)
    attempts = await turn.class_record(meant.id, ATTEMPTS)
    others = await pilots_of(turn, meant.id)
    new = approved(pilot, others, people, attempts, teacher=turn.learner.id, now=turn.now)
    if isinstance(new, Fault):
        return [Text(markdown=turn._(new.text, **new.fields))]
    for learner, event in new:
        if learner == turn.learner.id:
            turn.record(event)
        else:
            turn.record_for(learner, event)
    counts = Counter(event.arm for _, event in new if isinstance(event, PilotAssigned))
    drawn = ", ".join(f"{arm_words(turn, arm)} {counts[arm]}" for arm in pilot.plan.arms)
    lines = [
        turn._(
            "Approved. The lot has fallen: {drawn}. Each student is told before anything differs "
            "for them, and can stay out of it. /pilot shows how it goes.",
            drawn=drawn,
        )
    ]
    outside = len(people.students) - sum(counts.values())
    if outside:
        lines.append(
            turn.n(
                "{count} student is in no group and has no part in it.",
                "{count} students are in no group and have no part in it.",
                outside,
            )
        )
    return [Text(markdown="\n\n".join(lines))]


async def decline(turn: Turn, meant: ClassMeant) -> list[Part]:
    pilot = await _newest(turn, meant)
    if pilot is None or pilot.phase(turn.now) != "waiting":
        return await overview(turn, meant)
    turn.record(decided(pilot, "declined", turn.now))
    return [Text(markdown=turn._("Declined. Nothing was changed for anybody."))]


async def code(turn: Turn, meant: ClassMeant) -> list[Part]:
    """For approving it on the command line, by whoever the teacher gives it to."""
    pilot = await _newest(turn, meant)
    if pilot is None or pilot.phase(turn.now) != "waiting":
        return await overview(turn, meant)
    new = "".join(secrets.choice(CODE_LETTERS) for _ in range(_CODE_LENGTH))
    turn.record(PilotCodeMade(course=meant.id, pilot=pilot.id, print=fingerprint(new)))
    text = turn._(
        "Whoever has this code can approve it for you: `studylamp pilot approve --course {course} "
        "--code {code}`. A new code makes this one void.",
        course=meant.id,
        code=new,
    )
    return [Text(markdown=text)]


async def ask_to_end(turn: Turn, meant: ClassMeant) -> list[Part]:
    pilot = await _newest(turn, meant)
    if pilot is None or pilot.phase(turn.now) not in UNDER_WAY:
        return await overview(turn, meant)
    text = turn._(
        "From then on everybody gets your usual help, and it can't be taken up again. The result "
        "counts for much less: no delayed quiz, or half of one, and who stops because the figures "
        "look good or bad finds differences that are chance. End it now?"
    )
    return [Text(markdown=text), _buttons(meant, [(turn._("End it now"), "end")])]


async def end(turn: Turn, meant: ClassMeant) -> list[Part]:
    pilot = await _newest(turn, meant)
    if pilot is None or pilot.phase(turn.now) not in UNDER_WAY:
        return await overview(turn, meant)
    turn.record(decided(pilot, "ended", turn.now))
    said = turn._("Ended. Everybody gets your usual help again.")
    return [Text(markdown=said), _buttons(meant, [(turn._("Report"), "report")])]


async def report(turn: Turn, meant: ClassMeant) -> list[Part]:
    """What came out, once nothing can be changed by looking."""
    pilot = await _newest(turn, meant)
    if pilot is None or pilot.phase(turn.now) in ("waiting", "declined"):
        return await overview(turn, meant)
    if pilot.phase(turn.now) in UNDER_WAY:
        day = turn.translator.day(last_day(pilot.plan.quiz_until, turn.zone).date())
        text = turn._(
            "The figures come after {day}. Looking earlier, and stopping when they look good, "
            "makes chance look like an effect.",
            day=day,
        )
        return [Text(markdown=text)]
    course = await asyncio.to_thread(turn.courses.get, meant.id)
    events = await turn.class_record(meant.id, (*EVENTS, "mark_settled"))
    students = len((await turn.classroom.people(meant.id)).students)
    result = found_out(pilot, outcomes(pilot, events, concepts_of(course)), students=students)
    whole = markdown(turn, result, meant.title)
    more = turn._("The file has the whole of it, and what can't be concluded.")
    return [
        Text(markdown=f"{brief(turn, result)}\n\n{more}"),
        File(name=f"pilot-{pilot.id}.md", media_type="text/markdown", data=whole.encode()),
        File(
            name=f"pilot-{pilot.id}.json",
            media_type="application/json",
            data=json.dumps(result.as_json(), ensure_ascii=False, indent=2).encode(),
        ),
    ]


async def usage(turn: Turn, _meant: ClassMeant) -> list[Part]:
    text = turn._(
        "I didn't get that. /pilot shows it; then /pilot approve, decline, code, end or report."
    )
    return [Text(markdown=text)]


# ---- what is shown ---------------------------------------------------------------------------


async def _newest(turn: Turn, meant: ClassMeant) -> Pilot | None:
    found = await pilots_of(turn, meant.id)
    return found[-1] if found else None


def _nothing(turn: Turn, meant: ClassMeant) -> str:
    return turn._(
        "No pilot is planned in {course}. Whoever runs Studylamp plans one with `studylamp pilot "
        "plan`; it begins only when you approve it here.",
        course=meant.title,
    )


def _waiting(turn: Turn) -> list[tuple[str, str]]:
    return [
        (turn._("Approve"), "approve"),
        (turn._("Decline"), "decline"),
        (turn._("A code instead"), "code"),
    ]


def _buttons(meant: ClassMeant, labels: list[tuple[str, str]]) -> Buttons:
    return Buttons(
        options=tuple(
            Option(label=label, action=Action(name=f"pilot.{verb}", args={"course": meant.id}))
            for label, verb in labels
        )
    )


async def _precision(turn: Turn, meant: ClassMeant, pilot: Pilot) -> str:
    """What a class of this size can show at all."""
    half = expected_half_width(pilot.plan, await turn.classroom.people(meant.id))
    if half is None:
        return ""
    if half > _HOPELESS:
        return turn._("Your class is too small for that: hardly anything could be concluded.")
    return turn._(
        "With your class the result will be uncertain by about {points} points either way: smaller "
        "differences can't be seen.",
        points=points(half).lstrip("+"),
    )


async def _status(turn: Turn, meant: ClassMeant, pilot: Pilot, phase: Phase) -> str:
    """How many there are of each, and no figures of how they do."""
    counts = progress(pilot, await turn.class_record(meant.id, OWN))
    lines = [_phase(turn, phase)]
    for arm, each in counts.items():
        said = turn._(
            "{arm}: {drawn} drawn, {told} told, {left} opted out",
            arm=arm_words(turn, arm),
            drawn=each.drawn,
            told=each.told,
            left=each.opted_out,
        )
        lines.append(f"- {said}")
    return "\n".join(lines)


def _phase(turn: Turn, phase: Phase) -> str:
    match phase:
        case "coming":
            return turn._("It is approved and hasn't begun.")
        case "help":
            return turn._("It is running.")
        case "pause":
            return turn._("Help is the same for everybody again; the delayed quiz comes next.")
        case _:
            return turn._("The delayed quiz is open.")
