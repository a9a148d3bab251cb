"""Reading data sets of marked answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.marked import read
from knowledge.grading.short_answer import GradedAnswer
from knowledge.problems import SourceError

TWO_WAY = """<?xml version="1.0"?>
<question id="q1"><questionText>Why is  it off?</questionText>
<referenceAnswers>
<referenceAnswer id="a" category="BEST">There is a gap.</referenceAnswer>
<referenceAnswer id="b">It is <b>open</b>.</referenceAnswer>
<referenceAnswer id="c" category="KEYWORD">gap</referenceAnswer>
</referenceAnswers>
<studentAnswers>
<studentAnswer id="1" accuracy="correct">a gap</studentAnswer>
<studentAnswer id="2" accuracy="incorrect">a &amp; b</studentAnswer>
</studentAnswers></question>"""
SCORED = """<question><questionText>Why?</questionText>
<referenceAnswers><referenceAnswer>Since.</referenceAnswer></referenceAnswers>
<studentAnswers><studentAnswer><response>so</response><score>0.5</score></studentAnswer>
</studentAnswers></question>"""


def folder(path: Path, *texts: str) -> Path:
    for place, text in enumerate(texts):
        (path / f"{place}.xml").write_text(text)
    return path


def test_two_way(tmp_path: Path) -> None:
    (question,) = read(folder(tmp_path, TWO_WAY), "semeval2013")
    assert question.item.question == "Why is it off?"
    assert (question.item.answer, *question.item.accepted) == ("There is a gap.", "It is open.")
    assert question.answers == (GradedAnswer("a gap", 1), GradedAnswer("a & b", 0))


def test_scores(tmp_path: Path) -> None:
    (question,) = read(folder(tmp_path, SCORED), "saf")
    assert question.answers == (GradedAnswer("so", 0.5),)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<question>", "0.xml"),
        (TWO_WAY.replace("incorrect", "partly"), "partly"),
        (TWO_WAY.replace("questionText", "text"), "missing"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><question>&b;</question>', "0.xml"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        read(folder(tmp_path, text), "semeval2013")


def test_a_score_above_1_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"5\.0"):
        read(folder(tmp_path, SCORED.replace("0.5", "5")), "saf")


def test_an_empty_folder_and_an_unknown_format_are_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no \.xml file"):
        read(tmp_path, "saf")
    with pytest.raises(SourceError, match="semeval2013, saf"):
        read(tmp_path, "csv")
