"""Generating as a whole: checked, mixed, the same for the same seed, whatever the course."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.course import ChoiceItem, Course, MultipleChoiceItem, Section, Term, Unit
from knowledge.generation import SOURCES, Generated, attempts, check, generate
from tests.knowledge import strategies
from tests.knowledge.generation.courses import CELLS, CENTRO, ESTADISTICA, FORCES, SCIENCE

SECTIONS = [(SCIENCE, CELLS), (SCIENCE, FORCES), (ESTADISTICA, CENTRO)]


def items(course: Course, section: Section, seed: object = 1, **more: object) -> list[Generated]:
    return list(generate(course, section, rng=random.Random(str(seed)), **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(("course", "section"), SECTIONS)
@pytest.mark.parametrize("seed", range(3))
def test_everything_passes_every_check(course: Course, section: Section, seed: int) -> None:
    found = items(course, section, seed)
    assert len(found) >= 3
    for number, made in enumerate(found):
        recent = [earlier.item for earlier in found[:number]]
        assert check(made, course, recent=recent) is None
        assert made.section_id == section.id
        assert made.source in SOURCES
        assert made.concepts


def test_a_section_with_terms_and_text_gives_a_quiz_of_several_kinds() -> None:
    found = items(SCIENCE, CELLS, limit=5)
    assert len(found) == 5
    assert len({made.item.kind for made in found}) >= 3


@pytest.mark.parametrize(("course", "section"), SECTIONS)
def test_the_same_seed_gives_the_same_items(course: Course, section: Section) -> None:
    assert items(course, section, 7) == items(course, section, 7)
    assert items(course, section, 7) != items(course, section, 8)


def test_an_item_has_its_id_by_its_content() -> None:
    by_id: dict[str, str] = {}
    for seed in range(8):
        for made in items(SCIENCE, CELLS, seed):
            assert by_id.setdefault(made.item.id, made.item.model_dump_json()) == (
                made.item.model_dump_json()
            )


def test_the_keys_place_tells_nothing() -> None:
    places = {0, 1, 2, 3}
    found = {
        [choice.correct for choice in made.item.choices].index(True)
        for seed in range(8)
        for made in items(SCIENCE, CELLS, seed)
        if isinstance(made.item, ChoiceItem) and len(made.item.choices) == 4
    }
    assert found == places


def test_kinds_limit_and_recent_are_heeded() -> None:
    assert {made.item.kind for made in items(SCIENCE, CELLS, kinds={"true_false"})} == {
        "true_false"
    }
    assert items(SCIENCE, CELLS, limit=0) == []
    first = items(SCIENCE, CELLS, 3)
    again = items(SCIENCE, CELLS, 4, recent=[made.item for made in first])
    assert not {made.item.id for made in first} & {made.item.id for made in again}
    assert len(again) < len(first)


def test_what_is_turned_down_is_told() -> None:
    found = list(attempts(SCIENCE, CELLS, rng=random.Random(1)))
    reasons = {rejection.reason for _, rejection in found if rejection}
    assert "duplicate" in reasons
    assert sum(rejection is None for _, rejection in found) == len(
        list(generate(SCIENCE, CELLS, rng=random.Random(1)))
    )


@pytest.mark.parametrize(
    "section", [Section(id="none", title="Nothing"), Section(id="elsewhere", title="Not of it", text="A b.")]
)  # fmt: skip
def test_nothing_comes_of_nothing(section: Section) -> None:
    course = Course(id="c", title="C", units=(Unit(id="u", title="U", sections=(Section(id="none", title="Nothing"),)),))  # fmt: skip
    assert items(course, section) == []


def test_a_language_nobody_described_gives_nothing() -> None:
    course = SCIENCE.model_copy(update={"language": "fr"})
    assert items(course, CELLS) == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.courses(), st.integers(0, 9))
def test_whatever_the_course(course: Course, seed: int) -> None:
    for section in course.sections():
        for made in items(course, section, seed):
            assert check(made, course) is None
            item = made.item
            if isinstance(item, ChoiceItem | MultipleChoiceItem):
                options = [" ".join(choice.text.split()).casefold() for choice in item.choices]
                assert len(set(options)) == len(options)
                assert sum(choice.correct for choice in item.choices) == 1


_NAMES = st.sampled_from(
    "axon,dendrite,soma,synapse,inner cortex,outer cortex,active gland,passive gland".split(",")
)
_SAID = st.lists(
    st.sampled_from(
        "fiber signal cell fat gap branch body small long inner outer of the brain no".split()
    ),
    min_size=3,
    max_size=6,
).map(" ".join)


@st.composite
def taught(draw: st.DrawFn) -> Course:
    """Courses whose terms are alike enough to be mixed up, for better or worse."""
    listed = draw(
        st.lists(st.tuples(_NAMES, _SAID), min_size=3, max_size=8, unique_by=lambda p: p[0])
    )
    terms = tuple(Term(name=name, definition=said) for name, said in listed)
    text = " ".join(f"A **{name}** is a {said}." for name, said in listed)
    section = Section(id="s", title="S", text=text, terms=terms)
    return Course(id="c", title="C", units=(Unit(id="u", title="U", sections=(section,)),))


@settings(max_examples=60, deadline=None)
@given(taught(), st.integers(0, 99))
def test_however_the_terms_are_alike(course: Course, seed: int) -> None:
    (section,) = course.sections()
    found = items(course, section, seed)
    for number, made in enumerate(found):
        recent = [earlier.item for earlier in found[:number]]
        assert check(made, course, recent=recent) is None
        if isinstance(made.item, ChoiceItem):
            assert len(made.item.key) == 1
    assert found == items(course, section, seed)
