"""Each generator on small courses: what it asks, and what it leaves alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from knowledge.course import (
    AlgebraItem,
    ChoiceItem,
    ClozeItem,
    Course,
    MatchingItem,
    NumericItem,
    OrderingItem,
    Section,
    Term,
    TrueFalseItem,
    Unit,
)
from knowledge.generation import Generated, check
from knowledge.generation.generate import Generator
from knowledge.generation.generators import algebra, statements, steps, tables, terms, worked
from knowledge.generation.material import material_of
from tests.knowledge.generation.courses import CELLS, CENTRO, ESTADISTICA, FORCES, SCIENCE


def run(
    make: Generator, section: Section, course: Course = SCIENCE, seed: int = 1
) -> list[Generated]:
    material = material_of(course)
    return list(make(material, material.sections[section.id], random.Random(seed)))


def about(found: list[Generated], name: str) -> Generated:
    return next(made for made in found if made.about == name)


def one_section(text: str, *listed: Term, language: str = "en") -> tuple[Course, Section]:
    section = Section(id="s", title="S", text=text, terms=listed)
    units = (Unit(id="u", title="U", sections=(section,)),)
    return Course(id="c", title="C", language=language, units=units), section


# ---- terms -------------------------------------------------------------------------------------


def test_which_term() -> None:
    item = about(run(terms.which_term, CELLS), "osmosis").item
    assert isinstance(item, ChoiceItem)
    assert item.question == (
        "Which term fits the description “movement of water through a membrane toward more "
        "dissolved salt”?"
    )
    assert item.key[0].text == "osmosis"
    assert {choice.text for choice in item.choices} <= {term.name for term in CELLS.terms}
    assert item.explanation.startswith("**Osmosis**: movement of water")
    wrong = next(choice for choice in item.choices if not choice.correct)
    assert wrong.misconception.startswith(
        f"That mixes up “{wrong.text}” with “osmosis”. {wrong.text}: "
    )


def test_which_description() -> None:
    made = about(run(terms.which_description, CELLS), "ribosome")
    item = made.item
    assert isinstance(item, ChoiceItem)
    assert item.question == "Which description fits the term “ribosome”?"
    assert item.key[0].text == "Small organ of the cell that builds proteins from amino acids"
    assert (
        made.evidence == "ribosome: small organ of the cell that builds proteins from amino acids"
    )


def test_either_sets_opposites_against_each_other() -> None:
    found = run(terms.either, CELLS)
    assert {made.about for made in found} == {"active transport", "passive transport"}
    item = about(found, "active transport").item
    assert isinstance(item, ChoiceItem)
    assert "fit active transport or passive transport?" in item.question or (
        "fit passive transport or active transport?" in item.question
    )
    assert len(item.choices) == 2


def test_matching_takes_four_that_no_word_gives_away() -> None:
    made, *_ = run(terms.matching, CELLS)
    assert isinstance(made.item, MatchingItem)
    assert len(made.item.pairs) == 4
    assert check(made, SCIENCE) is None


def test_a_cut_description_that_fits_a_neighbour_is_not_asked() -> None:
    course, section = one_section(
        "",
        Term(name="lottery draw", definition="way to choose a sample of many people. Everybody has a number."),
        Term(name="quota draw", definition="way to choose a sample of many people. Each group has its share."),
        Term(name="census", definition="count of every person and house in a whole country"),
        Term(name="survey", definition="list of questions that people answer on paper"),
    )  # fmt: skip
    assert {m.about for m in run(terms.which_term, section, course)} <= {"census", "survey"}


def test_terms_of_one_description_are_never_options_of_one_question() -> None:
    course, section = one_section(
        "",
        *(
            Term(name=f"{name} muscle", definition="muscle that moves the thigh at the hip")
            for name in ("abductor", "adductor", "upper", "lower")
        ),
        Term(name="pelvis", definition="ring of bones between the spine and the legs"),
        Term(name="femur", definition="long bone between the hip and the knee"),
    )
    for make in (terms.which_term, terms.which_description, terms.either, terms.matching):
        for made in run(make, section, course):
            assert "muscle" not in str(made.item) or made.about == "pelvis"


def test_several_concepts_of_a_section_are_told_apart() -> None:
    found = run(terms.which_term, FORCES)
    assert about(found, "friction").concepts == ("forces-as-such",)
    assert set(about(run(terms.which_term, CELLS), "osmosis").concepts) == {"cells"}


def test_spanish() -> None:
    item = about(run(terms.which_term, CENTRO, ESTADISTICA), "moda").item
    assert item.question.startswith("¿A qué término corresponde la descripción «valor que aparece")
    false = [
        m.item for seed in range(20) for m in run(statements.true_false, CENTRO, ESTADISTICA, seed)
    ]
    assert "La varianza disminuye con la distancia de los datos a la media." in {
        item.question for item in false if isinstance(item, TrueFalseItem) and not item.answer
    }


# ---- statements --------------------------------------------------------------------------------


def falsehoods(course: Course, section: Section) -> dict[str, str]:
    """Every false statement that some seed makes, with what it rests on."""
    found = [m for seed in range(30) for m in run(statements.true_false, section, course, seed)]
    return {
        made.item.question: made.evidence
        for made in found
        if isinstance(made.item, TrueFalseItem) and not made.item.answer
    }


@pytest.mark.parametrize(
    ("sentence", "false"),
    [
        ("A bump increases the pressure of the fluid.", "A bump decreases the pressure of the fluid."),
        ("A **bump** is a wave with an abrupt upward turn.", "A bump is a wave with an abrupt downward turn."),
        ("A **bump** is a wave with a decrease of speed.", "A bump is a wave with an increase of speed."),
        ("A **bump** consists of three waves in a row.", None),  # another number, whichever
        ("A **bump** is not a wave of the usual form.", "A bump is a wave of the usual form."),
    ],
)  # fmt: skip
def test_edits_turn_the_meaning(sentence: str, false: str | None) -> None:
    bump = Term(name="bump", definition="wave of a form with a turn, a speed, in a row of waves")
    found = falsehoods(*one_section(sentence, bump))
    if false is None:
        assert found
        assert all(
            text != sentence.replace("*", "") and "waves in a row." in text for text in found
        )
        return
    assert list(found) == [false]


@pytest.mark.parametrize(
    "sentence",
    [
        "A bump may increase the pressure of the fluid.",
        "A **bump** is made of two or more waves in a row.",
        "A bump increases the speed and decreases the pressure.",
        "A bump does not increase the pressure of the fluid.",
        "A bump is not a nice thing to think about.",
    ],
)
def test_what_would_not_surely_be_false_is_left(sentence: str) -> None:
    bump = Term(name="bump", definition="wave of a form with a turn, a speed, in a row of waves")
    assert falsehoods(*one_section(sentence, bump)) == {}


def test_a_definition_is_said_of_its_neighbour_with_its_article() -> None:
    course, section = one_section(
        "An **axon** is a long fiber that carries signals away from the cell. A **dendrite** is a "
        "short branch that takes up signals from a neighbor. **Myelin** is fat around a fiber.",
        Term(name="axon", definition="long fiber that carries signals away from the cell"),
        Term(name="dendrite", definition="short branch that takes up what other cells say"),
        Term(name="myelin", definition="fat that is wrapped around a fiber of the cell"),
    )
    found = falsehoods(course, section)
    assert "A dendrite is a long fiber that carries signals away from the cell." in found
    assert "An axon is a short branch that takes up signals from a neighbor." in found
    assert not any("myelin" in text.lower() for text in found)  # it takes no article


def test_contrasts_are_exchanged() -> None:
    false = (
        "Passive transport is movement through a membrane that uses energy, while active transport "
        "is movement through a membrane that uses no energy."
    )
    assert false in falsehoods(SCIENCE, CELLS)


def test_a_word_within_a_terms_name_is_not_turned() -> None:
    course, section = one_section(
        "A **mirror** is a body that shows total internal reflection of light.",
        Term(name="mirror", definition="body that shows reflection of all light"),
        Term(
            name="total internal reflection", definition="throwing back of every ray within glass"
        ),
    )
    assert falsehoods(course, section) == {}


def test_cloze_and_its_choice() -> None:
    found = run(statements.cloze, CELLS)
    item = about(found, "vacuole").item
    assert isinstance(item, ClozeItem)
    assert item.question == "A(n) {{1}} is a bag of fluid which stores water and waste."
    assert item.blanks[0][0] == "vacuole"
    assert "The vacuole may also store color." not in {made.evidence for made in found}
    item = about(run(statements.completes, CELLS), "vacuole").item
    assert isinstance(item, ChoiceItem)
    assert "A(n) \\_\\_\\_\\_ is a bag of fluid" in item.question


def test_statements_that_can_only_be_true_come_last() -> None:
    course, section = one_section(
        "A **wedge** is a body with one thin end and a thick back.",
        Term(name="wedge", definition="body with one thin end and a thick back"),
    )
    assert run(statements.true_false, section, course) == []
    (made,) = run(statements.true_definitions, section, course)
    assert isinstance(made.item, TrueFalseItem)
    assert made.item.answer


# ---- tables and steps --------------------------------------------------------------------------


def test_rows_about_key_terms() -> None:
    found = run(tables.which_row, CELLS)
    item = about(found, "Ribosome").item
    assert isinstance(item, ChoiceItem)
    assert item.question == (
        "Parts of a Cell and Their Work: which part fits?\n\nMain work: Assembles proteins"
    )
    assert not any("Example:" in made.item.question for made in found)


def test_rows_about_anything_else_are_left() -> None:
    rows = "".join(f"| Town {n} | It has a church and a market {n} |\n" for n in "abcd")
    course, section = one_section(
        f"**Table 1** **Towns**\n\n| Town | What it has |\n| --- | --- |\n{rows}"
    )
    assert run(tables.which_row, section, course) == []


def test_columns_that_set_two_things_against_each_other() -> None:
    course, section = one_section(
        "**Table 1** **Open and Closed Shops**\n\n| Open shop | Closed shop |\n| --- | --- |\n"
        "| Lets people in | Keeps people out |\n| Sells its goods | Counts its goods |\n"
    )
    found = run(tables.which_column, section, course)
    assert len(found) == 2
    item = found[0].item
    assert isinstance(item, ChoiceItem)
    assert item.question.startswith("Open and Closed Shops: which of the two fits “")
    assert {choice.text for choice in item.choices} == {"Open shop", "Closed shop"}


def test_steps_are_put_in_order_without_the_words_that_tell_it() -> None:
    (made,) = run(steps.in_order, CELLS)
    assert isinstance(made.item, OrderingItem)
    assert made.item.question == "Put the steps in order: How a cell divides"
    assert made.item.steps == (
        "The code in the nucleus is copied.",
        "The two copies move apart.",
        "The cell is pinched in two.",
    )
    assert check(made, SCIENCE) is None


@pytest.mark.parametrize(
    "text",
    [
        "These are the rules:\n\n1. First, be kind.\n2. Then, be fair.\n3. Be there.\n",
        "Take the following steps:\n\n1. Be kind.\n2. Be fair.\n3. Be there.\n",
    ],
)
def test_lists_without_a_sure_order_are_left(text: str) -> None:
    course, section = one_section(text)
    assert run(steps.in_order, section, course) == []


# ---- numbers -----------------------------------------------------------------------------------


def seeds(make: Callable[[int], list[Generated]], wanted: str) -> Iterator[Generated]:
    for seed in range(12):
        yield from (made for made in make(seed) if made.about == wanted)


def test_an_equation_gets_other_numbers_and_their_solution() -> None:
    for made in seeds(lambda seed: run(algebra.algebra, FORCES, seed=seed), "line"):
        item = made.item
        assert isinstance(item, NumericItem)
        assert item.question.startswith("Solve for $x$:\n\n$")
        left, _, right = item.question.split("$")[-2].partition("=")
        slope, _, rest = left.partition("x+")
        assert int(slope) * int(item.answer) + int(rest) == int(right)
        assert item.answer != "5"
        assert "both sides are" in item.solution
        assert made.evidence == "$3x+5=20$"
        assert check(made, SCIENCE) is None


def test_a_pattern_stays_a_pattern() -> None:
    answers = set()
    for made in seeds(lambda seed: run(algebra.algebra, FORCES, seed=seed), "binomial"):
        assert isinstance(made.item, AlgebraItem)
        answers.add(made.item.answer)
        assert made.item.answer.startswith("$x^{2} - ")
    assert len(answers) > 1
    assert "$x^{2} - 9$" not in answers


def test_a_told_problem_gets_other_numbers() -> None:
    found = list(seeds(lambda seed: run(worked.worked, FORCES, seed=seed), "train"))
    assert found
    for made in found:
        item = made.item
        assert isinstance(item, NumericItem)
        words = item.question.replace(",", "").split()
        distance, hours = float(words[3]), float(words[6])
        assert (distance, hours) != (150, 2.5)
        assert float(item.answer) == pytest.approx(distance / hours, rel=0.02)
        assert item.unit == "km/h"
        assert f"{words[3]}" in item.solution
        assert check(made, SCIENCE) is None


def test_an_examples_title_may_stand_beside_its_number() -> None:
    text = FORCES.text.replace("**Example 2.1**\n\n**A Sled**", "**Example 2.1: A Sled**")
    section = FORCES.model_copy(update={"text": text, "items": ()})
    unit = SCIENCE.units[1].model_copy(update={"sections": (section,)})
    course = SCIENCE.model_copy(update={"units": (unit,)})
    assert any("sled" in made.item.question for made in run(worked.worked, section, course))


def test_worked_examples_of_the_text_are_used_too() -> None:
    found = list(seeds(lambda seed: run(worked.worked, FORCES, seed=seed), "Example 2.1"))
    assert found
    for made in found:
        assert isinstance(made.item, NumericItem)
        assert made.item.unit == "m/s^2"
        assert "24 N" not in made.item.question
        assert "What is its acceleration?" in made.item.question


@pytest.mark.parametrize(
    ("question", "solution"),
    [
        ("It goes 150 km in 2.5 h. How far and how fast? Why?", "$v=\\frac{150}{2.5}=60$"),
        ("Is 150 km in 2.5 h faster than a horse?", "$v=\\frac{150}{2.5}=60$"),
        ("It goes 150 km in 2.5 h. What is its speed?", "$v=\\frac{150}{2.5}=61$"),
        ("It goes 150 km in 2.5 h, twice 75 km. What is its speed?", "$v=\\frac{150}{2.5}=60$"),
        ("Of 60 people 59 go 150 km in 2.5 h. What is 60?", "$v=\\frac{150}{2.5}=60$"),
        ("It goes 150 km in 2.5 h. What is its speed?", "$v^2=\\frac{150}{2.5}=60$"),
    ],
)
def test_problems_that_a_computation_does_not_solve_are_left(question: str, solution: str) -> None:
    item = NumericItem(id="i", question=question, answer="60", solution=solution)
    section = Section(id="s", title="S", items=(item,))
    course = Course(id="c", title="C", units=(Unit(id="u", title="U", sections=(section,)),))
    assert run(worked.worked, section, course) == []
