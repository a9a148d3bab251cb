"""Excerpts of real books, read as a learner will see them."""

from __future__ import annotations

from knowledge.course import ChoiceItem, NumericItem, ShortAnswerItem
from knowledge.ingest.openstax import READER
from tests.knowledge.ingest.books import DATA, load

PSYCHOLOGY = DATA / "openstax" / "psychology"
PHYSICS = DATA / "openstax" / "physics"


def test_the_book() -> None:
    assert READER.recognises(PSYCHOLOGY)
    outline = READER.outline(PSYCHOLOGY)
    assert (outline.id, outline.title, outline.language) == ("psychology", "Psychology 2e", "en")
    assert outline.license == "CC BY 4.0"
    assert outline.url == "https://openstax.org/details/books/psychology-2e"
    assert "OpenStax, Rice University" in outline.attribution
    assert "https://openstax.org/books/psychology-2e/pages/1-introduction" in outline.attribution
    assert [(unit.id, unit.title, unit.number) for unit in outline.units] == [
        ("chapter-1", "Learning", "1")
    ]
    assert outline.problems == ()


def test_a_collection_by_itself() -> None:
    outline = READER.outline(PSYCHOLOGY / "collections" / "psychology-2e.collection.xml")
    assert outline.id == "psychology-2e"
    assert len(load(outline)[0]) == 2


def test_a_section() -> None:
    sections, problems = load(READER.outline(PSYCHOLOGY))
    introduction, section = sections["m82198"], sections["m82201"]
    assert (introduction.title, introduction.number) == ("Introduction: Learning", "")
    assert introduction.url.endswith("/books/psychology-2e/pages/1-introduction")
    assert section.label == "1.1 Operant Conditioning"
    assert section.url.endswith("/books/psychology-2e/pages/1-1-operant-conditioning")
    assert section.objectives == (
        "Define operant conditioning",
        "Explain the difference between reinforcement and punishment",
        "Distinguish between reinforcement schedules",
    )
    assert "**operant conditioning**" in section.text
    assert "a behavior and its consequence (Table 1.1)" in section.text
    assert "| **Conditioning approach** |" not in section.text
    assert "|  | Classical Conditioning | Operant Conditioning |" in section.text
    assert "**Figure 1.2** (a) B. F. Skinner developed" in section.text
    assert "*Picture: A photograph shows B.F. Skinner." in section.text
    assert "**Link to Learning**\n\nWatch this brief [video to see Skinner's" in section.text
    assert "(https://openstax.org/l/skinner1)" in section.text
    for left_out in (
        "Review Questions",
        "primary reinforcer?",
        "Skinner box and what",
        "References",
    ):
        assert left_out not in section.text
    assert section.summary.startswith("Operant conditioning is based on the work of B. F. Skinner")
    assert [term.name for term in section.terms] == [
        "secondary reinforcer",
        "shaping",
        "variable interval reinforcement schedule",
    ]
    assert [str(problem) for problem in problems] == [
        "modules/m82201/index.cnxml:103: 1 exercise left out: the book gives no solution."
    ]


def test_its_items() -> None:
    sections, _ = load(READER.outline(PSYCHOLOGY))
    choice, other, essay = sections["m82201"].items
    assert isinstance(choice, ChoiceItem)
    assert choice.id == "fs-idm72936720"
    assert choice.question == (
        "________ is when you take away a pleasant stimulus to stop a behavior."
    )
    assert [option.text for option in choice.key] == ["negative punishment"]
    assert isinstance(other, ChoiceItem)
    assert other.question == "Which of the following is *not* an example of a primary reinforcer?"
    assert isinstance(essay, ShortAnswerItem)
    assert essay.answer.startswith("A Skinner box is an operant conditioning chamber")


def test_physics_with_its_formulas() -> None:
    sections, _ = load(READER.outline(PHYSICS))
    section = sections["m42033"]
    assert (
        section.objectives[0] == "Define position, displacement, distance, and distance traveled."
    )
    assert "$$\\Delta x = x_f - x_0,$$" in section.text
    assert "(See Figure 1.3.)" in section.text
    assert "The $+2.0\\,\\text{m}$ displacement" in section.text
    assert "Learning Objectives" not in section.text
    by_id = {item.id: item for item in section.items}
    # a cyclist rides 3 km west: three parts, each with the text they share
    first = by_id["fs-id3589986-b"]
    assert isinstance(first, NumericItem)
    assert first.part_of == "fs-id3589986"
    assert first.question == "What distance do they ride?"
    assert first.stem.startswith("A cyclist rides 3 km west")
    assert (first.answer, first.unit) == ("5", "km")
    assert first.solution.startswith("The distance traveled is $3")
    assert isinstance(by_id["fs-id1862594"], ChoiceItem)
    # path A: the figure stands before the exercises that speak of it
    distance = by_id["fs-id1126076-a"]
    assert isinstance(distance, NumericItem)
    assert (distance.answer, distance.unit) == ("7", "m")
    assert distance.needs_figure
    assert "An x axis starts at 0 meters" in distance.stem
    worked = by_id["fs-id4292134-c"]
    assert isinstance(worked, NumericItem)
    assert (worked.answer, worked.unit) == ("9", "m")
    assert worked.solution


def test_fingerprints_are_stable_and_local() -> None:
    first, again = READER.outline(PSYCHOLOGY), READER.outline(PSYCHOLOGY)
    prints = [source.fingerprint for unit in first.units for source in unit.sections]
    assert prints == [source.fingerprint for unit in again.units for source in unit.sections]
    assert len(set(prints)) == len(prints)
