"""References within a course can be walked safely once it is mended."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.course import ChoiceItem, Concept, Course, Section, Unit
from knowledge.soundness import bad_edges, mended

names = [f"n{number}" for number in range(6)]
graphs = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from([*names, "nowhere"]), max_size=3) for name in names}
)


def course(sections: dict[str, list[str]], concepts: dict[str, list[str]]) -> Course:
    return Course(
        id="c",
        title="C",
        units=(
            Unit(
                id="u",
                title="U",
                sections=tuple(
                    Section(
                        id=name,
                        title=name,
                        prerequisites=tuple(before),
                        concepts=(
                            Concept(id=name, title=name, prerequisites=tuple(concepts[name])),
                        ),
                    )
                    for name, before in sections.items()
                ),
            ),
        ),
    )


def has_cycle(graph: dict[str, tuple[str, ...]]) -> bool:
    """Kahn: whatever can't be taken off lies on or behind a circle."""
    left = dict(graph)
    while free := [name for name, before in left.items() if not set(before) & set(left)]:
        for name in free:
            del left[name]
    return bool(left)


@given(graphs, graphs)
def test_a_mended_course_has_neither_gaps_nor_circles(
    sections: dict[str, list[str]], concepts: dict[str, list[str]]
) -> None:
    broken = course(sections, concepts)
    sound = mended(broken)
    assert bad_edges(sound) == []
    graph = {section.id: section.prerequisites for section in sound.sections()}
    assert not has_cycle(graph)
    assert not has_cycle({c.id: c.prerequisites for s in sound.sections() for c in s.concepts})
    if not bad_edges(broken):
        assert sound is broken


def test_a_circle_is_told_from_where_it_closes() -> None:
    found = bad_edges(course({"a": ["b"], "b": ["a"], "c": ["c"]}, {"a": [], "b": [], "c": []}))
    assert [(edge.id, edge.cycle) for edge in found] == [
        ("b", ("a", "b", "a")),
        ("c", ("c", "c")),
    ]


def test_items_practise_concepts_that_exist() -> None:
    item = ChoiceItem(
        id="q",
        question="?",
        concepts=("n0", "gone"),
        choices=({"text": "a", "correct": True}, {"text": "b"}),  # type: ignore[arg-type]
    )
    section = Section(id="n0", title="N", items=(item,))
    broken = Course(id="c", title="C", units=(Unit(id="u", title="U", sections=(section,)),))
    ((_, mended_item),) = mended(broken).items()
    assert mended_item.concepts == ("n0",)
