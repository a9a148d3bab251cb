from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from knowledge.dense import ChromaLost
from knowledge.index import LOOK_EVERY, Index
from knowledge.passages import passages
from knowledge.problems import SourceError
from knowledge.vectors import export_vectors
from tests.knowledge.searching import BagOfWords, Shelf, course, section, small_course

COUNT = len(passages(small_course()))


def opened(folder: Path, shelf: Shelf, embedder: BagOfWords, **options: Any) -> Index:
    every_look_is_new = itertools.count(0, 10).__next__
    options = {"chroma_after": None, "clock": every_look_is_new, **options}
    return Index(shelf, folder, embedder=embedder, **options)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shipped", small_course())


def vectors_made(folder: Path, shelf: Shelf, embedder: BagOfWords, **options: Any) -> Index:
    index = opened(folder, shelf, embedder, **options)
    index.start()
    assert index.wait(20)
    index.close()
    return index


# ---- words ---------------------------------------------------------------------------------


def test_words_are_searchable_before_any_vector(tmp_path: Path, shelf: Shelf) -> None:
    embedder = BagOfWords()
    index = opened(tmp_path, shelf, embedder)

    words = index.words(["small"])

    assert words.passages[int(words.scores("yeast").argmax())].section_id == "bread"
    assert index.vectors("small") is None
    assert embedder.embedded == []


def test_the_word_index_is_kept_on_disk(tmp_path: Path, shelf: Shelf) -> None:
    first = opened(tmp_path, shelf, BagOfWords()).words(["small"])
    (kept,) = (tmp_path / "index" / "words").iterdir()
    written = (kept / "passages.json").stat().st_mtime_ns

    again = opened(tmp_path, shelf, BagOfWords()).words(["small"])

    assert again.passages == first.passages
    assert again.scores("moon").tolist() == first.scores("moon").tolist()
    assert (kept / "passages.json").stat().st_mtime_ns == written


@pytest.mark.parametrize("file", ["passages.json", "vocab.index.json", "data.csc.index.npy"])
def test_a_damaged_word_index_is_built_again(tmp_path: Path, shelf: Shelf, file: str) -> None:
    opened(tmp_path, shelf, BagOfWords()).words(["small"])
    (kept,) = (tmp_path / "index" / "words").iterdir()
    (kept / file).write_bytes(b"\x00 nonsense")

    words = opened(tmp_path, shelf, BagOfWords()).words(["small"])

    assert words.scores("yeast").max() > 0
    assert (kept / file).read_bytes() != b"\x00 nonsense"


def test_a_changed_course_is_seen_and_its_old_word_index_removed(
    tmp_path: Path, shelf: Shelf
) -> None:
    index = opened(tmp_path, shelf, BagOfWords())
    assert index.words(["small"]).scores("volcano").max() == 0

    shelf.replace(course(section("fire", "Volcanoes", "A volcano erupts.")))

    assert index.words(["small"]).scores("volcano").max() > 0
    assert len(list((tmp_path / "index" / "words").iterdir())) == 1


def test_files_are_not_looked_at_with_every_search(tmp_path: Path, shelf: Shelf) -> None:
    now = 100.0
    index = opened(tmp_path, shelf, BagOfWords(), clock=lambda: now)
    before = index.fingerprint("small")

    shelf.replace(course(section("fire", "Volcanoes", "A volcano erupts.")))

    assert index.fingerprint("small") == before
    now += LOOK_EVERY
    assert index.fingerprint("small") != before


def test_several_courses_share_one_index_with_common_statistics(tmp_path: Path) -> None:
    other = course(section("sea", "The Sea", "Salt water and the moon."), id="other")
    shelf = Shelf(tmp_path, small_course(), other)

    words = opened(tmp_path, shelf, BagOfWords()).words(["other", "small", "small"])

    assert {each.course_id for each in words.passages} == {"small", "other"}
    assert words.start("small") == 1
    assert words.frequency("moon") == 3


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path, shelf: Shelf) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    index = vectors_made(tmp_path, shelf, BagOfWords(), chroma_after=0.0)

    assert index.words(["small"]).scores("yeast").max() > 0
    assert index.status()["small"].dense == "exact"


def test_an_unknown_course_is_an_error_with_a_text(tmp_path: Path, shelf: Shelf) -> None:
    index = opened(tmp_path, shelf, BagOfWords())

    with pytest.raises(SourceError, match="no course 'nope'"):
        index.words(["nope"])
    index.start(["nope"])
    assert index.wait(20)
    index.close()


# ---- vectors -------------------------------------------------------------------------------


def test_vectors_come_in_the_background_and_it_says_so(tmp_path: Path, shelf: Shelf) -> None:
    said: list[str] = []

    index = vectors_made(tmp_path, shelf, BagOfWords(), on_status=said.append)

    assert index.status()["small"].embedded == COUNT
    assert index.status()["small"].dense == "exact"
    assert said[0] == f"small: searchable by words; {COUNT} passages lack vectors"
    assert f"small: preparing search by meaning, {COUNT} of {COUNT} passages" in said
    assert said[-1] == "small: searchable by meaning, too"


def test_a_second_process_uses_the_same_vectors(tmp_path: Path, shelf: Shelf) -> None:
    vectors_made(tmp_path, shelf, BagOfWords())
    embedder = BagOfWords()

    vectors = opened(tmp_path, shelf, embedder).vectors("small")

    assert vectors is not None and vectors.complete
    assert embedder.embedded == []


def test_shipped_vectors_are_used_at_once(tmp_path: Path, shelf: Shelf) -> None:
    folder = shelf.folder("small")
    folder.mkdir(parents=True)
    export_vectors(small_course(), folder, embedder=BagOfWords())
    embedder = BagOfWords()

    index = vectors_made(tmp_path, shelf, embedder)

    assert index.status()["small"].embedded == COUNT
    assert embedder.embedded == []


def test_after_a_change_only_what_changed_is_embedded(tmp_path: Path, shelf: Shelf) -> None:
    vectors_made(tmp_path, shelf, BagOfWords())
    embedder = BagOfWords()
    shelf.replace(course(*small_course().sections(), section("new", "New", "Something else.")))

    index = vectors_made(tmp_path, shelf, embedder)

    assert embedder.embedded == ["New\nSomething else."]
    assert index.status()["small"].embedded == COUNT + 1


def test_another_embedder_embeds_again_without_being_asked(tmp_path: Path, shelf: Shelf) -> None:
    vectors_made(tmp_path, shelf, BagOfWords())
    said: list[str] = []

    index = vectors_made(tmp_path, shelf, BagOfWords("other", 32), on_status=said.append)

    vectors = index.vectors("small")
    assert vectors is not None and vectors.dimensions == 32
    assert f"{COUNT} passages lack vectors" in said[0]


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path, shelf: Shelf) -> None:
    first = BagOfWords()

    def break_it(text: str) -> None:
        first.broken = first.broken or " of " in text

    vectors_made(tmp_path, shelf, first, on_status=break_it)
    second = BagOfWords()
    index = vectors_made(tmp_path, shelf, second)

    assert index.status()["small"].embedded == COUNT
    assert len(second.embedded) == COUNT - first.batch


def test_a_broken_embedder_leaves_the_words_and_says_why(tmp_path: Path, shelf: Shelf) -> None:
    embedder, said = BagOfWords(), []
    embedder.broken = True

    index = vectors_made(tmp_path, shelf, embedder, on_status=said.append)

    assert index.vectors("small") is None
    assert said[-1].startswith("small: searched by words only for now. the embedder is broken")


def test_too_few_vectors_are_not_searched(tmp_path: Path, shelf: Shelf) -> None:
    embedder = BagOfWords()
    vectors_made(tmp_path, shelf, embedder)
    shelf.replace(
        course(
            *small_course().sections(),
            *(section(f"new-{n}", f"New {n}", "Something else.") for n in range(3)),
        )
    )

    index = opened(tmp_path, shelf, embedder)

    assert index.vectors("small") is None
    assert index.status()["small"].dense == "none"


def test_the_evaluations_index_does_not_disturb_the_learners(tmp_path: Path, shelf: Shelf) -> None:
    vectors_made(tmp_path, shelf, BagOfWords())
    vectors_made(tmp_path, shelf, BagOfWords(), kinds=("text",))
    embedder = BagOfWords()

    index = vectors_made(tmp_path, shelf, embedder)

    assert index.status()["small"].embedded == COUNT
    assert embedder.embedded == []
    assert len(list((tmp_path / "index" / "words").iterdir())) == 2


def test_an_embedder_that_changed_under_the_same_name_is_noticed(
    tmp_path: Path, shelf: Shelf
) -> None:
    vectors_made(tmp_path, shelf, BagOfWords())
    index = opened(tmp_path, shelf, BagOfWords(dimensions=32))
    assert index.vectors("small") is not None

    index.start([])
    index.other_dimensions("small")
    assert index.wait(20)
    index.close()

    vectors = index.vectors("small")
    assert vectors is not None and vectors.dimensions == 32


def test_when_chroma_fails_the_exact_search_answers(tmp_path: Path, shelf: Shelf) -> None:
    index = vectors_made(tmp_path, shelf, BagOfWords())

    vectors = index.chroma_lost("small", ChromaLost("gone"))

    assert vectors.kind == "exact"


def test_closing_twice_or_without_start_is_fine(tmp_path: Path, shelf: Shelf) -> None:
    index = opened(tmp_path, shelf, BagOfWords())
    assert index.wait(1)
    index.close()
    index.close()
