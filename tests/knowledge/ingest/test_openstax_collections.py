"""Order and numbers of a book, and books that are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.ingest.openstax import READER
from knowledge.problems import SourceError
from tests.knowledge.ingest.books import book, chapter, collection, load, module

TEXT = "<para>Waves carry energy.</para>"


def test_units_prefaces_introductions_appendices(tmp_path: Path) -> None:
    modules = {
        "p": module(TEXT, "Preface", kind="preface"),
        "i1": module(TEXT, "Introduction", kind="introduction"),
        "a": module(TEXT, "What Is a Wave’s Speed?"),
        "i2": module(TEXT, "Introduction"),
        "b": module(TEXT, "Light &amp; Sound"),
        "x": module('<figure id="f"><caption>Units.</caption></figure>', "Units", kind="appendix"),
        "y": module(TEXT, "Symbols", kind="appendix"),
    }
    part = f"<subcollection><md:title>Part One</md:title><content>{chapter('Water', 'i1', 'a')}"
    part += f"{chapter('Air', 'i2', 'b')}</content></subcollection>"
    loose = [f'<module document="{name}"/>' for name in ("p", "x", "y")]
    book(tmp_path, modules, waves=collection(loose[0] + part + loose[1] + loose[2]))
    outline = READER.outline(tmp_path)
    assert [(unit.title, unit.number) for unit in outline.units] == [
        ("Preface", ""), ("Water", "1"), ("Air", "2"), ("Appendices", ""),
    ]  # fmt: skip
    sections, _ = load(outline)
    assert [section.label for section in sections.values()] == [
        "Preface", "Introduction: Water", "1.1 What Is a Wave’s Speed?", "Introduction: Air",
        "2.1 Light & Sound", "A Units", "B Symbols",
    ]  # fmt: skip
    assert [section.url.rpartition("/")[2] for section in sections.values()] == [
        "preface", "1-introduction", "1-1-what-is-a-waves-speed", "2-introduction",
        "2-1-light-sound", "a-units", "b-symbols",
    ]  # fmt: skip
    assert "**Figure A1** Units." in sections["x"].text


def test_figures_are_counted_through_the_chapter(tmp_path: Path) -> None:
    figure = '<figure id="{}"><caption>A wave.</caption></figure>'
    link = '<para>See (<link target-id="{}" document="{}"/>) and <link document="{}"/>.</para>'
    book(tmp_path, {
        "m1": module(figure.format("f1") + figure.format("f2") + link.format("f3", "m2", "m2")),
        "m2": module(figure.format("f3") + link.format("gone", "m1", "m9"), "Sound"),
    })  # fmt: skip
    sections, _ = load(READER.outline(tmp_path))
    assert "See (Figure 1.3) and 1.2 Sound." in sections["m1"].text
    assert "See and." in sections["m2"].text  # nothing is left of links that lead nowhere


def test_of_several_books_the_largest_is_taken_and_said(tmp_path: Path) -> None:
    modules = {name: module(TEXT, name) for name in ("m1", "m2", "m3", "m4")}
    book(
        tmp_path,
        modules,
        large=collection(chapter("C", "m1", "m2"), title="Large"),
        small=collection(chapter("C", "m3"), title="Small"),
    )
    outline = READER.outline(tmp_path)
    assert outline.title == "Large"
    several, strays = outline.problems
    assert "2 books" in str(several)
    assert "`collections/small.collection.xml`" in str(several)
    assert "m4" in str(strays)
    other = READER.outline(tmp_path / "collections" / "small.collection.xml")
    assert (other.id, other.title, list(load(other)[0])) == ("small", "Small", ["m3"])


def test_missing_repeated_and_impossible_modules(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        {"m1": module(TEXT)},
        waves=collection("\n" + chapter("C", "m1", "m1", "m2", "../secret")),
    )
    sections, problems = load(READER.outline(path))
    assert list(sections) == ["m1"]
    assert [problem.severity for problem in problems] == ["error"] * 3
    told = [str(problem) for problem in problems]
    assert all(line.startswith("collections/waves.collection.xml:2: ") for line in told)
    assert "twice" in told[0]
    assert "modules/m2/index.cnxml is missing" in told[1]
    assert "'../secret'" in told[2]


def test_a_truncated_module_is_named_and_the_rest_loads(tmp_path: Path) -> None:
    path = book(tmp_path, {"m1": module(TEXT), "m2": module(TEXT), "m3": module(TEXT, "Third")})
    broken = path / "modules" / "m2" / "index.cnxml"
    broken.write_text(module("\n\n" + TEXT)[:-40], encoding="utf-8")
    sections, problems = load(READER.outline(path))
    assert {name: section.number for name, section in sections.items()} == {
        "m1": "1.1",
        "m3": "1.3",
    }
    [problem] = problems
    assert problem.file == "modules/m2/index.cnxml"
    assert problem.line == 3
    assert "not well-formed" in problem.message


BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE])
def test_entities_are_refused(tmp_path: Path, doctype: str) -> None:
    evil = doctype + module("<para>&a;</para>")
    path = book(tmp_path, {"m1": evil, "m2": module(TEXT)})
    sections, problems = load(READER.outline(path))
    assert list(sections) == ["m2"]
    assert "entities" in problems[0].message
    assert problems[0].file == "modules/m1/index.cnxml"


def test_a_collection_with_entities_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path, {"m1": module(TEXT)}, waves=BOMB + collection(chapter("&b;", "m1")))
    with pytest.raises(SourceError, match="entities"):
        READER.outline(path)


def test_nothing_that_can_be_used(tmp_path: Path) -> None:
    path = book(tmp_path, {}, waves=collection(chapter("C", "m1")))
    with pytest.raises(SourceError, match="names no module that is there"):
        READER.outline(path)


@pytest.mark.parametrize("name", ["notes.xml", "notes.txt", "folder"])
def test_other_things_are_not_recognised(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "folder":
        (path / "collections").mkdir(parents=True)
    else:
        path.write_text("<notes/>", encoding="utf-8")
    assert not READER.recognises(path)
    assert not READER.recognises(tmp_path / "missing")


def test_a_change_changes_only_its_own_fingerprint(tmp_path: Path) -> None:
    path = book(tmp_path, {"m1": module(TEXT), "m2": module(TEXT, "Sound")})
    before = [source.fingerprint for source in READER.outline(path).units[0].sections]
    book(tmp_path, {"m1": module(TEXT + TEXT), "m2": module(TEXT, "Sound")})
    after = [source.fingerprint for source in READER.outline(path).units[0].sections]
    assert (before[0] != after[0], before[1] == after[1]) == (True, True)


def test_a_module_that_moves_is_read_again(tmp_path: Path) -> None:
    modules = {"m1": module(TEXT), "m2": module(TEXT, "Sound")}
    book(tmp_path, modules, waves=collection(chapter("C", "m1", "m2")))
    before = READER.outline(tmp_path).units[0].sections[1].fingerprint
    book(tmp_path, modules, waves=collection(chapter("C", "m2")))
    assert READER.outline(tmp_path).units[0].sections[0].fingerprint != before
