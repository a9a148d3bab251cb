from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge.embed import EmbeddingError
from knowledge.passages import passages
from knowledge.vectors import Known, embed_missing, export_vectors, load, save
from tests.knowledge.searching import BagOfWords, course, section, small_course

CUT = passages(small_course())


def known() -> Known:
    found: Known = {}
    embed_missing(CUT, found, BagOfWords())
    return found


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    save(tmp_path / "deep" / "v.npz", "bag", known())

    loaded = load(tmp_path / "deep" / "v.npz", "bag")

    assert list(loaded) == list(known())
    np.testing.assert_array_equal(list(loaded.values()), list(known().values()))


def test_another_embedders_vectors_are_not_used(tmp_path: Path) -> None:
    save(tmp_path / "v.npz", "bag", known())

    assert load(tmp_path / "v.npz", "other") == {}


@pytest.mark.parametrize("damage", [b"", b"not a zip file", b"PK\x03\x04 broken"])
def test_a_damaged_file_counts_as_empty(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "v.npz").write_bytes(damage)

    assert load(tmp_path / "v.npz", "bag") == {}


def test_a_file_cut_short_counts_as_empty(tmp_path: Path) -> None:
    save(tmp_path / "v.npz", "bag", known())
    whole = (tmp_path / "v.npz").read_bytes()
    (tmp_path / "v.npz").write_bytes(whole[: len(whole) // 2])

    assert load(tmp_path / "v.npz", "bag") == {}


def test_only_what_is_missing_is_embedded_and_progress_counts_all() -> None:
    found = known()
    del found[CUT[1].hash]
    embedder, progress = BagOfWords(), []

    embed_missing(CUT, found, embedder, on_batch=lambda *step: progress.append(step))

    assert embedder.embedded == [CUT[1].indexed]
    assert progress == [(len(CUT), len(CUT))]


def test_stopping_keeps_what_was_made() -> None:
    found: Known = {}

    embed_missing(CUT, found, BagOfWords(), stopped=lambda: len(found) >= 4)

    assert len(found) == 4


def test_a_failure_keeps_what_was_made() -> None:
    embedder, found = BagOfWords(), Known()

    def then_break(done: int, total: int) -> None:
        embedder.broken = True

    with pytest.raises(EmbeddingError):
        embed_missing(CUT, found, embedder, on_batch=then_break)
    assert len(found) == embedder.batch


def test_exporting_again_embeds_only_what_changed(tmp_path: Path) -> None:
    embedder = BagOfWords()
    export_vectors(small_course(), tmp_path, embedder=embedder)
    embedder.embedded.clear()
    changed = course(*small_course().sections(), section("new", "New", "Something else."))

    path = export_vectors(changed, tmp_path, embedder=embedder)

    assert embedder.embedded == ["New\nSomething else."]
    assert set(load(path, "bag")) == {passage.hash for passage in passages(changed)}
