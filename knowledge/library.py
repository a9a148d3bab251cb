"""The courses of one installation: those that are shipped and those that were ingested, each with
what its teachers added (`Library.supply`).

A course is a folder in our Markdown format. Parsed courses are kept in memory and, as JSON, in
the data folder's cache under a fingerprint of their content; the cache may be deleted or damaged
at any time, and is not needed for reading.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from math import inf
from pathlib import Path

from knowledge.course import ITEM_KINDS, Course
from knowledge.markdown.course_toml import MANIFEST, markdown_entries, read_course_toml
from knowledge.markdown.fields import SLUG
from knowledge.markdown.files import Unreadable, read_bytes
from knowledge.markdown.reader import read_course
from knowledge.markdown.syntax import suggestion
from knowledge.problems import SourceError
from knowledge.soundness import mended
from knowledge.supplement import Supplement, Supplies
from knowledge.swap import standing

CACHE_FORMAT = 1
"""Goes into fingerprints: raise it whenever the reader makes something else of the same files."""
LOOK_AGAIN = 0.5
"""Seconds after which a course's files are looked at again. A class of 300 asks for its course a
hundred times a second, and it has hundreds of files."""
_ITEM = re.compile(
    rb"^[ \t]*:{3,}[ \t]*(?:%s)\b" % "|".join(ITEM_KINDS).replace("_", "[-_]").encode(),
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CourseInfo:
    """A course as lists show it."""

    id: str
    title: str
    language: str
    units: int
    sections: int
    items: int
    shipped: bool
    path: Path


@dataclass(frozen=True, slots=True)
class _Scan:
    """What one look through a course's files gives."""

    stats: tuple[tuple[str, int, int], ...]
    """(file, bytes, nanoseconds of the last change)."""
    fingerprint: str
    items: int


class Library:
    """Finds and reads courses. Safe to use from several threads."""

    def __init__(
        self,
        data_dir: Path,
        shipped: Path | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._own = data_dir / "courses"
        self._shipped = shipped or Path(str(files("knowledge"))) / "courses"
        self._cache = data_dir / "cache" / "courses"
        self._clock = clock
        self._scans: dict[Path, _Scan] = {}
        self._looked: dict[Path, float] = {}
        self._courses: dict[str, tuple[str, Course]] = {}
        self._supplies = Supplies()
        self._infos: dict[str, tuple[_Scan, CourseInfo]] = {}
        self._lock = threading.RLock()

    def supply(self, by_course: Mapping[str, Mapping[str, Supplement]]) -> None:
        """From now on courses come with these additions; see `Supplies.put`."""
        self._supplies.put(by_course)

    def list(self) -> list[CourseInfo]:
        """All readable courses by title; reads no section."""
        found = []
        for name, folder in self._folders().items():
            try:
                found.append(self._info(name, folder))
            except (SourceError, OSError):
                continue  # `unreadable` names it
        return sorted(found, key=lambda info: (info.title.casefold(), info.id))

    def unreadable(self) -> tuple[str, ...]:
        """Why courses that are there can't be listed, one text each."""
        found: tuple[str, ...] = ()
        for folder in self._folders().values():
            try:
                read_course_toml(folder)
            except (SourceError, OSError) as error:
                found += (str(error),)
        return found

    def get(self, course_id: str) -> Course:
        """The course, whatever is sound of it, with prerequisites that can be followed.

        Raises:
            SourceError: there is no such course, or nothing of it can be read.
        """
        return self._supplies.over(self._own_course(course_id))

    def _own_course(self, course_id: str) -> Course:
        folder = self.folder(course_id)
        with self._lock:
            fingerprint = self._scan(folder).fingerprint
            known = self._courses.get(course_id)
            if known and known[0] == fingerprint:
                return known[1]
            course = self._cached(course_id, fingerprint)
            if course is None:
                course, fingerprint = self._read(course_id, folder, fingerprint)
                self._keep(fingerprint, course)
            self._courses[course_id] = (fingerprint, course)
            return course

    def fingerprint(self, course_id: str) -> str:
        """Changes whenever the course's content changes; the same on every machine.

        Raises:
            SourceError: there is no such course.
        """
        own = self._scan(self.folder(course_id)).fingerprint
        return self._supplies.mark(course_id, own)

    def folder(self, course_id: str) -> Path:
        """Where the course's files are.

        Raises:
            SourceError: there is no such course; names the nearest.
        """
        folder = self._find(course_id)
        if folder is None:
            raise SourceError(
                f"There is no course {course_id!r}.{suggestion(course_id, self._folders())}"
            )
        return folder

    def _find(self, course_id: str) -> Path | None:
        if not SLUG.fullmatch(course_id):
            return None
        for home in (self._own, self._shipped):
            try:
                folder = standing(home / course_id)
                if (folder / MANIFEST).is_file():
                    return folder
            except OSError:  # a data folder of somebody else
                continue
        return None

    def _folders(self) -> dict[str, Path]:
        """Every course folder by id."""
        names = {name for home in (self._own, self._shipped) for name in _folder_names(home)}
        found = {name: self._find(name) for name in sorted(names)}
        return {name: folder for name, folder in found.items() if folder}

    def _info(self, name: str, folder: Path) -> CourseInfo:
        scan = self._scan(folder)
        known = self._infos.get(name)
        if known is None or known[0] is not scan:
            known = self._infos[name] = (scan, self._read_info(name, folder, scan))
        return known[1]

    def _read_info(self, name: str, folder: Path, scan: _Scan) -> CourseInfo:
        toml = read_course_toml(folder)
        return CourseInfo(
            id=name,
            title=toml.head["title"],
            language=toml.head["language"],
            units=len(toml.units),
            sections=sum(len(unit.files) for unit in toml.units),
            items=scan.items,
            shipped=folder.parent == self._shipped,
            path=folder,
        )

    def look_again(self) -> None:
        """Whoever changed a course in this process calls it, to see that at once."""
        with self._lock:
            self._looked.clear()

    def _scan(self, folder: Path) -> _Scan:
        """A look at every file's dates, now and then; their content is read again only when these
        changed."""
        with self._lock:
            known, now = self._scans.get(folder), self._clock()
            if known and now < self._looked.get(folder, -inf) + LOOK_AGAIN:
                return known
            stats = tuple(_stats(folder))
            self._looked[folder] = now
            if known is None or known.stats != stats:
                known = self._scans[folder] = _scan(folder, stats)
            return known

    def _read(self, course_id: str, folder: Path, fingerprint: str) -> tuple[Course, str]:
        """Parse; once more when the files changed meanwhile (a course being replaced)."""
        for _ in range(3):
            course = mended(read_course(folder).course).model_copy(update={"id": course_id})
            self.look_again()
            there = self.folder(course_id)
            after = self._scan(there).fingerprint
            if after == fingerprint:
                break
            folder, fingerprint = there, after
        return course, fingerprint

    def _cached(self, course_id: str, fingerprint: str) -> Course | None:
        """From the cache, if it is there, whole and current."""
        try:
            digest, _, data = self._cache_file(course_id).read_bytes().partition(b"\n")
            if digest != _digest(fingerprint, data):
                return None
            return Course.model_validate_json(data)
        except (OSError, ValueError):
            return None

    def _keep(self, fingerprint: str, course: Course) -> None:
        """Into the cache; a data folder that can't be written only costs time."""
        data = course.model_dump_json().encode()
        try:
            self._cache.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._cache, suffix=".part")
            with os.fdopen(handle, "wb") as file:
                file.write(_digest(fingerprint, data) + b"\n" + data)
            Path(name).replace(self._cache_file(course.id))
        except OSError:
            return

    def _cache_file(self, course_id: str) -> Path:
        return self._cache / f"{course_id}.json"


def _digest(fingerprint: str, data: bytes) -> bytes:
    """Ties cached data to the files and the code it was made from, and shows damage."""
    return hashlib.sha256(f"{fingerprint} {_code()}".encode() + data).hexdigest().encode()


def _code() -> str:
    """Changes with the code that reads courses, so that nobody has to think of the cache."""
    here = Path(__file__).parent
    sources = [here / "course.py", here / "soundness.py", *sorted(here.glob("markdown/*.py"))]
    stats = [path.stat() for path in sources if path.exists()]
    return " ".join(f"{status.st_size}:{status.st_mtime_ns}" for status in stats)


def _folder_names(home: Path) -> Iterator[str]:
    """Names of course folders; one that a crash left put aside (`swap`) counts, too."""
    try:
        entries = [path.name for path in home.iterdir() if path.is_dir()]
    except OSError:
        return
    for name in entries:
        yield name[1:].removesuffix(".old") if name.startswith(".") else name


def _stats(folder: Path) -> Iterator[tuple[str, int, int]]:
    manifest: tuple[str, Path | os.DirEntry[str]] = (MANIFEST, folder / MANIFEST)
    for file, entry in chain((manifest,), markdown_entries(folder)):
        try:
            status = entry.stat()
        except OSError:
            continue
        yield file, status.st_size, status.st_mtime_ns


def _scan(folder: Path, stats: tuple[tuple[str, int, int], ...]) -> _Scan:
    digest = hashlib.sha256(f"{CACHE_FORMAT}\n".encode())
    items = 0
    for file, _, _ in stats:
        try:
            data = read_bytes(folder, file)
        except Unreadable as error:
            data = str(error).encode()
        items += len(_ITEM.findall(data)) if file != MANIFEST else 0
        digest.update(f"{file}\n{len(data)}\n".encode())
        digest.update(data)
    return _Scan(stats, digest.hexdigest()[:32], items)
