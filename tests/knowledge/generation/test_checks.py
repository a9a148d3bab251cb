"""Every check turns down what it is for, and lets pass what is like it and good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from knowledge.course import (
    Choice,
    ChoiceItem,
    ClozeItem,
    Course,
    MatchingItem,
    NumericItem,
    Pair,
    ShortAnswerItem,
    TrueFalseItem,
    Unit,
)
from knowledge.generation import Generated, Rejection, check, tally
from knowledge.generation.checks.reading import broken_markup
from tests.knowledge.generation.courses import CELLS, FORCES, SCIENCE, choice, made

OSMOSIS = "Osmosis is the movement of water through a membrane toward more dissolved salt."
GOOD = choice("mitochondrion", "ribosome", "vacuole")


def reason(item: Generated, course: Course = SCIENCE, **more: Any) -> str | None:
    rejection = check(item, course, **more)
    return rejection and rejection.reason


def statement(question: str, answer: bool, evidence: str = OSMOSIS) -> Generated:
    return made(TrueFalseItem, question=question, answer=answer, evidence=evidence)


def test_a_good_item_passes() -> None:
    assert reason(GOOD) is None
    assert reason(statement(OSMOSIS, True)) is None
    false = OSMOSIS.replace("more dissolved", "less dissolved")
    assert reason(statement(false, False)) is None
    cloze = made(
        ClozeItem, question=OSMOSIS.replace("Osmosis", "{{1}}"), blanks=(("osmosis",),), evidence=OSMOSIS
    )  # fmt: skip
    assert reason(cloze) is None


# ---- evidence ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "evidence",
    [
        "a  **mitochondrion** is a small\norgan of the cell",  # typography and case are overlooked
        "mitochondrion: small organ of the cell that turns sugar into energy; also called power house",
    ],
)
def test_evidence_is_found_whatever_its_typography(evidence: str) -> None:
    item = choice("mitochondrion", "ribosome", "vacuole", evidence=evidence.replace("\n", " "))
    assert reason(item) is None


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ("A mitochondrion makes sugar out of energy.", "evidence_missing"),
        ("A mitochondrion is a small organ of the", None),
        ("A mitochondrion is a small organ of thes", "evidence_missing"),
        (" \n ", "evidence_missing"),
        ("Which part guards the genetic code of a cell?", "exercise_text"),
        ("A vacuole is a bag of fluid which stores water and waste.", "evidence_unsupportive"),
    ],
)
def test_evidence_must_stand_in_the_text_and_show_the_key(
    evidence: str, expected: str | None
) -> None:
    assert reason(choice("mitochondrion", "ribosome", "vacuole", evidence=evidence)) == expected


def test_evidence_of_an_unknown_section_is_missing() -> None:
    elsewhere = Generated(GOOD.item, "nowhere", GOOD.evidence, "model", ())
    assert reason(elsewhere) == "evidence_missing"


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (OSMOSIS, True, None),
        (OSMOSIS.replace("more", "less"), False, None),
        (OSMOSIS, False, "also_true"),
        (OSMOSIS.replace("is the", "is not the"), True, "evidence_unsupportive"),
        ("Rivers carry water and salt toward a distant sea.", True, "evidence_unsupportive"),
        ("Rivers carry mud and stones toward a distant sea.", False, "evidence_unsupportive"),
    ],
)
def test_a_statement_is_as_true_as_its_evidence(
    question: str, answer: bool, expected: str | None
) -> None:
    assert reason(statement(question, answer)) == expected


def test_what_another_sentence_says_is_not_false() -> None:
    said = "Osmosis increases the pressure in a plant cell."
    assert reason(statement(said.replace("increases", "decreases"), False, said)) is None
    other = "A small organ of the cell builds proteins."
    evidence = "A mitochondrion is a small organ of the cell"
    assert reason(statement(other, False, evidence)) == "also_true"


# ---- one key -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "wrong", "expected"),
    [
        ("passive transport", ("facilitated flow", "osmosis"), "also_true"),  # another name
        ("active transport", ("transport", "osmosis"), "also_true"),  # a wider term
        ("active transport", ("passive transport", "osmosis"), None),  # an opposite
    ],
)
def test_no_wrong_option_is_another_name_or_a_wider_term(
    key: str, wrong: Sequence[str], expected: str | None
) -> None:
    evidence = (
        "Active transport is movement through a membrane that uses energy, while passive transport "
        "is movement through a membrane that uses no energy."
    )
    item = choice(key, *wrong, question="How are large sugars carried inside?", evidence=evidence)
    found = reason(item)
    assert found == expected


def test_no_wrong_option_says_what_the_key_says() -> None:
    question = "What happens in osmosis?"
    key = "Water moves through a membrane toward more dissolved salt"
    other = "Substances spread from crowded places to empty ones"
    same = "Through a membrane water moves where more salt is dissolved"
    opposite = "Water moves through a membrane toward less dissolved salt"
    assert reason(choice(key, opposite, other, question=question, evidence=OSMOSIS)) is None
    assert reason(choice(key, same, other, question=question, evidence=OSMOSIS)) == "also_true"


def test_what_the_course_says_of_a_wrong_option_counts() -> None:
    item = choice(
        "mitochondrion", "ribosome", "vacuole",
        question="Which small organ of the cell builds proteins from amino acids?",
    )  # fmt: skip
    assert reason(item) == "also_true"


# ---- options -----------------------------------------------------------------------------------


def test_options_of_the_same_words_are_alike() -> None:
    assert reason(choice("mitochondrion", "the vacuole", "a vacuole")) == "options_alike"


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("mitochondrion", ("12", "7")),
        ("mitochondrion", ("ribosomes and vacuoles of 3 cells", "12")),
    ],
)
def test_numbers_stand_beside_numbers(key: str, wrong: Sequence[str]) -> None:
    assert reason(choice(key, *wrong)) == "distractor_kind"


def test_terms_of_another_chapter_are_implausible() -> None:
    assert reason(choice("mitochondrion", "friction", "vacuole")) == "distractor_implausible"


def test_an_option_that_the_question_tells_of_is_ruled_out() -> None:
    question = "Beside the vacuole, which part of a muscle cell supplies usable energy?"
    assert reason(choice("mitochondrion", "ribosome", "vacuole", question=question)) == (
        "distractor_implausible"
    )


def test_words_the_section_never_uses_are_implausible() -> None:
    assert reason(choice("mitochondrion", "parliament", "vacuole")) == "distractor_implausible"


@pytest.mark.parametrize(
    ("key", "wrong", "expected"),
    [
        ("a mitochondrion that turns sugar into energy", ("fluid", "salt", "cell"), "giveaway_length"),
        ("salt", ("a membrane with much water inside it", "a bag of fluid with some waste"), "giveaway_length"),
        ("mitochondrion", ("ribosome", "nucleus"), None),
    ],
)  # fmt: skip
def test_length_gives_nothing_away(key: str, wrong: Sequence[str], expected: str | None) -> None:
    evidence = "A mitochondrion is a small organ of the cell that turns sugar into energy."
    if key == "salt":
        evidence = OSMOSIS
    assert (
        reason(choice(key, *wrong, question="Which of these is it?", evidence=evidence)) == expected
    )


@pytest.mark.parametrize(
    ("question", "key", "wrong"),
    [
        ("Energy of the cell comes from an ____ of some kind.", "organ", ("membrane", "vacuole")),
        ("Which turns sugar into energy?", "small organ", ("small bags", "round bodies")),
        ("Which makes usable energy?", "mitochondrion", ("Ribosome", "Vacuole")),
        ("Which makes usable energy?", "mitochondrion.", ("ribosome", "vacuole")),
        ("Which makes usable energy?", "organ (small)", ("ribosome", "vacuole")),
    ],
)
def test_form_gives_nothing_away(question: str, key: str, wrong: Sequence[str]) -> None:
    assert reason(choice(key, *wrong, question=question)) == "giveaway_grammar"


def test_an_article_before_a_blank_tells_how_the_answer_begins() -> None:
    text = "A mitochondrion is an {{1}} of the cell that turns sugar into energy."
    item = made(ClozeItem, question=text, blanks=(("organ",),))
    assert reason(item) == "giveaway_grammar"
    item = made(ClozeItem, question=text.replace("an {{", "a(n) {{"), blanks=(("organ",),))
    assert reason(item) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which part lets active muscles use energy?", None),
        ("What moves things actively through a membrane?", "giveaway_words"),
        ("Which kind of transporter needs energy?", "giveaway_words"),
        ("What does AT stand for, a movement that needs energy?", "giveaway_words"),
    ],
)
def test_words_of_the_question_are_not_in_the_key_alone(
    question: str, expected: str | None
) -> None:
    key = "active transport" if expected else "mitochondrion"
    evidence = "active transport: movement through a membrane that uses energy" if expected else ""
    wrong = ("osmosis", "diffusion") if expected else ("ribosome", "vacuole")
    assert reason(choice(key, *wrong, question=question, evidence=evidence)) == expected


def test_the_course_is_not_asked_for() -> None:
    item = made(
        ClozeItem,
        question="{{1}} looks at everything that small organs of the cell do.",
        blanks=(("science",),),
    )
    assert reason(item) == "trivial"


def test_no_pair_goes_together_by_a_word() -> None:
    names = {term.name: term.definition for term in CELLS.terms}
    evidence = "\n".join(
        f"{name}: {names[name]}" for name in ("vacuole", "osmosis", "active transport")
    )

    def matching(**rights: str) -> Generated:
        pairs = tuple(
            Pair(left=left.replace("_", " "), right=right) for left, right in rights.items()
        )
        return made(MatchingItem, question="Match each term with its description.", pairs=pairs, evidence=evidence)  # fmt: skip

    good = matching(
        vacuole=names["vacuole"],
        osmosis=names["osmosis"],
        active_transport=names["active transport"],
    )
    assert reason(good) is None
    told = matching(
        vacuole="bag of fluid", osmosis="movement of water", active_transport="active movement"
    )
    assert reason(told) == "giveaway_words"


# ---- reading -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which part of the cell in Figure 1.2 makes energy?", "needs_figure"),
        ("As shown below, which part makes energy?", "needs_figure"),
        ("In this graph, which part makes energy?", "needs_figure"),
        ("Which part did these researchers say makes energy?", "needs_context"),
        ("As we saw, which part makes energy?", "needs_context"),
        ("It makes energy. Which part?", "needs_context"),
        ("Which part of the next section makes energy?", "needs_context"),
        ("Which of the following makes energy in muscles?", None),
        ("Which of these makes energy in muscles?", None),
        ("Who?", "length"),
        ("Which part makes energy? " * 40, "length"),
        ("Which part makes $\\frac{energy$?", "markup"),
        ("Which part makes <b>energy</b>?", "markup"),
        ("Which part makes **energy?", "markup"),
        ("Which part makes \\alpha energy?", "markup"),
        ("Which part (and why makes energy?", "markup"),
    ],
)
def test_a_question_can_be_read_and_answered_alone(question: str, expected: str | None) -> None:
    assert reason(choice("mitochondrion", "ribosome", "vacuole", question=question)) == expected


def test_an_item_that_is_marked_as_needing_a_figure_is_turned_down() -> None:
    item = made(
        ChoiceItem, question="Which part makes energy of sugar?", needs_figure=True,
        choices=(Choice(text="mitochondrion", correct=True), Choice(text="vacuole")),
    )  # fmt: skip
    assert reason(item) == "needs_figure"


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("a price of \\$5 and $5x$", False),
        ("$a*b$", True),
        ("the force$\\text{w}$due", True),
        ("*E* = *mc*²", False),
        ("x-*axis, the value of *m", True),
        ("a {{1}} here", False),
        ("a {{b}} here", True),
        ("half of ( )", True),
    ],
)
def test_markup(text: str, broken: bool) -> None:
    assert bool(broken_markup(text)) is broken


@pytest.mark.parametrize("text", ["All of the above", "None of these", "both a and b"])
def test_options_are_not_about_options(text: str) -> None:
    assert reason(choice("mitochondrion", "ribosome", text)) == "all_of_the_above"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (choice("mitochondrion", "ribosome", "vacuole", question="What does a mitochondrion make of sugar?"), "trivial"),
        (made(ClozeItem, question="A {{1}} is a mitochondrion of the cell.", blanks=(("mitochondrion",),)), "trivial"),
        (made(ClozeItem, question="It turns {{1}} into energy, like sugars in fruit do.", blanks=(("sugar",),)), "needs_context"),
        (made(ClozeItem, question="A cell turns {{1}} into energy, sugary or not.", blanks=(("sugar",),)), "trivial"),
        (statement("A cell is small.", True, "A mitochondrion is a small organ of the cell"), "trivial"),
    ],
)  # fmt: skip
def test_what_gives_its_own_answer_is_trivial(item: Generated, expected: str) -> None:
    assert reason(item) == expected


# ---- duplicates --------------------------------------------------------------------------------


def test_the_banks_own_questions_are_not_asked_again() -> None:
    evidence = "nucleus: round body that guards the genetic code"
    question = "Which part of a cell guards its genetic code?"
    assert (
        reason(choice("nucleus", "vacuole", "ribosome", question=question, evidence=evidence))
        == "duplicate"
    )
    copied = statement("Which part guards the genetic code of a cell?", True, evidence)
    assert reason(copied) == "exercise_text"


def test_recent_items_are_not_repeated() -> None:
    again = choice("mitochondrion", "vacuole", "nucleus", question="Which part of the cell makes energy from sugar?")  # fmt: skip
    assert reason(again) is None
    assert reason(again, recent=[GOOD.item]) == "duplicate"
    assert reason(again, recent=[statement(OSMOSIS, True).item]) is None


# ---- other kinds -------------------------------------------------------------------------------


def test_numbers_and_short_answers_are_looked_up_in_the_evidence() -> None:
    evidence = "A mitochondrion is a small organ of the cell that turns sugar into energy."
    right = made(ShortAnswerItem, question="What does a mitochondrion do?", answer="turns sugar into energy", evidence=evidence)  # fmt: skip
    assert reason(right) is None
    wrong = made(ShortAnswerItem, question="What does a mitochondrion do?", answer="reads letters aloud", evidence=evidence)  # fmt: skip
    assert reason(wrong) == "evidence_unsupportive"
    number = made(NumericItem, question="How many membranes has a mitochondrion?", answer="17", evidence=evidence)  # fmt: skip
    assert reason(number) == "evidence_unsupportive"


def test_a_language_nobody_described_is_checked_by_form() -> None:
    course = Course(id="fr", title="Cellules", language="fr", units=(Unit(id="u", title="U", sections=(CELLS,)),))  # fmt: skip
    assert reason(choice("mitochondrion", "ribosome", "vacuole"), course) is None
    assert reason(choice("mitochondrion", "ribosome", "12"), course) == "distractor_kind"


def test_rejections_are_counted_by_reason() -> None:
    found = [Rejection("length"), Rejection("markup"), Rejection("length", "7 characters")]
    assert tally(found) == {"length": 2, "markup": 1}
    assert FORCES.id not in tally([])
