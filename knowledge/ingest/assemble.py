"""Builds a course's new folder out of its pieces and swaps it in.

Files a teacher edited or added in the old folder are not lost: what is not replaced is carried
over, what is replaced is put into ``_edited/`` and named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from knowledge.course import Course, Unit
from knowledge.ingest import manifest as manifests
from knowledge.ingest.manifest import Entry, Manifest, StoredProblem, UnitEntry, digest
from knowledge.ingest.report import IngestReport
from knowledge.ingest.source import Outline
from knowledge.markdown.course_toml import MANIFEST
from knowledge.markdown.writer import course_toml, section_paths
from knowledge.problems import Problem, SourceError
from knowledge.swap import build_folder, standing

EDITED = "_edited"


@dataclass(slots=True)
class Piece:
    """One section file."""

    id: str
    fingerprint: str
    data: bytes
    problems: list[Problem]
    written: str = ""
    """`digest` of what the ingest once wrote, for a file that is carried over as it stands."""


@dataclass(slots=True)
class UnitPieces:
    id: str
    title: str
    number: str
    pieces: list[Piece] = field(default_factory=list)


def put_together(
    outline: Outline,
    units: Sequence[UnitPieces],
    *,
    home: Path,
    previous: Manifest | None,
    source: str,
    report: IngestReport,
) -> None:
    """Write the course to ``home``; nothing is touched when it would be the same.

    Raises:
        OSError: the disk is full or read-only; the old course still stands.
    """
    units = [unit for unit in units if unit.pieces]
    paths = section_paths([(unit.id, [piece.id for piece in unit.pieces]) for unit in units])
    toml = course_toml(_course(outline, units, home.name), paths).encode()
    there = standing(home)
    manifest = _manifest(units, paths, toml, source, report.format)
    same_toml = previous is not None and previous.toml == manifest.toml
    if manifest == previous and there == home:
        return
    files = {path: piece.data for path, piece in _zipped(paths, units)}
    if same_toml and (there / MANIFEST).is_file():
        toml = (there / MANIFEST).read_bytes()  # with whatever was edited by hand
    files[MANIFEST] = toml
    files |= dict(_others(there, previous, files, report))
    with build_folder(home) as new:
        for name, data in files.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        manifest.save(new)


def _course(outline: Outline, units: Sequence[UnitPieces], course_id: str) -> Course:
    try:
        return Course(
            id=course_id,
            title=outline.title,
            language=outline.language,
            description=outline.description,
            license=outline.license,
            attribution=outline.attribution,
            help=outline.help,
            ends=outline.ends,
            url=outline.url,
            units=tuple(Unit(id=unit.id, title=unit.title, number=unit.number) for unit in units),
        )
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise SourceError(
            f"The source's own data can't be used: {place}: {first['msg']}."
        ) from error


def _zipped(
    paths: Sequence[Sequence[str]], units: Sequence[UnitPieces]
) -> Iterator[tuple[str, Piece]]:
    for own, unit in zip(paths, units, strict=True):
        yield from zip(own, unit.pieces, strict=True)


def _manifest(
    units: Sequence[UnitPieces],
    paths: Sequence[Sequence[str]],
    toml: bytes,
    source: str,
    format_name: str,
) -> Manifest:
    return Manifest(
        format=format_name,
        source=source,
        toml=digest(toml),
        units=tuple(
            UnitEntry(
                id=unit.id,
                title=unit.title,
                number=unit.number,
                sections=tuple(piece.id for piece in unit.pieces),
            )
            for unit in units
        ),
        sections={
            piece.id: Entry(
                fingerprint=piece.fingerprint,
                file=path,
                written=piece.written or digest(piece.data),
                problems=tuple(map(StoredProblem.of, piece.problems)),
            )
            for path, piece in _zipped(paths, units)
        },
    )


def _others(
    there: Path, previous: Manifest | None, files: dict[str, bytes], report: IngestReport
) -> Iterator[tuple[str, bytes]]:
    """What else stands in the old folder and is not simply what the last ingest wrote there."""
    written = (
        {entry.file: entry.written for entry in previous.sections.values()} if previous else {}
    )
    written[MANIFEST] = previous.toml if previous else ""
    new = {digest(data) for data in files.values()}
    for name, data in _standing_files(there):
        found = digest(data)
        if name == manifests.FILE or found in (written.get(name), *new):
            continue
        if name not in files and name not in written:
            yield name, data
            continue
        aside = _free(f"{EDITED}/{name}", there)
        report.problems.append(
            Problem(
                f"{name} was edited by hand and has changed in the source, too: the source's "
                f"version is used now, yours is in {aside}.",
                severity="warning",
            )
        )
        yield aside, data


def _free(name: str, there: Path) -> str:
    """The name, with a number when an earlier edit has it."""
    candidate, number = name, 2
    while (there / candidate).exists():
        candidate, number = f"{name}.{number}", number + 1
    return candidate


def _standing_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
