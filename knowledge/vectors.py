"""Vectors of a course's passages by content hash, kept in one ``.npz`` file.

The same format is shipped beside a course and cached in the data folder. Vectors are half
precision on disk (the ranking is the same at half the size) and belong to one embedder; a file
that is missing, broken or another embedder's counts as empty, and what is missing is embedded.
"""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.course import Course
from knowledge.embed import Embedder, MiniLM, Vectors
from knowledge.passages import Passage, passages

log = logging.getLogger(__name__)

Known = dict[str, NDArray[np.float16]]
"""Passage hash to its vector."""


def load(path: Path, embedder: str) -> Known:
    """What the file holds for this embedder; empty when there is nothing usable."""
    try:
        with np.load(path, allow_pickle=False) as file:
            if str(file["embedder"]) != embedder:
                log.info("vectors of another embedder", extra={"file": str(path)})
                return {}
            hashes, vectors = file["hashes"], file["vectors"]
            if vectors.ndim != 2 or len(hashes) != len(vectors):
                raise ValueError("not as many hashes as vectors")
            return dict(zip(hashes.tolist(), vectors, strict=True))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        log.warning("vectors can't be read and are made again: %s (%s)", path, error)
        return {}


def save(path: Path, embedder: str, known: Known) -> None:
    """Write the file in one step: a reader sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("wb") as file:
        np.savez(
            file,
            embedder=np.array(embedder),
            hashes=np.array(list(known), dtype="U32"),
            vectors=np.array(list(known.values()), dtype=np.float16),
        )
    partial.replace(path)


def embed_missing(
    course_passages: Sequence[Passage],
    known: Known,
    embedder: Embedder,
    *,
    on_batch: Callable[[int, int], None] = lambda done, total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Adds to ``known`` what it lacks, batch by batch, until done or ``stopped``.

    ``on_batch`` gets how many of the passages have a vector, and how many there are.

    Raises:
        EmbeddingError: what was embedded until then is in ``known``.
    """
    missing = {p.hash: p.indexed for p in course_passages if p.hash not in known}
    total = len({p.hash for p in course_passages})
    hashes = list(missing)
    for start in range(0, len(hashes), embedder.batch):
        if stopped():
            return
        chosen = hashes[start : start + embedder.batch]
        vectors = embedder.embed([missing[each] for each in chosen]).astype(np.float16)
        known.update(zip(chosen, vectors, strict=True))
        on_batch(total - len(hashes) + start + len(chosen), total)


def as_matrix(course_passages: Sequence[Passage], known: Known) -> tuple[Vectors, NDArray[np.intp]]:
    """The vectors there are, ``(m, d)``, and the positions of their passages, ``(m,)``."""
    rows = np.array([i for i, p in enumerate(course_passages) if p.hash in known], dtype=np.intp)
    if not len(rows):
        return np.empty((0, 0), dtype=np.float32), rows
    return np.array([known[course_passages[i].hash] for i in rows], dtype=np.float32), rows


def export_vectors(course: Course, folder: Path, *, embedder: Embedder | None = None) -> Path:
    """Writes ``vectors.npz`` beside a course that is shipped; embeds only what changed.

    Raises:
        EmbeddingError: when the embedder fails.
    """
    embedder = embedder or MiniLM()
    path = folder / "vectors.npz"
    known = load(path, embedder.id)
    wanted = passages(course)
    embed_missing(wanted, known, embedder)
    save(path, embedder.id, {p.hash: known[p.hash] for p in wanted})
    return path
