"""Chroma as the cache it is: owned by one process, deleted, damaged, killed while writing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.dense import ChromaLost, ChromaStore
from knowledge.index import Index
from knowledge.retrieval import Retriever
from tests.knowledge.searching import BagOfWords, Shelf, small_course

RNG = np.random.default_rng(7)
VECTORS = RNG.normal(size=(60, 8)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def into_chroma(folder: Path, said: list[str]) -> Index:
    """An index that was given the time to move everything into Chroma."""
    shelf = Shelf(folder / "shipped", small_course())
    index = Index(shelf, folder, embedder=BagOfWords(), on_status=said.append, chroma_after=0.0)
    index.start()
    assert index.wait(30, chroma=True)
    return index


def owner(folder: Path, until: str) -> subprocess.Popen[str]:
    """A process that owns the index, once it has said something with ``until``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.knowledge.writer", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout
    for line in process.stdout:
        if until in line:
            return process
    raise AssertionError(f"the owner ended without saying {until!r}")


def best(index: Index, query: str) -> str:
    return Retriever(index).search(query, courses=["small"])[0].passage.section_id


def test_a_store_finds_keeps_swaps_and_checks(folder: Path) -> None:
    built: list[str] = []
    store = ChromaStore(folder=folder)
    course = store.course("c", "one", VECTORS, lambda: built.append("one"))
    rows, cosines = course.nearest(VECTORS[5], 3)
    assert rows[0] == 5 and cosines[0] == pytest.approx(1, abs=1e-4)
    assert len(rows) == 3 and cosines[0] >= cosines[1] >= cosines[2]
    neighbour = store.course("c.d", "x", VECTORS[:3], lambda: built.append("neighbour"))
    store.close()

    store = ChromaStore(folder=folder)
    store.course("c", "one", VECTORS, lambda: built.append("again"))
    assert built == ["one", "neighbour"]

    store.course("c", "two", VECTORS[:20], lambda: built.append("two"))
    names = {each.name for each in store._client.list_collections()}
    assert names == {"c.two", "c.d.x"}  # the old one of this course is gone, and no other

    store._client.get_collection("c.two").delete(ids=["3"])
    store.course("c", "two", VECTORS[:20], lambda: built.append("repaired"))
    assert built[-1] == "repaired"
    store.close()
    with pytest.raises(ChromaLost):
        neighbour.nearest(VECTORS[0], 1)


def test_a_deleted_and_a_damaged_store_are_built_again_and_it_is_said(folder: Path) -> None:
    said: list[str] = []
    index = into_chroma(folder, said)
    assert index.status()["small"].dense == "chroma"
    assert best(index, "who bakes bread?") == "bread"
    index.close()

    (database,) = (folder / "index" / "chroma").rglob("chroma.sqlite3")
    database.write_bytes(b"SQLite format 3\x00" + b"\x99" * 50_000)
    said.clear()
    index = into_chroma(folder, said)
    assert any("broken and is built again" in text for text in said)
    assert index.status()["small"].dense == "chroma"
    index.close()

    ChromaStore.discard(folder / "index" / "chroma")
    said.clear()
    index = into_chroma(folder, said)
    assert said == ["small: building the vector index in Chroma"]
    assert best(index, "who bakes bread?") == "bread"
    index.close()


def test_a_second_process_answers_and_a_killed_owner_is_succeeded(folder: Path) -> None:
    process = owner(folder, until="building the vector index in Chroma")
    try:
        said: list[str] = []
        reader = into_chroma(folder, said)
        assert reader.status()["small"].dense == "exact"  # Chroma belongs to the other one
        assert best(reader, "who bakes bread?") == "bread"
    finally:
        process.kill()  # SIGKILL, most likely while it writes
        process.wait()
    assert best(reader, "which insects dance?") == "bees"
    reader.close()

    heir = into_chroma(folder, [])
    assert heir.status()["small"].dense == "chroma"
    assert best(heir, "which insects dance?") == "bees"
    heir.close()


def test_a_server_that_is_not_there_leaves_the_exact_search(folder: Path) -> None:
    shelf = Shelf(folder / "shipped", small_course())
    options: dict[str, Any] = {"chroma_after": 0.0, "chroma_url": "http://127.0.0.1:9"}
    index = Index(shelf, folder, embedder=BagOfWords(), **options)
    index.start()
    assert index.wait(30, chroma=True)

    assert index.status()["small"].dense == "exact"
    assert best(index, "who bakes bread?") == "bread"
    index.close()
