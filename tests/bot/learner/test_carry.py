"""A course that changes under a learner: what was learnt is found again where that is clear."""

from __future__ import annotations

from datetime import timedelta

from bot.learner.carry import Change
from bot.learner.events import AttemptMade, Reviewed
from bot.learner.known import Known
from bot.learner.memory import Key
from knowledge.concepts import ConceptGraph
from knowledge.course import Concept, Course, Item, Section, Term, TrueFalseItem, Unit
from tests.bot.learner.events import known
from tests.bot.learner.test_memory import START, At


def item(name: str, *concepts: str) -> Item:
    return TrueFalseItem(id=name, question=f"{name}?", answer=True, concepts=concepts)


def course(*sections: Section) -> ConceptGraph:
    units = (Unit(id="u", title="U", sections=sections),)
    return ConceptGraph(Course(id="c", title="C", units=units))


def section(name: str, *items: Item, concepts: str = "", was: str = "", term: str = "") -> Section:
    return Section(
        id=name,
        title=name,
        items=items,
        concepts=tuple(Concept(id=each, title=each) for each in concepts.split()),
        was=tuple(was.split()),
        terms=(Term(name=term, definition="what it is"),) if term else (),
    )


def answered(*tried: str, concepts: str = "old", credit: float = 1, at: str = "old") -> Known:
    """Answers to these items, a day apart."""
    attempts = (
        AttemptMade(
            course="c", section=at, item=each, concepts=tuple(concepts.split()), answer="t", credit=credit
        )
        for each in tried
    )  # fmt: skip
    return known(At(START + timedelta(days=day), event) for day, event in enumerate(attempts))


LATER = START + timedelta(days=5)


def test_a_course_that_did_not_change_changes_nothing() -> None:
    graph = course(section("old", item("i")))
    before = answered("i", "i")
    after = before.in_course(graph)
    assert after.changes == ()
    assert after.model == before.model


def test_renamed_by_its_items() -> None:
    before = answered("i", "j")
    after = before.in_course(course(section("new", item("i"), item("k"))))
    assert after.changes == (Change("old", ("new",)),)
    old, new = before.belief("c", "old", LATER), after.belief("c", "new", LATER)
    assert (new.value, new.n, new.evidence) == (old.value, old.n, old.evidence)
    # The record itself stays as it was written.
    assert before.belief("c", "old", LATER) == old


def test_what_the_course_says_counts_before_what_its_items_say() -> None:
    graph = course(section("a", item("i")), section("b", was="old"))
    assert answered("i").in_course(graph).changes == (Change("old", ("b",)),)


def test_split_counts_for_each_part_with_more_doubt() -> None:
    before = answered("i", "j")
    after = before.in_course(course(section("a", item("i")), section("b", item("j"))))
    assert after.changes == (Change("old", ("a", "b")),)
    old = before.belief("c", "old", LATER)
    for part in "ab":
        new = after.belief("c", part, LATER)
        assert new.spread > old.spread
        assert new.unpractised < new.value < old.value


def test_put_together_adds_up() -> None:
    one, other = answered("i", "i"), answered("j", credit=0)
    both = known(
        At(START + timedelta(days=day), AttemptMade(course="c", section="x", item=i, concepts=(k,), answer="t", credit=c))
        for day, (i, k, c) in enumerate([("i", "p", 1), ("i", "p", 1), ("j", "q", 0)])
    )  # fmt: skip
    after = both.in_course(course(section("new", item("i"), item("j"))))
    assert after.changes == (Change("p", ("new",)), Change("q", ("new",)))
    belief = after.belief("c", "new", LATER)
    assert belief.n == 3
    assert [attempt.credit for attempt in belief.evidence] == [1, 1, 0]
    assert (
        other.belief("c", "old", LATER).value < belief.value < one.belief("c", "old", LATER).value
    )


def test_own_answers_since_then_add_up_with_what_carried_over() -> None:
    log = [
        ("i", "old", 1), ("i", "old", 1), ("i", "new", 1),
    ]  # fmt: skip
    made = known(
        At(START + timedelta(days=day), AttemptMade(course="c", section="x", item=i, concepts=(k,), answer="t", credit=c))
        for day, (i, k, c) in enumerate(log)
    )  # fmt: skip
    after = made.in_course(course(section("new", item("i"))))
    assert after.belief("c", "new", LATER).n == 3


def test_what_was_practised_beside_it_is_not_what_it_became() -> None:
    before = answered("i", concepts="old kept")
    graph = course(section("s", item("i", "fresh", "kept"), concepts="fresh kept"))
    assert before.in_course(graph).changes == (Change("old", ("fresh",)),)


def test_removed_says_so() -> None:
    after = answered("i").in_course(course(section("other", item("z"))))
    assert after.changes == (Change("old", ()),)
    assert after.belief("c", "other", LATER).n == 0


def test_cards_and_tries_follow_items_and_terms_that_moved() -> None:
    events = [
        Reviewed(course="c", section="old", what="term:x", rating=3, self_rated=True),
        AttemptMade(course="c", section="old", item="i", concepts=("old",), answer="t", credit=1),
    ]
    after = known(At(START, event) for event in events).in_course(
        course(section("new", item("i"), term="x"), section("twin", term="y"))
    )
    assert set(after.model.cards) == {Key("c", "new", "term:x"), Key("c", "new", "item:i")}
    assert set(after.model.tries) == {Key("c", "new", "item:i")}


def test_a_concept_of_the_same_id_in_another_course_stays_apart() -> None:
    there = known(
        [At(START, AttemptMade(course="d", section="s", item="i", concepts=("old",), answer="t", credit=1))]
    )  # fmt: skip
    here = there.in_course(course(section("old", item("i"))))
    assert here.belief("c", "old", LATER).n == 0
    assert here.elsewhere("c", "old") == ["d"]
    assert here.elsewhere("d", "old") == []
    assert here.changes == ()
