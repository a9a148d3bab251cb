"""Coverage with the shipped model and a course about tides, bread, bees, glass and chess."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.coverage import BY_MEANING, BY_WORDS, measure, probability
from knowledge.embed import MiniLM
from knowledge.index import Index
from knowledge.retrieval import Retriever
from tests.knowledge.searching import BagOfWords, Shelf, small_course


@pytest.fixture(scope="module")
def by_meaning(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder = tmp_path_factory.mktemp("coverage")
    shelf = Shelf(folder / "shipped", small_course())
    index = Index(shelf, folder, embedder=MiniLM(), chroma_after=None)
    index.start()
    assert index.wait(60)
    index.close()
    return Retriever(index)


@pytest.fixture
def by_words(tmp_path: Path) -> Retriever:
    shelf = Shelf(tmp_path, small_course())
    return Retriever(Index(shelf, tmp_path, embedder=BagOfWords(), chroma_after=None))


def covered(search: Retriever, query: str) -> bool:
    hits = search.search(query, courses=["small"])
    found = search.answerability(query, hits, courses=["small"])
    assert found.covered == (found.confidence >= 0.5)
    assert found.nearest == (hits[0] if hits else None)
    return found.covered


@pytest.mark.parametrize(
    "query",
    [
        "what are tides?",
        "why does the sea level change with the moon",
        "how do bees dance",
        "yeast",
    ],
)
def test_what_the_course_treats_is_covered(by_meaning: Retriever, query: str) -> None:
    assert covered(by_meaning, query)


@pytest.mark.parametrize(
    "query",
    ["who won the 1998 world cup", "capital of Mongolia", "python list comprehension", "", "the"],
)
def test_what_it_does_not_treat_is_not(by_meaning: Retriever, query: str) -> None:
    assert not covered(by_meaning, query)


def test_what_is_not_covered_still_names_the_nearest(by_meaning: Retriever) -> None:
    hits = by_meaning.search("how do I bake a pizza in Naples", courses=["small"])
    found = by_meaning.answerability("how do I bake a pizza", hits, courses=["small"])

    assert found.nearest and found.nearest.passage.section_id == "bread"


def test_words_alone_must_do_without_a_calibrated_embedder(by_words: Retriever) -> None:
    assert covered(by_words, "spring tide")
    assert not covered(by_words, "quantum chromodynamics")


def test_measures_by_hand(by_words: Retriever) -> None:
    found = by_words.evidence("yeast volcano", courses=["small"])

    measures = measure(found)

    # 7 passages: IDF of a word in one is ln(1 + 6.5/1.5), of a word in none ln(1 + 7.5/0.5).
    one, none, trust, short = 1.6740, 2.7726, 7 / 307, 0.7165
    assert measures["unknown"] == pytest.approx(trust * none / (one + none), abs=1e-4)
    assert measures["missed"] == pytest.approx(trust * short * none / (one + none), abs=1e-4)
    assert measures["rarity"] == pytest.approx((one + none) / 2 / none, abs=1e-4)
    assert "closeness" not in measures


def test_the_models_go_the_right_way() -> None:
    near = {"closeness": 0.6, "company": 0.3, "missed": 0.1, "unknown": 0.0, "present": 0.0}

    assert probability(near, BY_MEANING) > 0.9
    assert probability({**near, "closeness": 0.2, "company": 0.1}, BY_MEANING) < 0.1
    assert probability({**near, "unknown": 0.9}, BY_MEANING) < probability(near, BY_MEANING)
    words = {"match": 0.4, "rarity": 0.5, "missed": 0.1, "present": 0.0}
    assert probability(words, BY_WORDS) > probability({**words, "match": 0.04}, BY_WORDS)
