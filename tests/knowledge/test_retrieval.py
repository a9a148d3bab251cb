from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.index import Index
from knowledge.retrieval import EMBEDDER_PAUSE, Retriever
from tests.knowledge.searching import BagOfWords, Shelf, course, section, small_course


def retriever(folder: Path, embedder: BagOfWords, *, vectors: bool = True) -> Retriever:
    spanish = course(
        section("marea", "La marea", "La luna atrae el agua de los océanos."),
        id="es",
        language="es",
    )
    shelf = Shelf(folder / "shipped", small_course(), spanish)
    index = Index(shelf, folder, embedder=embedder, chroma_after=None)
    if vectors:
        index.start()
        assert index.wait(20)
        index.close()
    return Retriever(index)


@pytest.mark.parametrize("vectors", [False, True])
@pytest.mark.parametrize(
    ("query", "section_id"),
    [
        ("why does water rise twice a day?", "tides"),
        ("baking", "bread"),
        ("who dances in the hive", "bees"),
        ("how is glass made", "glass"),
    ],
)
def test_the_section_that_treats_it_comes_first(
    tmp_path: Path, query: str, section_id: str, vectors: bool
) -> None:
    search = retriever(tmp_path, BagOfWords(), vectors=vectors)

    hits = search.search(query, courses=["small"])

    assert hits[0].passage.section_id == section_id
    assert search.sections(query, courses=["small"])[0] == f"small/{section_id}"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in hits)


def test_terms_and_summaries_are_found_and_sections_can_be_limited(tmp_path: Path) -> None:
    search = retriever(tmp_path, BagOfWords())

    hits = search.search("spring tide moon", courses=["small"], limit=20)
    single = search.search("spring tide moon", courses=["small"], per_section=1)

    assert {hit.passage.kind for hit in hits[:3]} == {"text", "summary", "term"}
    sections = [hit.passage.section_id for hit in single]
    assert len(sections) == len(set(sections))
    assert len(search.search("spring tide moon", courses=["small"], limit=1)) == 1


def test_only_the_courses_asked_are_searched(tmp_path: Path) -> None:
    search = retriever(tmp_path, BagOfWords())

    assert {hit.passage.course_id for hit in search.search("luna", courses=["es"])} == {"es"}
    both = search.search("moon luna oceanos", courses=["small", "es"])
    assert {hit.passage.course_id for hit in both} >= {"small", "es"}


@pytest.mark.parametrize("query", ["", "the", "\u202e\u0000", "😀", "tide " * 30_000])
def test_whatever_is_typed_is_answered(tmp_path: Path, query: str) -> None:
    search = retriever(tmp_path, BagOfWords())

    hits = search.search(query, courses=["small"])

    assert len(hits) <= 10
    search.answerability(query, hits, courses=["small"])


def test_a_failing_embedder_costs_one_try_and_words_answer(tmp_path: Path) -> None:
    embedder, now = BagOfWords(), 0.0
    search = retriever(tmp_path, embedder)
    search = Retriever(search.index, clock=lambda: now)
    embedder.broken = True

    assert search.search("baking", courses=["small"])[0].passage.section_id == "bread"
    embedder.broken = False
    assert search.evidence("baking", courses=["small"]).cosines is None
    now += EMBEDDER_PAUSE
    assert search.evidence("baking", courses=["small"]).cosines is not None


def test_similarities_are_cosines(tmp_path: Path) -> None:
    search = retriever(tmp_path, BagOfWords())

    same, other = search.similarities("the queen bee", ["The queen bee", "molten sand"])

    assert same == pytest.approx(1, abs=1e-5)
    assert other < 0.3
    assert search.similarities("bee", []) == []


def test_sentences_are_embedded_once(tmp_path: Path) -> None:
    embedder = BagOfWords()
    search = retriever(tmp_path, embedder)
    embedder.embedded.clear()

    first = search.similarities("the queen bee", ["The queen bee", "molten sand"])
    again = search.similarities("hot glass", ["molten sand", "The queen bee", "a hive"])

    assert embedder.embedded == ["The queen bee", "molten sand", "a hive"]
    assert len(again) == 3
    assert search.similarities("the queen bee", ["molten sand", "The queen bee"]) == first[::-1]


def test_evidence_is_weighed_once_a_question_and_anew_for_other_courses(
    tmp_path: Path,
) -> None:
    search = retriever(tmp_path, BagOfWords())

    found = search.evidence("baking", courses=["small"])

    assert search.evidence("baking", courses=["small"]) is found
    assert search.evidence("baking", courses=["es"]) is not found
    assert search.evidence("baking", courses=["es"]).words.languages == ["es"]
