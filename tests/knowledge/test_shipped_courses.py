"""The courses that come with Studylamp: sound, attributed, and no answer stands in their text."""

from __future__ import annotations

from pathlib import Path

import pytest

import knowledge
from knowledge.course import AlgebraItem, Course, Hint
from knowledge.embed import MiniLM
from knowledge.ingest.oatutor.text import plain_latex
from knowledge.markdown.check import check_folder
from knowledge.passages import passages
from knowledge.vectors import load

COURSES = Path(knowledge.__file__).parent / "courses"
SHIPPED = {"psychology": "en", "elementary-algebra": "en", "statistics-es": "es"}


def course(name: str) -> Course:
    read, problems = check_folder(COURSES / name)
    assert [str(problem) for problem in problems] == []
    assert read is not None
    return read.course


@pytest.mark.parametrize(("name", "language"), SHIPPED.items())
def test_sound_and_attributed(name: str, language: str) -> None:
    shipped = course(name)
    assert (shipped.id, shipped.language) == (name, language)
    assert shipped.license == "CC BY 4.0"
    assert "openstax.org" in shipped.attribution
    written = (COURSES / name / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert shipped.attribution in written
    assert "https://creativecommons.org/licenses/by/4.0/" in written
    for section in shipped.sections():
        assert section.text
        assert section.items or section.terms or not section.number or name == "statistics-es"


def test_psychology_is_whole() -> None:
    shipped = course("psychology")
    sections = {section.id: section for section in shipped.sections()}
    assert (len(sections), len(list(shipped.items()))) == (105, 480)
    assert sections["m82201"].label == "6.3 Operant Conditioning"
    assert sections["m82201"].url == (
        "https://openstax.org/books/psychology-2e/pages/6-3-operant-conditioning"
    )


def test_algebra_practises_with_hints_and_prerequisites() -> None:
    shipped = course("elementary-algebra")
    assert [unit.title for unit in shipped.units][5:7] == ["Polynomials", "Factoring"]
    assert sum(len(item.hints) for _, item in shipped.items()) > 10_000
    first, *others = shipped.sections()
    assert all(section.prerequisites for section in others)
    assert not first.prerequisites
    for section in shipped.sections():
        for item in section.items:
            assert item.concepts
            assert all(isinstance(rung, Hint) for rung in item.hints)


def test_algebra_gives_no_answer_away_in_its_text() -> None:
    for section in course("elementary-algebra").sections():
        text = plain_latex(section.text)
        for item in section.items:
            if isinstance(item, AlgebraItem) and len(plain_latex(item.answer)) > 3:
                assert plain_latex(item.answer) not in text, (section.number, item.id)


@pytest.mark.parametrize("name", SHIPPED)
def test_vectors_are_those_of_the_text(name: str) -> None:
    """After a change to a course or to how it is cut: python scripts/build_courses.py DATA."""
    vectors = load(COURSES / name / "vectors.npz", MiniLM().id)
    missing = [passage.id for passage in passages(course(name)) if passage.hash not in vectors]
    assert missing == []
