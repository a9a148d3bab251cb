from __future__ import annotations

import pytest

from knowledge.lexical import WordIndex, terms
from knowledge.passages import passages
from tests.knowledge.searching import course, section, small_course


def test_terms_are_stemmed_content_words() -> None:
    assert terms("What are the tides of the oceans?", "en") == ["tide", "ocean"]


def test_a_compound_is_found_by_its_parts() -> None:
    assert terms("long-term memory", "en") == ["long-term", "long", "term", "memori"]


def test_accents_may_be_left_out() -> None:
    assert terms("¿Qué es la distribución simétrica?", "es") == terms(
        "que es la distribucion simetrica", "es"
    )


def test_words_without_spaces_are_found_by_pairs_of_characters() -> None:
    assert terms("記憶", "ja") == ["記憶"]
    assert set(terms("記憶", "ja")) <= set(terms("人間の記憶とは何ですか", "ja"))
    assert terms("字", "zh") == ["字"]


def test_numbers_and_other_scripts_are_words() -> None:
    assert terms("1700 °C", "en") == ["1700", "c"]
    assert terms("память человека", "ru") != []


@pytest.mark.parametrize("query", ["", "the of and", "_____", "😀 !!", "\x00\x07", "xylophone"])
def test_nothing_known_scores_nothing(query: str) -> None:
    index = WordIndex.build(passages(small_course()))

    assert index.scores(query).tolist() == [0.0] * len(index.passages)


def test_a_course_without_words_can_be_indexed() -> None:
    empty = WordIndex.build(passages(course(section("s", "…", "— !"))))

    assert empty.scores("anything").max() == 0
    assert WordIndex.build([]).scores("anything").tolist() == []


def test_frequencies_are_by_passage() -> None:
    index = WordIndex.build(passages(small_course()))

    assert index.frequency("moon") == 2
    assert {index.passages[row].kind for row in index.containing("moon")} == {"text", "summary"}
    assert index.frequency("volcano") == 0
    assert index.containing("volcano").tolist() == []


def test_function_words_count_for_nothing_however_they_are_typed() -> None:
    assert terms("whats a placebo, i dont get it", "en") == terms("placebo get", "en")
