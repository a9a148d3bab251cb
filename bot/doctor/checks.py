"""The parts of an installation but the language model, each looked at for itself."""

from __future__ import annotations

import asyncio
import importlib.metadata
import platform
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.doctor.finding import SECONDS, Finding
from bot.settings import ENV_FILE, TOML_FILE, Settings, names, source, unknown

if TYPE_CHECKING:
    from knowledge.index import Index
    from knowledge.library import CourseInfo, Library

PACKAGES = ("openai", "langchain", "chromadb", "onnxruntime", "bm25s", "sqlalchemy", "pydantic")
_MEGABYTE = 1 << 20


async def python(_: Settings) -> AsyncIterator[Finding]:
    here = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    yield Finding("Python", "ok", here)
    versions, missing = [f"studylamp {_version('studylamp') or 'from its folder'}"], []
    for package in PACKAGES:
        version = _version(package)
        versions.append(f"{package} {version}") if version else missing.append(package)
    if missing:
        again = 'Install again: pip install -c constraints.txt "."'
        yield Finding("packages", "problem", f"missing: {', '.join(missing)}", again, needed=True)
    yield Finding("packages", "ok", ", ".join(versions))


async def settings_in_force(_: Settings) -> AsyncIterator[Finding]:
    if set_here := _sources():
        yield Finding("settings", "ok", "; ".join(set_here))
    else:
        says = f"none set, neither in the environment nor in {ENV_FILE} or {TOML_FILE} here"
        yield Finding("settings", "ok", says)
    for name in unknown():
        yield Finding("settings", "note", f"{name} is not a setting", "Rename or unset it.")


async def data_folder(settings: Settings) -> AsyncIterator[Finding]:
    folder, elsewhere = settings.data_dir, "Or choose another folder with STUDYLAMP_DATA_DIR."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        says = f"{folder} can't be written: {error.strerror or error}"
        yield Finding("data folder", "problem", says, f"Make it writable. {elsewhere}", needed=True)
        return
    free = shutil.disk_usage(folder).free
    says = f"{folder}, {free // _MEGABYTE:,} MB free"
    if free < 20 * _MEGABYTE:
        yield Finding("data folder", "problem", says, f"Make room. {elsewhere}", needed=True)
    elif free < 500 * _MEGABYTE:
        yield Finding("data folder", "note", says, f"A large course needs more. {elsewhere}")
    else:
        yield Finding("data folder", "ok", says)


async def store(settings: Settings) -> AsyncIterator[Finding]:
    from bot.app import database_url
    from bot.learner.store import Store
    from bot.learner.store.migrate import SCHEMA

    where = "PostgreSQL" if settings.database_url else "SQLite in the data folder"
    if (settings.database_url or "sqlite").startswith("sqlite"):
        where = "SQLite" if settings.database_url else where
    async with asyncio.timeout(SECONDS):
        store = await Store.open(database_url(settings))
        used = await store.tokens_used(datetime.now(UTC).date())
        await store.close()
    yield Finding("store", "ok", f"{where}, schema {SCHEMA}")
    if settings.models:
        says = f"{used:,} of {settings.tokens_per_day:,} tokens used today"
        spent = used >= settings.tokens_per_day
        do = "It is full again at midnight UTC; STUDYLAMP_TOKENS_PER_DAY sets it." if spent else ""
        yield Finding("budget", "note" if spent else "ok", says, do)


async def courses(settings: Settings) -> AsyncIterator[Finding]:
    from knowledge.library import Library

    library = Library(settings.data_dir)
    courses = await asyncio.to_thread(library.list)
    if not courses:
        do = "Add one: studylamp ingest PATH (see docs/courses.md)."
        yield Finding("courses", "problem", "there is none", do, needed=True)
        return
    names = ", ".join(f"{course.id} ({course.sections} sections)" for course in courses)
    yield Finding("courses", "ok", names)
    known = {course.id for course in courses}
    if settings.default_course and settings.default_course not in known:
        says = f"STUDYLAMP_COURSE is {settings.default_course!r}, which isn't here"
        yield Finding("courses", "note", says, "Write one of those above, or unset it.")
    index = _index(library, settings)
    smallest = min(courses, key=lambda course: course.sections).id
    chosen = settings.default_course if settings.default_course in known else smallest
    unread = []
    for course in courses:
        if course.id == chosen or await asyncio.to_thread(index.prepared, course.id):
            yield await asyncio.to_thread(_searchable, index, course)
        else:
            unread.append(course.id)
    if unread:  # reading a whole book takes seconds: not to be waited for here
        says = f"{', '.join(unread)}: made ready at the first question"
        yield Finding("search", "ok", says)


def _index(library: Library, settings: Settings) -> Index:
    from knowledge.embed import make_embedder
    from knowledge.index import Index

    # Never started: it reads what is there and makes nothing in the background.
    return Index(library, settings.data_dir, embedder=make_embedder(settings.embedder))


def _searchable(index: Index, course: CourseInfo) -> Finding:
    from knowledge.problems import SourceError

    area = f"search in {course.id}"
    try:
        state = index.vectors_so_far(course.id)
    except SourceError as error:
        return Finding(area, "problem", str(error), f"Run: studylamp course check {course.id}")
    said = f"{len(state.passages):,} passages by their words"
    if state.complete:
        return Finding(area, "ok", f"{said} and by meaning")
    done = f"{state.embedded:,} of {len(state.passages):,} by meaning so far"
    return Finding(area, "ok", f"{said}; {done}, the rest while Studylamp runs")


async def embedder(settings: Settings) -> AsyncIterator[Finding]:
    from knowledge.embed import make_embedder

    key = settings.openai_api_key
    began = time.monotonic()
    try:
        embedder = make_embedder(
            settings.embedder,
            api_key=key.get_secret_value() if key else None,
            base_url=settings.openai_base_url,
        )
        async with asyncio.timeout(SECONDS * 4):
            vector = await asyncio.to_thread(embedder.query, "Does it work?")
    except Exception as error:
        says = f"{settings.embedder} doesn't work: {error or type(error).__name__}"
        do = "Search by words still works. STUDYLAMP_EMBEDDER=embedded needs nothing else."
        yield Finding("embedder", "problem", says, do)
        return
    took = f"{1000 * (time.monotonic() - began):.0f} ms with loading"
    yield Finding("embedder", "ok", f"{settings.embedder}, {vector.shape[-1]} numbers, {took}")


async def chroma(settings: Settings) -> AsyncIterator[Finding]:
    if settings.chroma_url is None:
        yield Finding("Chroma", "ok", "in the data folder, no server needed")
        return
    from urllib.request import urlopen

    def beat() -> None:
        url = f"{str(settings.chroma_url).rstrip('/')}/api/v2/heartbeat"
        with urlopen(url, timeout=SECONDS) as response:  # noqa: S310  # http(s): the setting says so
            response.read(100)

    try:
        await asyncio.to_thread(beat)
    except OSError as error:
        says = f"no server answers at {settings.chroma_url} ({error})"
        do = "Start it (chroma run --path FOLDER) or unset STUDYLAMP_CHROMA_URL."
        yield Finding("Chroma", "problem", says, f"{do} Until then search is exact and slower.")
    else:
        yield Finding("Chroma", "ok", f"the server at {settings.chroma_url} answers")


def _sources() -> list[str]:
    """Which settings are set where; names only."""
    by_place: dict[str, list[str]] = {}
    for name in names():
        if place := source(name):
            by_place.setdefault(place, []).append(name)
    return [f"from {place}: {', '.join(names)}" for place, names in by_place.items()]


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
