"""What is read of a course before anything is asked: terms, statements, tables, siblings."""

from __future__ import annotations

import pytest

from knowledge.course import Course, Section, Term, Unit
from knowledge.generation.languages import LANGUAGES, language_of
from knowledge.generation.material import Material, material_of
from knowledge.generation.siblings import fits_too, says_the_same, told_apart
from knowledge.generation.tables import tables
from knowledge.generation.terms import TermFact, describe, kind_of
from knowledge.generation.words import kin, line, plain, spelt_out, within
from tests.knowledge.generation.courses import CELLS, ESTADISTICA, SCIENCE

ENGLISH, SPANISH = LANGUAGES["en"], LANGUAGES["es"]


def of(*terms: Term, text: str = "", language: str = "en") -> Material:
    section = Section(id="s", title="S", text=text, terms=terms)
    units = (Unit(id="u", title="U", sections=(section,)),)
    return Material(Course(id="c", title="C", language=language, units=units))


def named(name: str, material: Material | None = None) -> TermFact:
    (fact,) = (material or material_of(SCIENCE)).named(name)
    return fact


# ---- terms -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("the time for one full turn; see also frequency", "time for one full turn"),
        ("A push or a pull. It has a direction.", "push or a pull"),
        ("rule of thumb by B. F. Skinner on rewards", "rule of thumb by B. F. Skinner on rewards"),
        ("T, the unit of magnetic field strength", "unit of magnetic field strength"),
        ("$(\\text{kW} \\cdot h)$ unit of energy on bills", "unit of energy on bills"),
        ("water, air and other fluids", "water, air and other fluids"),
        ("one-eyed cue (also called monocular) to depth", "one-eyed cue to depth"),
        ("**bold** word for a *kind* of [link](https://x.org)", "bold word for a kind of link"),
        ("loop of wire in a field; turns when current flows", "loop of wire in a field; turns when current flows"),
        ("loop of bent copper wire in a magnetic field; it turns", "loop of bent copper wire in a magnetic field"),
    ],
)  # fmt: skip
def test_a_definition_is_cut_to_what_it_is(definition: str, expected: str) -> None:
    assert describe(definition, ENGLISH) == expected


def test_spanish_descriptions_keep_their_article() -> None:
    assert (
        describe("la suma de todos los datos; véase media", SPANISH) == "la suma de todos los datos"
    )


@pytest.mark.parametrize(
    "definition",
    [
        "see mass",  # says nothing
        "$m$, measured in kilograms of some standard body",  # goes on from a symbol
        "has these parts: a head. It has legs, too.",  # a list that was cut
        "body that is heavier than a stone or a stick or",  # ends in the middle
        "heavy thing on legs that is known as a body",  # says itself
        "heaviest part of the of the whole animal",
        "word " * 60,
    ],
)
def test_definitions_that_make_no_question_are_left_out(definition: str) -> None:
    assert of(Term(name="body", definition=definition)).facts == []


def test_a_term_goes_by_all_its_names() -> None:
    material = of(Term(name="central nervous system (CNS)", definition="brain and spinal cord of an animal", accepted=("neuraxis",)))  # fmt: skip
    (fact,) = material.facts
    assert fact.name == "central nervous system"
    assert fact.names == ("central nervous system", "CNS", "neuraxis")
    assert material.named("cns") == material.named("Neuraxis") == [fact]


@pytest.mark.parametrize(
    ("description", "kind"),
    [
        ("person who studies rocks", "person"),
        ("study of the mind", "field"),
        ("taking away a pleasant stimulus", "doing"),
        ("to take away", "to do"),
        ("associated with the body", "quality"),
        ("when two waves meet", "clause"),
        ("looks like a graph of lines", "clause"),
        ("energy of a closed system is constant", "statement"),
        ("energy that is carried by waves", "thing"),
        ("point at which two forces are equal", "thing"),
        ("mental picture of a maze", "thing"),
        ("something that moves", "thing"),
    ],
)
def test_what_kind_of_thing_is_described(description: str, kind: str) -> None:
    assert kind_of(description, ENGLISH) == kind


def test_a_section_without_a_list_defines_its_terms_in_bold() -> None:
    text = (
        "A **lever** is a stiff bar that turns about a fixed point. **Pulleys** are wheels with a rope "
        "around them. This is a **wedge**. A **screw** is also called something else here."
    )
    material = of(text=text)
    found = {fact.name: fact.description for fact in material.facts}
    assert found == {
        "lever": "stiff bar that turns about a fixed point",
        "Pulleys": "wheels with a rope around them",
    }
    assert material.facts[0].evidence.startswith("A **lever** is")


@pytest.mark.parametrize(
    ("name", "language", "plural"),
    [
        ("neurons", ENGLISH, True),
        ("schedules of reinforcement", ENGLISH, True),
        ("theory of waves", ENGLISH, False),
        ("physics", ENGLISH, False),
        ("data", ENGLISH, True),
        ("medidas de centro", SPANISH, True),
        ("análisis de datos", SPANISH, False),
    ],
)
def test_number(name: str, language: object, plural: bool) -> None:
    assert language.plural(name) is plural  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "gender"),
    [("problema", "m"), ("desviación típica", "f"), ("rango", "m"), ("media", "f"), ("día", "m")],
)
def test_gender(name: str, gender: str) -> None:
    assert SPANISH.gender(name) == gender


def test_languages_by_their_code() -> None:
    assert language_of("es-MX") is SPANISH
    assert language_of("fr").code == "fr"
    assert not language_of("fr").needs_context.search("this")


# ---- siblings ----------------------------------------------------------------------------------


def test_siblings_are_the_nearest_of_the_same_kind() -> None:
    material = material_of(SCIENCE)
    names = [fact.name for fact in material.siblings(named("osmosis"))]
    assert names[0] in ("diffusion", "passive transport", "active transport")
    assert not {"osmosis", "friction", "weight"} & set(names)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("phase of the cycle with rest", "phase of the cycle with work", False),
        ("things that are close tend to be seen as a group", "things that are alike tend to be seen as a group", False),
        ("movement of water through a membrane", "water's movement through a thin membrane", True),
        ("adding a stimulus to increase a behavior", "adding a stimulus to decrease a behavior", False),
        ("movement that uses energy", "movement that uses no energy", False),
    ],
)  # fmt: skip
def test_descriptions_that_say_the_same(one: str, two: str, expected: bool) -> None:
    assert says_the_same(one.split(), two.split(), ENGLISH) is expected
    assert says_the_same(two.split(), one.split(), ENGLISH) is expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("formal group", "informal group", True),
        ("anterograde loss", "retrograde loss", True),
        ("intrinsic worth", "extrinsic worth", True),
        ("fixed rate", "variable rate", True),
        ("social mobility", "structural mobility", False),
    ],
)
def test_opposites(one: str, two: str, expected: bool) -> None:
    assert told_apart(one.split(), two.split(), ENGLISH) is expected


def test_a_wider_term_fits_too() -> None:
    material = of(
        Term(name="disorder of the mind", definition="condition of abnormal thoughts and feelings"),
        Term(name="mood disorder", definition="disorder with severe changes in how somebody feels"),
        Term(name="habit", definition="pattern of behavior that is learned by doing"),
    )
    wide, narrow, other = material.facts
    assert fits_too(narrow, wide, ENGLISH)
    assert not fits_too(narrow, other, ENGLISH)


# ---- statements --------------------------------------------------------------------------------


def statements(text: str, *terms: Term, language: str = "en") -> dict[str, tuple[bool, bool, bool]]:
    material = of(*terms, text=text, language=language)
    found = material.sections["s"].about_terms
    return {s.text: (s.defines, s.unique, s.clear) for s in found}


WAVE = Term(name="wave", definition="disturbance that carries energy from one place to another")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A **wave** is a disturbance that carries energy and no mass.", (True, True, True)),
        ("A wave is a disturbance that may carry energy.", (True, False, False)),
        ("A wave carries energy from a place to another, as it were.", (True, False, False)),
        ("The wave has two crests and one trough.", (False, False, False)),
        ("A wave is a concept of physics and music.", (False, False, True)),
        ("This wave is a disturbance that carries energy.", None),
        ("A wave is what you see in Figure 2.1 every time.", None),
        ("A wave changes what José thinks of water.", None),
        ("Waves of the sea: a disturbance that carries energy.", None),
        ("The wave length differs from sea to sea.", None),
        ("A wave is seen in 1969 by somebody at sea.", None),
        ("The wave carries energy upward, so $a$ is negative.", None),
        ("A **wave** carries energy from place to place at the speed $v$.", (True, True, True)),
    ],
)
def test_which_statements_can_be_judged(
    sentence: str, expected: tuple[bool, bool, bool] | None
) -> None:
    found = list(statements(sentence, WAVE).values())
    assert found == ([expected] if expected else [])


def test_captions_tell_of_their_figure_unless_they_define() -> None:
    text = (
        "**Figure 1.1** Waves at sea. A wave is a disturbance that carries energy and no mass. "
        "The wave is higher at the left end of the sea.\n\nThe wave is higher at night than at noon."
    )
    assert list(statements(text, WAVE)) == [
        "A wave is a disturbance that carries energy and no mass.",
        "The wave is higher at night than at noon.",
    ]


def test_statements_in_spanish() -> None:
    onda = Term(name="onda", definition="perturbación que lleva energía de un lugar a otro")
    found = statements("La **onda** es una perturbación que lleva energía y ninguna masa.", onda, language="es")  # fmt: skip
    assert list(found.values()) == [(True, True, True)]


# ---- tables ------------------------------------------------------------------------------------


def test_tables_have_captions_headers_and_rows() -> None:
    (table,) = tables(CELLS.text)
    assert table.caption == "Parts of a Cell and Their Work"
    assert table.header == ("Part", "Main work", "Example")
    assert table.rows[1] == ("Ribosome", "Assembles proteins", "Liver")
    assert table.lines[1] == "| Ribosome | Assembles proteins | Liver |"


def test_what_is_no_table_is_left_out() -> None:
    assert list(tables("| a | b |\n| c | d |\n| e | f |\n")) == []
    (odd,) = tables("Lead.\n\n| a \\| b | c |\n| --- | --- |\n| 1 | 2 |\n| 1 | 2 | 3 |\n")
    assert (odd.caption, odd.header, odd.rows) == ("", ("a | b", "c"), (("1", "2"),))


# ---- words -------------------------------------------------------------------------------------


def test_plain_keeps_formulas_and_prices() -> None:
    text = (
        "**Bold** and *it*, $a_1 * b_2$, \\$5, [a link](https://x.org), *mc*² and snake_case_name"
    )
    assert plain(text) == "Bold and it, $a_1 * b_2$, \\$5, a link, mc² and snake_case_name"


def test_lines_fold_typography() -> None:
    assert line("“The **Skinner box**” – it’s 2.5 m!") == "the skinner box it 2.5 m"


def test_words_of_one_root() -> None:
    assert kin(["holographi"], ["hologram"]) == {"holographi"}
    assert kin(["addit"], ["add"]) == {"addit"}
    assert kin(["thermoregul"], ["regul"]) == {"thermoregul"}
    assert kin(["superforc"], ["forc"]) == {"superforc"}
    assert kin(["nuclear"], ["nuclei"]) == {"nuclear"}
    assert kin(["noncontradict"], ["contradictori"]) == {"noncontradict"}
    assert kin(["intern"], ["interf"]) == set()
    assert kin(["uv"], ["uv"]) == {"uv"}
    assert within(("ribosome",), ("two", "ribosomes")) and not within((), ("a",))


@pytest.mark.parametrize(
    ("short", "text", "expected"),
    [
        ("MACHOs", "massive compact halo objects of the galaxy", "MACHO"),
        ("SI units", "the International System of units", "SI"),
        ("mtMRCA", "mitochondrial most recent common ancestor", "mtMRCA"),
        ("DNA", "deoxyribonucleic acid", ""),
        ("ATP", "a molecule that carries energy in the cell", ""),
        ("massive objects", "massive compact halo objects", ""),
    ],
)
def test_acronyms_are_spelt_out(short: str, text: str, expected: str) -> None:
    assert spelt_out(short, text) == expected


def test_a_course_is_prepared_once() -> None:
    assert material_of(SCIENCE) is material_of(SCIENCE)
    assert material_of(ESTADISTICA) is not material_of(SCIENCE)
