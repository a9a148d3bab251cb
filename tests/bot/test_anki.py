"""The Anki package, opened as Anki opens it: a zip with a SQLite collection."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from bot.anki import exportable, package
from knowledge.course import Choice, ChoiceItem, Course, Section, Term, Unit
from tests.dialogs.courses import ALGEBRA, CLASSICAL, PSYCHOLOGY

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


@contextmanager
def opened(apkg: bytes) -> Iterator[sqlite3.Connection]:
    with zipfile.ZipFile(io.BytesIO(apkg)) as archive:
        assert json.loads(archive.read("media")) == {}
        collection = archive.read("collection.anki2")
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(collection)
        yield database
    finally:
        database.close()


def notes(apkg: bytes) -> dict[str, tuple[int, str, list[str]]]:
    """(time of change, tags, fields) by note id."""
    with opened(apkg) as database:
        rows = database.execute("SELECT guid, mod, tags, flds FROM notes").fetchall()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return {guid: (mod, tags, fields.split("\x1f")) for guid, mod, tags, fields in rows}


def whole(course: Course, at: datetime = AT) -> bytes:
    contents = [(section, each) for section in course.sections() for each in exportable(section)]
    return package(course, contents, at)


def test_terms_and_choice_items_become_notes() -> None:
    found = list(notes(whole(PSYCHOLOGY)).values())
    assert len(found) == 5
    _, tags, fields = found[1]
    assert fields[0] == "<p>extinction</p>"
    assert "once nothing follows the stimulus" in fields[1]
    assert fields[2] == (
        '<a href="https://example.org/6-2">Tiny Psychology, 6.2 Classical Conditioning</a>'
    )
    assert tags.split() == ["studylamp", "classical"]
    question, options, answer, _ = found[2][2]
    assert "What kind of stimulus" in question
    assert options.count("<li>") == 4
    assert "<strong>B.</strong> a neutral stimulus" in answer
    assert "It did nothing yet" in answer


def test_a_term_is_asked_both_ways_and_a_choice_once() -> None:
    with opened(whole(PSYCHOLOGY)) as database:
        cards = database.execute(
            "SELECT n.sfld, count(*), count(DISTINCT c.ord) FROM cards c JOIN notes n ON n.id = c.nid"
            " GROUP BY n.id"
        ).fetchall()
        decks, models = database.execute("SELECT decks, models FROM col").fetchone()
    assert [count for _, count, _ in cards] == [2, 2, 1, 2, 2]
    assert all(count == different for _, count, different in cards)
    named = {deck["name"]: deck for deck in json.loads(decks).values()}
    assert "Studylamp::Tiny Psychology" in named
    assert {model["name"] for model in json.loads(models).values()} == {
        "Studylamp key term",
        "Studylamp question",
    }


def test_importing_again_updates_instead_of_doubling() -> None:
    first = notes(whole(PSYCHOLOGY))
    reworded = CLASSICAL.model_copy(
        update={"terms": (Term(name="extinction", definition="another wording"),)}
    )
    unit = PSYCHOLOGY.units[1].model_copy(
        update={"sections": (reworded, PSYCHOLOGY.units[1].sections[1])}
    )
    changed = PSYCHOLOGY.model_copy(update={"units": (unit,)})
    second = notes(whole(changed, AT + timedelta(days=1)))
    assert second.keys() < first.keys()
    (guid,) = (guid for guid, (_, _, fields) in second.items() if fields[0] == "<p>extinction</p>")
    assert "another wording" in second[guid][2][1]
    assert second[guid][0] > first[guid][0]
    assert second.keys().isdisjoint(notes(whole(PSYCHOLOGY.model_copy(update={"id": "other"}))))


def test_the_same_contents_are_the_same_notes_whatever_the_order() -> None:
    contents = [
        (section, each) for section in PSYCHOLOGY.sections() for each in exportable(section)
    ]
    assert notes(package(PSYCHOLOGY, contents[::-1], AT)) == notes(whole(PSYCHOLOGY))


def test_formulas_are_maths_and_text_is_no_markup() -> None:
    item = ChoiceItem(
        id="q",
        question="Is $x_1 < 3$ or $$\\frac{1}{2}$$ *right* for \\$5? <script>alert(1)</script>",
        choices=(Choice(text="$a_b$", correct=True), Choice(text="{{c1::b}}")),
    )
    section = Section(id="s", title="A <b> & c", url="javascript:alert(1)", items=(item,))
    course = Course(
        id="m",
        title="M::x",
        license="CC BY 4.0",
        units=(Unit(id="u", title="U", sections=(section,)),),
    )
    apkg = whole(course)
    ((_, _, (question, options, answer, source)),) = notes(apkg).values()
    assert r"\(x_1 &lt; 3\)" in question
    assert r"\frac{1}{2}" in question
    assert "<em>right</em> for $5" in question
    assert "<script" not in question
    assert r"\(a_b\)" in options and r"\(a_b\)" in answer
    assert source == "M::x, A &lt;b&gt; &amp; c"
    with opened(apkg) as database:
        (decks,) = database.execute("SELECT decks FROM col").fetchone()
    (deck,) = (deck for deck in json.loads(decks).values() if deck["name"] == "Studylamp::M – x")
    assert "CC BY 4.0" in deck["desc"]


def test_a_course_with_nothing_to_export_is_an_empty_package() -> None:
    assert notes(whole(ALGEBRA)) == {}
