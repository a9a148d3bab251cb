"""`studylamp course new|check|list|show`: courses in our own Markdown format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import CourseError

if TYPE_CHECKING:
    from knowledge.course import Course, Section
    from knowledge.library import Library
    from knowledge.problems import Problem

app = typer.Typer(no_args_is_help=True, help="Make, check and look at courses.")


def register(parent: typer.Typer) -> None:
    parent.add_typer(app, name="course")


@app.command()
def new(
    path: Annotated[str, typer.Argument(metavar="PATH|ID", help="Folder to make, or a course id.")],
    title: Annotated[str, typer.Option(help="The course's title.")] = "",
    language: Annotated[str, typer.Option(help="Language code of the course (en, es, …).")] = "en",
) -> None:
    """Make a small complete course to start from; it shows every kind of item."""
    from knowledge.markdown.sample import write_sample

    folder = Path(path).expanduser()
    try:
        write_sample(folder, title=title, language=language)
    except OSError as error:
        raise CourseError(f"{folder} can't be written: {error.strerror or error}.") from error
    typer.echo(f"Made {folder}. Edit course.toml and the Markdown files, then run")
    typer.echo(f"  studylamp course check {_shell(folder)}")
    typer.echo(f"  studylamp ingest {_shell(folder)}")


@app.command()
def check(
    path: Annotated[str, typer.Argument(metavar="PATH|ID", help="A course folder, or a known id.")],
) -> None:
    """Report everything that is wrong with a course, with file and line. Exit code 1 on errors."""
    from knowledge.markdown.check import check_folder

    folder = _course_folder(path)
    read, problems = check_folder(folder)
    for problem in problems:
        _say(_line(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    found = f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}"
    _say(f"{read.course.title} ({_size(read.course)}): {found}." if read else f"{found}.")
    if errors:
        raise typer.Exit(1)


@app.command(name="list")
def list_courses(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the courses of this installation."""
    library = _library()
    infos = library.list()
    if as_json:
        for info in infos:
            fields = ("id", "title", "language", "units", "sections", "items", "shipped")
            row = {name: getattr(info, name) for name in fields} | {"path": str(info.path)}
            _say(json.dumps(row, ensure_ascii=False))
        return
    width = max((len(info.id) for info in infos), default=0)
    for info in infos:
        numbers = f"{_count(info.units, 'unit')}, {_count(info.sections, 'section')}, "
        numbers += _count(info.items, "item")
        whence = "shipped" if info.shipped else "yours"
        _say(f"{info.id:{width}}  {info.title} [{info.language}, {whence}]: {numbers}")
    for reason in library.unreadable():
        _say(f"Not readable: {reason}", err=True)
    if not infos:
        _say("There is no course yet. Make one: studylamp course new my-course")


@app.command()
def show(
    course_id: Annotated[str, typer.Argument(metavar="ID", help="The course's id.")],
    section: Annotated[str, typer.Option(help="Id of one section to show whole.")] = "",
) -> None:
    """Show a course's units and sections, or one section as it stands in its file."""
    from knowledge.markdown.syntax import suggestion
    from knowledge.markdown.writer import section_text

    course = _library().get(course_id)
    if not section:
        _show_course(course)
        return
    sections = {entry.id: entry for entry in course.sections()}
    if section not in sections:
        raise CourseError(
            f"{course_id!r} has no section {section!r}.{suggestion(section, sections)}"
        )
    _say(section_text(sections[section]), nl=False)


def _show_course(course: Course) -> None:
    _say(f"{course.title} ({course.id}, {course.language}): {_size(course)}")
    for note in (course.description, course.attribution, course.license, course.url):
        if note:
            _say(note)
    for unit in course.units:
        _say(f"\n{unit.number} {unit.title}".rstrip())
        for section in unit.sections:
            _say(f"  {section.label}  [{section.id}]{_contents(section)}")


def _contents(section: Section) -> str:
    counts = [("term", len(section.terms)), ("item", len(section.items))]
    text = ", ".join(_count(number, what) for what, number in counts if number)
    return f": {text}" if text else ""


def _size(course: Course) -> str:
    sections = list(course.sections())
    items = sum(len(section.items) for section in sections)
    return (
        f"{_count(len(course.units), 'unit')}, {_count(len(sections), 'section')}, "
        f"{_count(items, 'item')}"
    )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _line(problem: Problem) -> str:
    place = ":".join(str(part) for part in (problem.file, problem.line) if part)
    return f"{place}: {problem.severity}: {problem.message}".removeprefix(": ")


def _course_folder(path: str) -> Path:
    """The folder of a path, or of a course's id when there is no such path."""
    from knowledge.markdown.course_toml import MANIFEST
    from knowledge.problems import SourceError

    folder = Path(path).expanduser()
    if folder.name == MANIFEST:
        folder = folder.parent
    try:
        if (folder / MANIFEST).is_file():
            return folder
        exists = folder.exists()
    except OSError as error:
        raise CourseError(f"{folder} can't be read: {error.strerror or error}.") from error
    if exists:
        raise CourseError(
            f"{folder} is no course folder: it has no {MANIFEST}. Make one with `studylamp course "
            "new`; other formats are loaded with `studylamp ingest`."
        )
    try:
        return _library().folder(path)
    except SourceError as error:
        raise CourseError(f"There is no folder {folder}. {error}") from None


def _say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print what others wrote: it must not steer the terminal."""
    from bot.adapters.console.screen import harmless

    typer.echo(harmless(text), err=err, nl=nl)


def _library() -> Library:
    from bot import settings
    from knowledge.library import Library

    return Library(settings.load().data_dir)


def _shell(path: Path) -> str:
    import shlex

    return shlex.quote(str(path))
