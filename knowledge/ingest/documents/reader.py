"""One document, or a folder of them, as an outline of units and sections."""

from __future__ import annotations

import hashlib
import importlib
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.ingest.documents.kinds import EXTENSIONS, is_ours, kind_of
from knowledge.ingest.gift import READER as GIFT
from knowledge.ingest.ids import Ids, slug
from knowledge.ingest.language import detect
from knowledge.ingest.source import Outline, SectionSource, UnitSource
from knowledge.problems import Problem, SourceError

if TYPE_CHECKING:
    from knowledge.course import Section
    from knowledge.ingest.documents.document import Document
    from knowledge.ingest.documents.sections import Chapter, Part

VERSION = "2"
"""Part of every fingerprint: a reader that reads differently reads again."""
_READERS = {
    "pdf": ("pdf", "read"),
    "docx": ("docx", "read"),
    "pptx": ("pptx", "read"),
    "html": ("html", "read"),
    "markdown": ("text", "read_markdown"),
    "text": ("text", "read_text_file"),
}
_NOBODY = frozenset(("", "anonymous", "unknown", "user", "admin", "python-docx"))
_QUIZ = (
    "Left out: this is a Moodle GIFT quiz. To have it in the same course, name it after the "
    "folder: studylamp ingest FOLDER QUIZ."
)
_MAX_FILES = 2_000


class DocumentsReader:
    """PDF, DOCX, PPTX, HTML, Markdown and plain text, one file or a folder of them."""

    name = "documents"

    def recognises(self, path: Path) -> bool:
        """A file of one of the formats, or a folder that holds one."""
        try:
            if path.is_dir():
                return any(file.suffix.lower() in EXTENSIONS for file in _files(path))
            return path.is_file() and is_ours(path)
        except OSError:
            return False

    def outline(self, path: Path) -> Outline:
        """Reads every file; what can't be read is a problem, unless nothing can."""
        from knowledge.ingest.documents.document import title_of

        if not path.is_dir():
            return _outline([_read(path, path.name)], title_of(path), [])
        problems: list[Problem] = []
        found: list[_File] = []
        left_out: list[str] = []
        for file in _files(path):
            name = file.relative_to(path).as_posix()
            if not is_ours(file):
                left_out.append(name)
                continue
            if GIFT.recognises(file):  # as text it would tell its answers
                problems.append(Problem(_QUIZ, file=name))
                continue
            try:
                found.append(_read(file, name))
            except SourceError as error:
                problems.append(Problem(str(error), file=name))
        if left_out:
            problems.append(_not_documents(left_out))
        if not found:
            reasons = " ".join(problem.message for problem in problems[:3])
            raise SourceError(f"{path.name} holds no document that can be read. {reasons}".strip())
        return _outline(found, title_of(path), problems)


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    """Relative to what was given, with ``/``."""
    title: str
    chapters: Sequence[Chapter]
    document: Document


def text_of(path: Path) -> str:
    """All that a document says, as Markdown.

    Raises:
        SourceError: it can't be read.
    """
    return "\n\n".join(block.text for block in _document(path).blocks if block.text).strip()


def _read(path: Path, name: str) -> _File:
    from knowledge.ingest.documents.document import title_of
    from knowledge.ingest.documents.sections import chapters

    document = _document(path)
    title, found = chapters(document, title_of(path))
    if not found:
        raise SourceError(f"{path.name} holds headings only, and no text under them.", why="empty")
    problems = tuple(replace(problem, file=name) for problem in document.problems)
    return _File(name, title, found, replace(document, problems=problems))


def _document(path: Path) -> Document:
    try:
        module, function = _READERS[kind_of(path)]
        reader = importlib.import_module(f"knowledge.ingest.documents.{module}")
        document: Document = getattr(reader, function)(path)
        return document
    except SourceError:
        raise
    except OSError as error:
        raise SourceError(f"{path.name} can't be read: {error.strerror or error}.") from None
    except Exception as error:  # a file that breaks a library costs only itself
        raise SourceError(
            f"{path.name} can't be read ({type(error).__name__}). Save it again, or as PDF.",
            why="damaged",
        ) from error


def _outline(files: Sequence[_File], folder_title: str, problems: list[Problem]) -> Outline:
    ids = Ids()
    unit_ids = Ids()
    units = [
        _unit(chapter, prefix, ids, unit_ids) for chapter, prefix in _arranged(files, folder_title)
    ]
    title = files[0].title if len(files) == 1 else folder_title
    authors = dict.fromkeys(file.document.author for file in files)
    return Outline(
        id=slug(title, "course"),
        title=title,
        units=tuple(units),
        language=_language(files),
        attribution=", ".join(
            author for author in authors if author.strip("()").lower() not in _NOBODY
        ),
        problems=(*problems, *(problem for file in files for problem in file.document.problems)),
    )


def _arranged(files: Sequence[_File], folder_title: str) -> Iterator[tuple[Chapter, str]]:
    """The chapters to be units, each with a prefix for its ids.

    A single document has its own chapters. Of several, each is a unit; short ones that are one
    section each share a unit by folder.
    """
    from knowledge.ingest.documents.sections import Chapter

    if len(files) == 1:
        yield from ((chapter, "") for chapter in files[0].chapters)
        return
    short = all(sum(len(chapter.parts) for chapter in file.chapters) == 1 for file in files)
    if not short:
        for file in files:
            parts = [part for chapter in file.chapters for part in chapter.parts]
            yield Chapter(file.title, parts), slug(Path(file.name).stem, "file")
        return
    folders: dict[str, list[Part]] = {}
    for file in files:
        parts = [part for chapter in file.chapters for part in chapter.parts]
        folders.setdefault(os.path.dirname(file.name), []).extend(parts)  # noqa: PTH120
    for folder, parts in folders.items():
        title = folder.replace("/", " – ").replace("_", " ") or folder_title
        yield Chapter(title, parts), slug(folder, "") if folder else ""


def _unit(chapter: Chapter, prefix: str, ids: Ids, unit_ids: Ids) -> UnitSource:
    own = slug(f"{chapter.number} {chapter.title}", "unit")
    unit_id = unit_ids.take(prefix or own, f"{prefix or own}-unit")
    sections = []
    for part in chapter.parts:
        bare = slug(f"{part.number} {_without_place(part.title)}", "section")
        first = f"{prefix}-{bare}" if prefix and not bare.startswith(prefix) else bare
        section_id = ids.take(first[:90], f"{unit_id}-{bare}"[:90])
        sections.append(_section(section_id, part))
    return UnitSource(unit_id, chapter.title, tuple(sections), chapter.number)


def _section(section_id: str, part: Part) -> SectionSource:
    from knowledge.ingest.documents.sections import text_of

    content = "\x00".join((VERSION, section_id, part.number, part.title, text_of(part.blocks)))
    fingerprint = hashlib.sha256(content.encode()).hexdigest()
    return SectionSource(section_id, fingerprint, partial(_load, section_id, part))


def _load(section_id: str, part: Part) -> tuple[Section | None, list[Problem]]:
    from pydantic import ValidationError

    from knowledge.course import Section, Term
    from knowledge.ingest.documents.sections import text_of
    from knowledge.ingest.documents.terms import taken_out

    blocks, definitions = taken_out(part.title, part.blocks)
    try:
        section = Section(
            id=section_id,
            title=part.title,
            number=part.number,
            text=text_of(blocks),
            terms=tuple(Term(name=name, definition=text) for name, text in definitions.items()),
        )
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        return None, [Problem(f"Left out the section {part.title!r}: {reason}.")]
    return section, []


def _without_place(title: str) -> str:
    """Ids stay the same when pages move."""
    return re.sub(r" \((p\.|slide) [^)]*\)$", "", title)


def _language(files: Sequence[_File]) -> str:
    """What the words say; where they say too little, what most documents state."""
    stated = Counter(file.document.language for file in files if file.document.language)
    default = stated.most_common(1)[0][0] if stated else "en"
    sample = "\n".join(block.text[:400] for file in files for block in file.document.blocks[:200])
    found = detect(sample, default or "en")
    same = [tag for tag in stated if tag and tag.partition("-")[0] == found.partition("-")[0]]
    return same[0] if same else found


def _files(folder: Path) -> Iterator[Path]:
    """Files below the folder in natural order (``2`` before ``10``), without hidden ones."""
    count = 0
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted((name for name in folders if _is_visible(name)), key=_natural)
        for name in sorted(filter(_is_visible, names), key=_natural):
            count += 1
            if count > _MAX_FILES:
                return
            yield Path(parent) / name


def _is_visible(name: str) -> bool:
    return not name.startswith((".", "~$", "__")) and name != "node_modules"


def _natural(name: str) -> list[tuple[int, str]]:
    return [
        (int(part), "") if part.isdecimal() else (-1, part.casefold())
        for part in re.findall(r"\d+|\D+", name)
    ]


def _not_documents(names: Sequence[str]) -> Problem:
    shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
    return Problem(f"Left out, not documents: {shown}.", severity="warning")
