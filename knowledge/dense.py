"""Nearest passages by meaning: exactly (numpy), or from a Chroma collection.

Both answer with positions in the course's list of passages. Chroma is a cache: whatever is wrong
with it shows as `ChromaLost`, and the exact search answers until it is built again.
"""

from __future__ import annotations

import logging
import shutil
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from knowledge.embed import Vectors

log = logging.getLogger(__name__)

Rows = NDArray[np.intp]
SERVER_SECONDS = 3.0
"""How long a search waits for a Chroma server before the exact search answers."""
BUILD_SECONDS = 120.0
_BATCH = 5_000
"""Chroma refuses more than 5,461 vectors at a time."""


class ChromaLost(Exception):
    """The Chroma store or collection can't be used. The text says what was wrong."""


class Dense(Protocol):
    def nearest(self, query: NDArray[np.float32], count: int) -> tuple[Rows, Vectors]:
        """Rows of the closest passages and their cosines, best first, each shape ``(count,)``."""


class Exact:
    """Every vector is compared: 0.4 ms for 9,000, 20 ms for 100,000."""

    def __init__(self, vectors: Vectors, rows: Rows) -> None:
        self.vectors = vectors
        self._rows = rows

    def nearest(self, query: NDArray[np.float32], count: int) -> tuple[Rows, Vectors]:
        cosines = self.vectors @ query
        count = min(count, len(cosines))
        best = np.argpartition(-cosines, count - 1)[:count] if count else np.empty(0, np.intp)
        best = best[np.argsort(-cosines[best])]
        return self._rows[best], cosines[best]


class ChromaCourse:
    """One course's collection, complete and checked."""

    def __init__(self, collection: Any, call: Callable[[Callable[[], Any]], Any]) -> None:
        self._collection = collection
        self._call = call

    def nearest(self, query: NDArray[np.float32], count: int) -> tuple[Rows, Vectors]:
        """Raises ChromaLost."""
        found = self._call(
            lambda: self._collection.query(
                query_embeddings=[query], n_results=count, include=["distances"]
            )
        )
        rows = np.array([int(each) for each in found["ids"][0]], dtype=np.intp)
        if not len(rows):
            raise ChromaLost("the collection has become empty")
        return rows, 1 - np.array(found["distances"][0], dtype=np.float32)


class ChromaStore:
    """Collections of vectors, one a course, in a folder of this process or on a server.

    A folder must be opened by one process only (hold a lock); a server may be shared.
    """

    def __init__(self, *, folder: Path | None = None, url: str | None = None) -> None:
        self._folder = folder
        self._pool = ThreadPoolExecutor(4, "chroma") if url else None
        self._client = self._guard(lambda: _connect(url) if url else _open(folder))

    def course(
        self, course_id: str, digest: str, vectors: Vectors, on_build: Callable[[], None]
    ) -> ChromaCourse:
        """The collection of exactly these vectors; built, checked and swapped in when needed.

        ``digest`` names the contents. Collections of the course's other contents are dropped.

        Raises:
            ChromaLost: the store is to be thrown away (`discard`) or left alone (a server).
        """
        name = f"{course_id}.{digest}"
        collection = self._guard(lambda: self._find(name))
        if collection is None or not self._guard(lambda: _answers(collection, vectors)):
            on_build()
            collection = self._guard(lambda: self._build(name, vectors))
            if not self._guard(lambda: _answers(collection, vectors)):
                raise ChromaLost("a new collection doesn't find its own vectors")
        self._guard(lambda: self._drop_others(course_id, name))
        return ChromaCourse(collection, self._in_time)

    def close(self) -> None:
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
        with _as_lost():
            self._client.close()

    @staticmethod
    def discard(folder: Path) -> None:
        """Delete a broken store; the next one is opened under a new name in the same folder."""
        shutil.rmtree(folder, ignore_errors=True)

    def _guard(self, action: Callable[[], Any]) -> Any:
        return self._run(action, BUILD_SECONDS)

    def _in_time(self, action: Callable[[], Any]) -> Any:
        return self._run(action, SERVER_SECONDS)

    def _run(self, action: Callable[[], Any], seconds: float) -> Any:
        """Chroma's client waits for a server without end; a search must not."""
        with _as_lost():
            if self._pool is None:
                return action()
            return self._pool.submit(action).result(timeout=seconds)

    def _find(self, name: str) -> Any:
        names = {each.name for each in self._client.list_collections()}
        return self._client.get_collection(name, embedding_function=None) if name in names else None

    def _build(self, name: str, vectors: Vectors) -> Any:
        if self._find(name) is not None:  # cut short by a crash
            self._client.delete_collection(name)
        collection = self._client.create_collection(
            name,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
        )
        for start in range(0, len(vectors), _BATCH):
            part = vectors[start : start + _BATCH]
            collection.add(
                ids=[str(row) for row in range(start, start + len(part))], embeddings=part
            )
        return collection

    def _drop_others(self, course_id: str, name: str) -> None:
        for each in self._client.list_collections():
            if each.name != name and each.name.rpartition(".")[0] == course_id:
                self._client.delete_collection(each.name)


def _answers(collection: Any, vectors: Vectors) -> bool:
    """All vectors are there, and a sample of them is found by itself."""
    if collection.count() != len(vectors):
        return False
    sample = vectors[:: max(1, len(vectors) // 16)]
    found = collection.query(query_embeddings=list(sample), n_results=1, include=["distances"])
    return all(distances and distances[0] < 0.01 for distances in found["distances"])


def _open(folder: Path | None) -> Any:
    import chromadb

    assert folder is not None
    # Chroma remembers a folder's store for the life of the process, even one that failed to
    # open: each store gets a name of its own.
    stores = sorted(path for path in folder.glob("store-*") if path.is_dir())
    store = stores[0] if stores else folder / f"store-{uuid.uuid4().hex[:8]}"
    return chromadb.PersistentClient(store, settings=_settings())


def _connect(url: str) -> Any:
    import chromadb

    parts = urlsplit(url)
    secure = parts.scheme == "https"
    return chromadb.HttpClient(
        host=parts.hostname or "localhost",
        port=parts.port or (443 if secure else 8000),
        ssl=secure,
        settings=_settings(),
    )


def _settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


@contextmanager
def _as_lost() -> Iterator[None]:
    """Whatever Chroma raises; its Rust part's panics aren't even Exceptions."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except ChromaLost:
        raise
    except BaseException as error:
        raise ChromaLost(f"{type(error).__name__}: {error}"[:300]) from error
