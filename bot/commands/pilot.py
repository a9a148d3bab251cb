"""`studylamp pilot …`: plan a trial of which help works, see how far it is, and what came out."""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar
from zoneinfo import ZoneInfo

import typer

from bot.commands.shared import known_course, settings, timezone
from bot.errors import StudylampError

if TYPE_CHECKING:
    from bot.learner.events import Arm, PilotPlanned
    from bot.learner.store import Store
    from bot.pilot.plan import Pilot
    from bot.pilot.report import Report
    from knowledge.course import Course

app = typer.Typer(
    no_args_is_help=True, help="Try out in a class which help works; a teacher approves it first."
)
_Course = Annotated[str, typer.Option("--course", help="Id of the course.")]
_Day = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Such as 2027-01-31.")]
_MaybeDay = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Default: a week after the last day.")
]
_AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, nothing else.")]
T = TypeVar("T")


def register(parent: typer.Typer) -> None:
    parent.add_typer(app, name="pilot")


@app.command()
def plan(  # noqa: PLR0917 - options
    course: _Course,
    since: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day.")],
    arm: Annotated[
        list[str],
        typer.Option(help="Help that is compared: full, hints or search; name at least two."),
    ],
    unit: Annotated[
        Literal["student", "group"], typer.Option(help="What is drawn by lot.")
    ] = "student",
    section: Annotated[
        list[str] | None, typer.Option(help="Number or id; repeat for several. Default: all.")
    ] = None,
    quiz: _MaybeDay = None,
    quiz_until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Its last day. Default: five days later."),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Of the lot. Default: a fresh one.")] = None,
) -> None:
    """Plan a pilot. It waits until a teacher of the course approves it: /pilot in the chat."""
    from bot.pilot.check import plan_fault

    loaded, zone = _course(course), _zone()
    begins, first = _midnight(since.date(), zone), (quiz or until + timedelta(days=8)).date()
    last = quiz_until.date() if quiz_until else first + timedelta(days=4)
    new = _planned(
        loaded,
        arms=_arms(arm),
        unit=unit,
        sections=_sections(loaded, section or []),
        seed=secrets.randbelow(1_000_000) if seed is None else seed,
        days=(begins, _after(until.date(), zone), _midnight(first, zone), _after(last, zone)),
    )

    async def keep(store: Store, now: datetime) -> None:
        others = await _pilots(store, loaded.id)
        if fault := plan_fault(new, others, now):
            raise StudylampError(str(fault))
        installer = await store.learner("studylamp:installer")
        await store.append(installer.id, [new], at=now)

    _with_store(keep)
    from bot.i18n import translator_for
    from bot.pilot.say import Said
    from bot.pilot.words import described

    typer.echo(described(Said(translator_for("en")), new, loaded, zone))
    typer.echo(
        f"\nPlanned as {new.pilot}, seed {new.seed}. It begins only when a teacher of the course "
        "approves it: /pilot in the chat, or with the code from there\n"
        f"  studylamp pilot approve --course {loaded.id} --code CODE"
    )


@app.command()
def approve(
    course: _Course,
    code: Annotated[str, typer.Option(help="The teacher's code, from /pilot code in the chat.")],
) -> None:
    """Approve the planned pilot with the code that its teacher got in the chat: the lot falls."""
    from bot.pilot.approving import ATTEMPTS, approved
    from bot.pilot.check import Fault
    from bot.pilot.codes import teacher_of_code

    loaded = _course(course)

    async def work(store: Store, now: datetime) -> int:
        others = await _pilots(store, loaded.id)
        pilot = _newest(others, loaded.title)
        made = await store.in_course(loaded.id, ("pilot_code_made", "role_granted"))
        teacher = teacher_of_code(pilot, made, code)
        if teacher is None:
            raise StudylampError(
                "This isn't the code. A teacher of the course gets a new one with /pilot code in "
                "the chat."
            )
        if pilot.phase(now) != "waiting":
            raise StudylampError("That pilot has been decided about already; nothing was changed.")
        people = await store.classes.people(loaded.id)
        attempts = await store.in_course(loaded.id, ATTEMPTS)
        new = approved(pilot, others, people, attempts, teacher=teacher, now=now)
        if isinstance(new, Fault):
            raise StudylampError(str(new))
        await store.classes.append([(learner, now, event) for learner, event in new])
        return len(new) - 1

    drawn = _with_store(work)
    typer.echo(f"Approved. {drawn} students are drawn; each is told before anything differs.")


@app.command()
def status(course: _Course, as_json: _AsJson = False) -> None:
    """How far the pilots of a course are: days, and how many there are. No results."""
    from bot.pilot.part import OWN
    from bot.pilot.progress import as_json as row
    from bot.pilot.progress import progress

    loaded = _course(course)

    async def work(store: Store, now: datetime) -> list[dict[str, Any]]:
        events = await store.in_course(loaded.id, OWN)
        every = await _pilots(store, loaded.id)
        return [row(pilot, progress(pilot, events), now) for pilot in every]

    found = _with_store(work)
    if as_json:
        typer.echo(json.dumps(found))
        return
    if not found:
        typer.echo(f"No pilot is planned in {loaded.title}.")
    for each in found:
        since = datetime.fromisoformat(each["since"]).astimezone(_zone()).date()
        last = _last(datetime.fromisoformat(each["quiz_until"]))
        typer.echo(f"{each['pilot']}  {each['phase']}  {since} … {last}")
        for arm, counts in each["arms"].items():
            typer.echo(
                f"  {arm:8}{counts['drawn']} drawn, {counts['told']} told, "
                f"{counts['opted_out']} opted out"
            )


@app.command()
def report(
    course: _Course,
    out: Annotated[Path | None, typer.Option(help="Write it to this file instead.")] = None,
    language: Annotated[str, typer.Option(help="Of the Markdown: en or es.")] = "en",
    as_json: _AsJson = False,
) -> None:
    """What came out of the newest pilot, and what can't be concluded: Markdown, or JSON."""
    from bot.i18n import translator_for
    from bot.pilot.plan import UNDER_WAY
    from bot.pilot.say import Said
    from bot.pilot.words import markdown

    loaded = _course(course)

    async def work(store: Store, now: datetime) -> Report:
        pilot = _newest(await _pilots(store, loaded.id), loaded.title)
        phase = pilot.phase(now)
        if phase in ("waiting", "declined"):
            raise StudylampError("That pilot was never approved, so there is nothing to report.")
        if phase in UNDER_WAY:
            raise StudylampError(
                f"The figures come after {_last(pilot.plan.quiz_until)}. Looking earlier, and "
                "stopping when they look good, makes chance look like an effect. `studylamp pilot "
                "status` shows how far it is."
            )
        return await result(store, pilot, loaded)

    found = _with_store(work)
    text = (
        json.dumps(found.as_json(), ensure_ascii=False, indent=2)
        if as_json
        else markdown(Said(translator_for(language)), found, loaded.title)
    )
    if out is None:
        typer.echo(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StudylampError(f"{out} can't be written: {error.strerror or error}.") from error
    typer.echo(f"Wrote {out}.")


async def result(store: Store, pilot: Pilot, course: Course) -> Report:
    """The report of a pilot, from the log."""
    from bot.pilot.outcomes import EVENTS, concepts_of, outcomes
    from bot.pilot.report import report as found_out

    events = await store.in_course(course.id, (*EVENTS, "mark_settled"))
    students = len((await store.classes.people(course.id)).students)
    return found_out(pilot, outcomes(pilot, events, concepts_of(course)), students=students)


# ---- what the verbs have in common -----------------------------------------------------------


def _course(course: str) -> Course:
    from knowledge.library import Library

    library = Library(settings().data_dir)
    return library.get(known_course(course, library.list()).id)


def _zone() -> ZoneInfo:
    return ZoneInfo(timezone() or "UTC")


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


def _after(day: date, zone: ZoneInfo) -> datetime:
    """The end of a day."""
    return _midnight(day + timedelta(days=1), zone)


def _arms(names: list[str]) -> tuple[Arm, ...]:
    """Most help first."""
    from bot.pilot.plan import ARMS

    wrong = [name for name in names if name not in ARMS]
    if wrong or len(names) < 2:
        raise StudylampError(
            f"{f'“{wrong[0]}” is no kind of help. ' if wrong else ''}Name at least two of full, "
            "hints and search, e.g. --arm full --arm hints."
        )
    return tuple(arm for arm in ARMS for _ in range(names.count(arm)))


def _last(end: datetime) -> date:
    """The last day before an end."""
    return (end - timedelta(seconds=1)).astimezone(_zone()).date()


def _sections(course: Course, names: list[str]) -> tuple[str, ...]:
    found = []
    for name in names:
        own = [
            section.id
            for unit in course.units
            for section in unit.sections
            if name in (section.id, section.number, unit.id, unit.number)
        ]
        if not own:
            raise StudylampError(
                f"{course.title} has no section “{name}”. `studylamp course show {course.id}` "
                "lists them."
            )
        found += own
    return tuple(dict.fromkeys(found))


def _planned(
    course: Course,
    *,
    arms: tuple[Arm, ...],
    unit: Literal["student", "group"],
    sections: tuple[str, ...],
    seed: int,
    days: tuple[datetime, datetime, datetime, datetime],
) -> PilotPlanned:
    from bot.learner.events import PilotPlanned
    from bot.pilot.check import held_back

    since, until, quiz_since, quiz_until = days
    return PilotPlanned(
        course=course.id,
        pilot=secrets.token_hex(3),
        arms=arms,
        unit=unit,
        seed=seed,
        sections=sections,
        quiz=held_back(course, sections, seed),
        since=since,
        until=until,
        quiz_since=quiz_since,
        quiz_until=quiz_until,
    )


async def _pilots(store: Store, course: str) -> list[Pilot]:
    from bot.pilot.plan import ORDERS, pilots

    return pilots([stored.event for stored in await store.in_course(course, ORDERS)])


def _newest(found: list[Pilot], title: str) -> Pilot:
    if not found:
        raise StudylampError(f"No pilot is planned in {title}: `studylamp pilot plan` does that.")
    return found[-1]


def _with_store(work: Callable[[Store, datetime], Awaitable[T]]) -> T:
    import asyncio

    from bot.app import database_url
    from bot.learner.store import Store, utc_now

    async def run() -> T:
        store = await Store.open(database_url(settings()))
        try:
            return await work(store, utc_now())
        finally:
            await store.close()

    return asyncio.run(run())
