"""The graph of concepts: what practises them and what comes before."""

from __future__ import annotations

import pytest

from knowledge.concepts import ConceptGraph
from knowledge.course import Concept, Course, Item, Section, TrueFalseItem, Unit


def item(name: str, *concepts: str) -> Item:
    return TrueFalseItem(id=name, question=f"{name}?", answer=True, concepts=concepts)


def course(*sections: Section) -> Course:
    return Course(id="c", title="C", units=(Unit(id="u", title="U", sections=sections),))


def section(
    name: str, *concepts: Concept, after: str = "", items: tuple[Item, ...] = ()
) -> Section:
    return Section(
        id=name, title=name.title(), concepts=concepts, prerequisites=tuple(after.split()), items=items
    )  # fmt: skip


def concept(name: str, after: str = "") -> Concept:
    return Concept(id=name, title=f"Do {name}", prerequisites=tuple(after.split()))


def before(graph: ConceptGraph, name: str) -> list[str]:
    return [node.id for node in graph.before(name)]


def test_a_section_without_concepts_is_one() -> None:
    graph = ConceptGraph(course(section("a", items=(item("i"),)), section("b", after="a")))
    assert list(graph.nodes) == ["a", "b"]
    assert [each.id for _, each in graph.nodes["a"].items] == ["i"]
    assert graph.nodes["b"].before == ("a",)
    assert graph.nodes["a"].title == "A"


def test_a_concept_takes_its_own_prerequisites_before_its_sections() -> None:
    graph = ConceptGraph(
        course(
            section("a", concept("x"), concept("y", after="x")),
            section("b", concept("z", after="x"), concept("w"), after="a"),
        )
    )
    assert graph.nodes["z"].before == ("x",)
    assert graph.nodes["w"].before == ("x", "y")
    assert before(graph, "w") == ["x", "y"]
    assert [node.id for node in graph.in_sections(["b"])] == ["z", "w"]


def test_items_of_other_sections_practise_it_too() -> None:
    graph = ConceptGraph(
        course(section("a", concept("x")), section("b", concept("y"), items=(item("i", "x", "y"),)))
    )
    assert [[i.id for _, i in node.items] for node in graph.nodes.values()] == [["i"], ["i"]]
    assert graph.nodes["x"].items[0][0].id == "b"


def test_a_concept_that_comes_up_again_is_the_same() -> None:
    graph = ConceptGraph(course(section("a", concept("x")), section("b", concept("x", after="x"))))
    assert graph.nodes["x"].section.id == "a"


@pytest.mark.parametrize("after", ["c", "nowhere", "a"])
def test_circles_and_gaps_end(after: str) -> None:
    graph = ConceptGraph(
        course(section("a", after=after), section("b", after="a"), section("c", after="b"))
    )
    assert before(graph, "c") == ["a", "b"]
    assert set(before(graph, "a")) <= {"b", "c"}


def test_a_long_course_is_no_problem() -> None:
    sections = [section("s0"), *(section(f"s{n}", after=f"s{n - 1}") for n in range(1, 3000))]
    assert len(ConceptGraph(course(*sections)).before("s2999")) == 2999
