"""`studylamp eval …`: measure it yourself. Each verb starts a module of `evals`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from bot.commands.shared import settings

Course = Annotated[str, typer.Option(help="Id of the course.")]
Courses = Annotated[list[str], typer.Option("--course", help="Id of a course; repeat for several.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, nothing else.")]
Files = list[Path]


def register(app: typer.Typer) -> None:
    group = typer.Typer(
        no_args_is_help=True,
        help="Measure answers, mastery, grading, items, leaks, reminders and speed.",
    )
    group.command()(retrieval)
    group.command()(coverage)
    group.command()(speed)
    group.command()(startup)
    group.command()(load)
    group.command()(scifact)
    group.command()(mastery)
    group.command()(replay)
    group.command()(summary)
    group.command()(tutoring)
    group.command()(answers)
    group.command()(grading)
    group.command()(items)
    group.command()(leaks)
    group.command()(ladders)
    group.command()(reminders)
    group.command()(pilot)
    app.add_typer(group, name="eval")


def retrieval(
    course: Courses,
    questions: Annotated[Files, typer.Option(help='JSON lines {"q", "gold": "course/section"}.')],
    peers: Annotated[bool, typer.Option(help="Measure simpler rankings as well.")] = False,
    as_json: AsJson = False,
) -> None:
    """How well sections are found; indexes sections' text only."""
    from evals import retrieval as evaluation

    _print(evaluation.run(settings(), course, questions, peers=peers), as_json)


def coverage(
    course: Course,
    inside: Annotated[Files, typer.Option(help='JSON lines {"q"} that the course answers.')],
    outside: Annotated[Files, typer.Option(help='JSON lines {"q"} that it does not.')],
    as_json: AsJson = False,
) -> None:
    """Whether questions that a course doesn't answer are noticed."""
    from evals import coverage as evaluation

    _print(evaluation.run(settings(), course, inside, outside), as_json)


def speed(
    course: Course = "psychology",
    smallest: Annotated[int, typer.Option(help="Passages of the smaller index.")] = 3_000,
    largest: Annotated[int, typer.Option(help="Passages of the larger index.")] = 100_000,
    as_json: AsJson = False,
) -> None:
    """How fast things become searchable and are found; takes some minutes."""
    from evals import speed as evaluation

    _print(evaluation.run(settings(), course, (smallest, largest)), as_json)


def load(
    platform: Annotated[Literal["slack", "discord"], typer.Option(help="Which stand-in.")],
    people: Annotated[int, typer.Option(min=1, help="How many are in the class.")] = 300,
    rate: Annotated[float, typer.Option(min=0.1, help="Messages a second, of all.")] = 30.0,
    course: Course = "psychology",
    as_json: AsJson = False,
) -> None:
    """How quickly a class that is active at once is answered; needs a clone, takes minutes."""
    from evals import load as evaluation

    _print(evaluation.run(platform, people, rate, course), as_json)


def startup(
    course: Annotated[str | None, typer.Option(help="Id of the course to open.")] = None,
    as_json: AsJson = False,
) -> None:
    """How long --help takes, and a chat up to its prompt."""
    from evals import startup as evaluation

    _print(evaluation.measure(course=course), as_json)


def scifact(
    folder: Annotated[Path, typer.Argument(help="Folder with BEIR's SciFact files.")],
    as_json: AsJson = False,
) -> None:
    """Check the lexical ranking against published figures."""
    from evals import scifact as evaluation

    _print(evaluation.run(folder), as_json)


def mastery(
    test: Annotated[Files, typer.Option(help="Answers to predict, tab-separated.")],
    train: Annotated[Files | None, typer.Option(help="Answers of others, to fit on.")] = None,
    defaults: Annotated[
        bool, typer.Option("--defaults", help="Fit nothing; --train only warms class-wide ratings.")
    ] = False,
    peers: Annotated[bool, typer.Option(help="Measure simpler models as well.")] = False,
    as_json: AsJson = False,
) -> None:
    """How well the next answer is predicted from those before it."""
    from evals import mastery as evaluation

    _print(evaluation.run(train or [], test, defaults=defaults, peers=peers), as_json)


def replay(
    events: Annotated[int, typer.Option(min=1, help="Answers in the log.")] = 1_000_000,
    learners: Annotated[int, typer.Option(min=1, help="Who gave them.")] = 200,
    as_json: AsJson = False,
) -> None:
    """How long the log takes to be replayed, and one learner to be known afterwards."""
    from evals import replay as evaluation

    _print(evaluation.run(events, learners), as_json)


def summary(
    course: Course = "psychology",
    events: Annotated[int, typer.Option(min=1, help="Events in the log.")] = 200_000,
    students: Annotated[int, typer.Option(min=1, help="Students in the class.")] = 300,
    as_json: AsJson = False,
) -> None:
    """How long a class summary takes, beside a plain recount of the same log."""
    from evals import summary as evaluation

    _print(evaluation.run(settings().data_dir, course, events, students), as_json)


def tutoring(
    course: Course = "elementary-algebra",
    unit: Annotated[str, typer.Option(help="Id or number of a unit.")] = "2",
    learners: Annotated[int, typer.Option(min=2, help="Simulated learners.")] = 200,
    items: Annotated[int, typer.Option(min=1, help="Items for each of them.")] = 40,
    as_json: AsJson = False,
) -> None:
    """Whether the way quizzes choose items teaches more than other orders: a simulation."""
    from evals import tutoring as evaluation

    _print(evaluation.run(settings().data_dir, course, unit, learners, items), as_json)


def answers(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="Problems as JSON lines.")
    ],
    source: Annotated[
        Literal["oatutor"], typer.Option("--format", help="How the file is written.")
    ],
    as_json: AsJson = False,
) -> None:
    """Whether stored answers are accepted however they are written, and wrong ones rejected."""
    from evals import answers as evaluation

    _print(evaluation.run(file), as_json)


def grading(
    train: Annotated[Path, typer.Option(help="Folder of marked answers to fit on.")],
    test: Annotated[Path, typer.Option(help="Folder of marked answers to mark again.")],
    data_format: Annotated[str, typer.Option("--format", help="semeval2013 or saf.")],
    as_json: AsJson = False,
) -> None:
    """How well short answers in words are marked, and how sure the marks are."""
    from evals import grading as evaluation

    _print(evaluation.run(train, test, data_format), as_json)


def items(
    course: Course = "psychology",
    n: Annotated[int, typer.Option("--n", min=1, help="Items in the sample to read.")] = 100,
    seed: Annotated[int, typer.Option(help="Of chance: the same seed, the same items.")] = 1,
    show: Annotated[bool, typer.Option("--show", help="Print the sample.")] = False,
    as_json: AsJson = False,
) -> None:
    """What generating items from a course gives, and why candidates are turned down."""
    from evals import items as evaluation

    figures = evaluation.run(settings(), course, n, seed, show=show)
    if as_json:
        _print(figures, as_json)
        return
    for number, text in enumerate(figures.pop("items", ()), 1):
        print(f"{number}. {text}\n")
    _print(figures, as_json)


def leaks(
    file: Annotated[Path, typer.Argument(help="Labelled replies of tutors.")],
    format: Annotated[Literal["mrbench", "mathdial"], typer.Option(help="The file's form.")],
    as_json: AsJson = False,
) -> None:
    """Whether it is told that a tutor's reply gives the answer away."""
    from evals import leaks as evaluation

    figures = {"mrbench": evaluation.mrbench, "mathdial": evaluation.mathdial}[format](file)
    _print(figures, as_json)


def ladders(course: Course, as_json: AsJson = False) -> None:
    """How many of a course's own hints would be held back as giving the answer away."""
    from evals import leaks as evaluation
    from knowledge.library import Library

    _print(evaluation.ladders(Library(settings().data_dir), course), as_json)


def reminders(
    n: Annotated[int, typer.Option("--n", min=60, help="Reminders.")] = 10_000,
    seconds: Annotated[
        float, typer.Option(help="Most seconds of the run with faults, or of the one over zones.")
    ] = 120,
    seed: Annotated[int, typer.Option(help="Of chance: who is killed, whose clock is wrong.")] = 1,
    zones: Annotated[
        bool,
        typer.Option("--zones", help="Instead: ten years of all time zones."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Whether reminders are lost or doubled when everything breaks, and how fast they are."""
    if zones:
        from evals import reminders_zones

        _print(reminders_zones.run(seconds), as_json)
        return
    from evals import reminders as evaluation

    _print(evaluation.run(n, seconds, seed), as_json)


def pilot(
    runs: Annotated[int, typer.Option(min=1, help="Simulated pilots of each kind.")] = 200,
    seed: Annotated[int, typer.Option(help="Of chance: the same seed, the same figures.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Whether a pilot's 95% intervals cover a known effect, and how often they see one that isn't
    there: a simulation."""
    from evals import pilot as evaluation

    _print(evaluation.run(runs, seed), as_json)


def _print(figures: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in _rows(figures):
        print(f"{name:36} {value}")


def _rows(figures: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for name, value in figures.items():
        nested = isinstance(value, dict)
        rows += _rows(value, f"{prefix}{name}: ") if nested else [(prefix + name, value)]
    return rows
