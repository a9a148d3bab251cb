"""From a source to a course of this installation: only what changed, all or nothing, resumable.

Sections are read one by one into a staging folder, so an interrupted ingest goes on where it was.
Then the new course folder is built beside the old one and swapped in. The old version of whatever
can't be read any more is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge.course import Section
from knowledge.ingest import recognise
from knowledge.ingest.assemble import Piece, UnitPieces, put_together
from knowledge.ingest.combine import combine
from knowledge.ingest.manifest import Manifest
from knowledge.ingest.place import alone, last_ingest, writable
from knowledge.ingest.report import IngestReport
from knowledge.ingest.source import Outline, SectionSource
from knowledge.ingest.staging import Staging
from knowledge.markdown.check import check_course
from knowledge.markdown.fields import SLUG, not_an_id
from knowledge.markdown.reader import read_course, read_section_file
from knowledge.markdown.syntax import blank
from knowledge.markdown.writer import section_text
from knowledge.problems import Problem, SourceError
from knowledge.swap import clear, standing

Progress = Callable[[int, int, str], None]
"""(sections done, sections in all, what is read now)."""


def ingest(
    paths: Sequence[Path],
    data_dir: Path,
    *,
    course_id: str | None = None,
    progress: Progress = lambda done, total, what: None,
) -> IngestReport:
    """Make a course of one or more files or folders, or bring it up to date.

    Several paths become one course, in their order. Does nothing when no section can be read.

    Raises:
        SourceError: nothing of it can be used, another ingest of the course is running, the
            course's id is taken by another one, or the data folder can't be written.
    """
    paths = [path.expanduser().absolute() for path in paths]
    outline, format_name = _outline(paths)
    name = course_id or outline.id
    if not SLUG.fullmatch(name):
        raise SourceError(f"{not_an_id('The course id', name)} Give another one with --course.")
    home = data_dir / "courses" / name
    with writable(data_dir), alone(data_dir / "staging", name):
        clear(home)
        previous = last_ingest(home, outline, paths)
        run = _Ingest(outline, format_name, home, previous, Staging(data_dir / "staging" / name))
        return run.run("\n".join(map(str, paths)), progress)


def _outline(paths: Sequence[Path]) -> tuple[Outline, str]:
    readers = [recognise(path) for path in paths]
    try:
        outlines = [reader.outline(path) for reader, path in zip(readers, paths, strict=True)]
    except OSError as error:
        raise SourceError(
            f"{error.filename or paths[0]} can't be read: {error.strerror}."
        ) from error
    names = dict.fromkeys(reader.name for reader in readers)
    return combine(outlines), ", ".join(names)


class _Ingest:
    """One run."""

    def __init__(
        self,
        outline: Outline,
        format_name: str,
        home: Path,
        previous: Manifest | None,
        staging: Staging,
    ) -> None:
        self._outline = outline
        self._home = home
        self._there = standing(home)
        self._previous = previous
        self._old = previous.sections if previous else {}
        self._staging = staging
        self._report = IngestReport(home.name, outline.title, format_name, home)
        self._report.problems.extend(outline.problems)

    def run(self, source: str, progress: Progress) -> IngestReport:
        units = self._read(progress)
        self._keep_missing(units)
        if not any(unit.pieces for unit in units):
            return self._report
        put_together(
            self._outline,
            units,
            home=self._home,
            previous=self._previous,
            source=source,
            report=self._report,
        )
        self._staging.clear()
        self._check()
        return self._report

    def _read(self, progress: Progress) -> list[UnitPieces]:
        total = sum(len(unit.sections) for unit in self._outline.units)
        done = 0
        seen: set[str] = set()
        units = []
        for number, unit in enumerate(self._outline.units, 1):
            name = unit.id if SLUG.fullmatch(unit.id) else f"unit-{number}"
            found = UnitPieces(name, name if blank(unit.title) else unit.title, unit.number)
            for source in unit.sections:
                progress(done, total, source.id)
                piece = self._piece(source, seen)
                if piece:
                    found.pieces.append(piece)
                done += 1
            units.append(found)
        progress(done, total, "")
        return units

    def _piece(self, source: SectionSource, seen: set[str]) -> Piece | None:
        """The section as it will be stored; None when there is nothing to store."""
        if not SLUG.fullmatch(source.id):
            self._leave_out(source, [*source.read()[1], Problem(not_an_id("id", source.id))])
            return None
        if source.id in seen:
            self._leave_out(source, [Problem(_TWICE.format(source.id))])
            return None
        seen.add(source.id)
        old = self._old.get(source.id)
        if old and old.fingerprint == source.fingerprint and (self._there / old.file).is_file():
            self._report.unchanged.append(source.id)
            return self._as_it_stands(source.id, [entry.problem() for entry in old.problems])
        section, problems = self._load(source)
        if section is None and old:
            return self._keep(source.id, problems)
        if section is None:
            self._leave_out(source, problems)
            return None
        (self._report.changed if old else self._report.added).append(source.id)
        if old and any(problem.severity == "error" for problem in problems):
            section = self._with_lost_items(section, problems)
        self._report.problems.extend(problems)
        return Piece(source.id, source.fingerprint, section_text(section).encode(), problems)

    def _load(self, source: SectionSource) -> tuple[Section | None, list[Problem]]:
        """From staging or from the source."""
        staged = self._staging.get(source.id, source.fingerprint)
        if staged:
            self._report.resumed += 1
            return staged
        section, problems = source.read()
        if section is None:
            return None, problems
        section = section.model_copy(update={"id": source.id})
        self._staging.put(source.fingerprint, section, problems)
        return section, problems

    def _leave_out(self, source: SectionSource, problems: list[Problem]) -> None:
        self._report.left_out.append(source.id)
        self._report.problems.extend(problems)

    def _keep(self, section_id: str, problems: list[Problem]) -> Piece:
        self._report.kept.append(section_id)
        kept = Problem(f"Section {section_id!r} is kept as it was before.", severity="warning")
        self._report.problems.extend([*problems, kept])
        entry = self._old[section_id]
        data = (self._there / entry.file).read_bytes()
        stored = [problem.problem() for problem in entry.problems]
        return Piece(section_id, entry.fingerprint, data, stored, entry.written)

    def _as_it_stands(self, section_id: str, problems: list[Problem]) -> Piece:
        """The standing file, with whatever a teacher changed in it by hand."""
        self._report.problems.extend(problems)
        entry = self._old[section_id]
        data = (self._there / entry.file).read_bytes()
        return Piece(section_id, entry.fingerprint, data, problems, entry.written)

    def _with_lost_items(self, section: Section, problems: list[Problem]) -> Section:
        """Where some of a section can't be read any more, the items that stood before stay."""
        before = read_section_file(self._there, self._old[section.id].file).section
        read = {item.id for item in section.items}
        lost = tuple(item for item in before.items if item.id not in read) if before else ()
        if not lost:
            return section
        self._report.kept.append(section.id)
        names = ", ".join(item.id for item in lost)
        problems.append(
            Problem(
                f"Section {section.id!r} has errors, so these items are kept as they were before: "
                f"{names}.",
                severity="warning",
            )
        )
        return section.model_copy(update={"items": (*section.items, *lost)})

    def _keep_missing(self, units: list[UnitPieces]) -> None:
        """Sections the source no longer has: removed, but kept where the source is broken."""
        present = {source.id for unit in self._outline.units for source in unit.sections}
        missing = [name for name in self._old if name not in present]
        broken = any(problem.severity == "error" for problem in self._outline.problems)
        for name in missing:
            if not broken or not (self._there / self._old[name].file).is_file():
                self._report.removed.append(name)
                continue
            reason = Problem(
                f"Section {name!r} is no longer found in the source, which has errors."
            )
            _insert(units, self._keep(name, [reason]), self._previous)

    def _check(self) -> None:
        """The course as it now stands, read back."""
        try:
            read = read_course(self._home)
        except SourceError as error:  # course.toml was edited by hand
            self._report.problems.append(Problem(str(error)))
            return
        whole = (problem for problem in check_course(read.course) if problem.severity == "error")
        self._report.problems.extend([*read.problems, *whole])


_TWICE = "Two sections have the id {!r}; the second one is left out until it has its own."


def _insert(units: list[UnitPieces], piece: Piece, previous: Manifest | None) -> None:
    """Behind the section it stood behind before, in the same unit."""
    before = next(
        unit for unit in (previous.units if previous else ()) if piece.id in unit.sections
    )
    home = next((unit for unit in units if unit.id == before.id), None)
    if home is None:
        home = UnitPieces(before.id, before.title, before.number)
        units.append(home)
    ahead = set(before.sections[: before.sections.index(piece.id)])
    places = [place for place, other in enumerate(home.pieces, 1) if other.id in ahead]
    home.pieces.insert(max(places, default=0), piece)
