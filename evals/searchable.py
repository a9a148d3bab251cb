"""Opens courses for an evaluation, with their vectors complete."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bot.settings import Settings
from knowledge.embed import make_embedder
from knowledge.index import Index
from knowledge.library import Library
from knowledge.passages import KINDS, Kind
from knowledge.problems import SourceError
from knowledge.retrieval import Retriever


@contextmanager
def searchable(
    settings: Settings, courses: Sequence[str], *, kinds: Sequence[Kind] = KINDS
) -> Iterator[Retriever]:
    """A retriever over these courses; waits until every passage has its vector.

    Raises:
        SourceError: a course is unknown, or its vectors can't be made.
    """
    library = Library(settings.data_dir)
    for course in courses:
        library.folder(course)
    key = settings.openai_api_key
    embedder = make_embedder(
        settings.embedder,
        api_key=key.get_secret_value() if key else None,
        base_url=settings.openai_base_url,
    )
    index = Index(
        library,
        settings.data_dir,
        embedder=embedder,
        kinds=kinds,
        chroma_after=None,
        on_status=tell,
    )
    try:
        index.start(courses)
        index.wait()
        for course in courses:
            if index.vectors(course) is None:
                raise SourceError(f"{course} has no vectors to measure with; the reason is above.")
        yield Retriever(index)
    finally:
        index.close()


def tell(text: str) -> None:
    """Progress, to standard error; in place on a terminal, else without each step."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="" if " of " in text else "\n", file=sys.stderr, flush=True)
    elif " of " not in text:
        print(text, file=sys.stderr)
