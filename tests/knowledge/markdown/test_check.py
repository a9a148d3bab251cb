"""Whole courses with everything that can be wrong with them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge.markdown.check import check_folder
from knowledge.markdown.reader import read_course
from knowledge.problems import SourceError
from tests.knowledge.folders import course, section


def problems(folder: Path) -> list[tuple[str, int | None, str, str]]:
    return [(p.file, p.line, p.severity, p.message) for p in check_folder(folder)[1]]


def only(folder: Path) -> tuple[str, int | None, str]:
    ((file, line, _, message),) = problems(folder)
    return file, line, message


def test_a_missing_prerequisite_is_named_and_not_followed(tmp_path: Path) -> None:
    files = {
        "waves.md": section("waves"),
        "b.md": section("b", front='number = "2"\nprerequisites = ["wave"]\n'),
    }
    file, line, message = only(course(tmp_path, files))
    assert (file, line) == ("b.md", 5)
    assert "'wave' of section 'b' is no section of this course. Did you mean `waves`?" in message


def test_a_cycle_is_named_whole(tmp_path: Path) -> None:
    files = {
        f"{name}.md": section(name, front=f'prerequisites = ["{after}"]\n')
        for name, after in (("a", "b"), ("b", "c"), ("c", "a"))
    }
    file, line, message = only(course(tmp_path, files))
    assert (file, line) == ("c.md", 4)
    assert "a → b → c → a" in message


def test_concepts_have_prerequisites_too(tmp_path: Path) -> None:
    front = (
        '[[concepts]]\nid = "x"\ntitle = "X"\nprerequisites = ["y"]\n'
        '[[concepts]]\nid = "y"\ntitle = "Y"\nprerequisites = ["x", "nowhere"]\n'
    )
    found = problems(course(tmp_path, {"a.md": section("a", front=front)}))
    assert [(file, line) for file, line, _, _ in found] == [("a.md", 9), ("a.md", 9)]
    assert "x → y → x" in found[0][3]
    assert "'nowhere' of concept 'y' is no concept" in found[1][3]


def test_two_sections_of_one_id(tmp_path: Path) -> None:
    folder = course(tmp_path, {"a.md": section("same"), "b.md": section("same")})
    file, line, message = only(folder)
    assert (file, line) == ("b.md", 2)
    assert "Two sections have the id 'same'; the first is a.md" in message
    assert [entry.id for entry in read_course(folder).course.sections()] == ["same"]


def test_one_item_id_in_two_sections_is_a_warning(tmp_path: Path) -> None:
    folder = course(
        tmp_path, {"a.md": section("a", items=("q",)), "b.md": section("b", items=("p", "q"))}
    )
    ((file, line, severity, message),) = problems(folder)
    assert (file, line, severity) == ("b.md", 15, "warning")
    assert "'q' is also used in section 'a'" in message


def test_two_titles_of_one_concept(tmp_path: Path) -> None:
    fronts = [f'[[concepts]]\nid = "x"\ntitle = "{title}"\n' for title in ("X", "Y")]
    files = {f"{n}.md": section(n, front=f) for n, f in zip("ab", fronts, strict=True)}
    file, line, message = only(course(tmp_path, files))
    assert (file, line) == ("b.md", 5)
    assert "The concept 'x' is 'X' in section 'a' and 'Y' here" in message


def test_an_item_that_practises_an_unknown_concept(tmp_path: Path) -> None:
    text = section("a") + "::: choice q concepts=aa\nQ?\n- [x] a\n- [ ] b\n"
    file, line, message = only(course(tmp_path, {"a.md": text}))
    assert (file, line) == ("a.md", 7)
    assert "practises 'aa', which is no concept of this course" in message
    assert "Did you mean `a`?" in message


def test_files_that_are_missing_twice_or_not_listed(tmp_path: Path) -> None:
    toml = (
        'id = "c"\ntitle = "C"\n[[units]]\nid = "u"\ntitle = "U"\n'
        'sections = [\n  "one.md",\n  "on.md",\n  "one.md",\n]\n'
    )
    folder = course(
        tmp_path,
        {"one.md": section("one"), "two.md": section("two"), "README.md": "x", "_draft.md": "x"},
        toml,
    )
    first, second, third = problems(folder)
    assert first[:3] == ("course.toml", 8, "error")
    assert "no section file 'on.md' in this folder" in first[3]
    assert "Did you mean `one.md`?" in first[3]
    assert second[:3] == ("course.toml", 9, "error") and "listed twice" in second[3]
    assert third[:3] == ("two.md", None, "warning") and "in no unit" in third[3]


@pytest.mark.parametrize(
    ("toml", "line", "words"),
    [
        ('titel = "C"\nid = "c"\n[[units]]\nid = "u"\ntitle = "U"\nsections = ["a.md"]\n', 1,
         "Did you mean `title`?"),
        ('id = "c"\ntitle = "C"\nlanguage = "english"\n[[units]]\nid = "u"\ntitle = "U"\n'
         'sections = ["a.md"]\n', 3, "'english' is not a language code"),
        ('id = "c"\ntitle = "C"\n[[units]]\nid = "u"\ntitle = "U"\nsection = ["a.md"]\n', 6,
         "Did you mean `sections`?"),
        ('id = "c"\ntitle = "C"\n[[units]]\nid = "u"\nsections = ["a.md"]\nlicense = "CC0-1.0"\n', 6,
         "unit: `license` belongs above the first line in [[double brackets]]"),
        ('id = "ü"\ntitle = "C"\n[[units]]\nid = "u"\ntitle = "U"\nsections = ["a.md"]\n', 1,
         "id 'ü' can't be an id"),
    ],
)  # fmt: skip
def test_course_toml_fields(tmp_path: Path, toml: str, line: int, words: str) -> None:
    found = problems(course(tmp_path / "c", {"a.md": section("a")}, toml))
    assert [place for file, place, _, text in found if words in text] == [line], found


def test_bad_toml_is_named_with_its_line_and_sections_are_checked_all_the_same(
    tmp_path: Path,
) -> None:
    folder = course(tmp_path, {"a.md": "::: essay\n"}, 'id = "c"\ntitle = C\n')
    read, found = check_folder(folder)
    assert read is None
    assert str(found[0]).startswith("course.toml:2: This TOML can't be read")
    assert {(p.file, p.line) for p in found[1:]} == {("a.md", 1)}
    with pytest.raises(SourceError, match=r"course\.toml:2"):
        read_course(folder)


def test_a_course_without_units_says_what_to_write(tmp_path: Path) -> None:
    folder = course(tmp_path, {"a.md": section("a")}, 'id = "c"\ntitle = "C"\n')
    messages = [message for _, _, _, message in problems(folder)]
    assert any("[[units]]" in message for message in messages)


def test_a_broken_section_costs_only_itself(tmp_path: Path) -> None:
    folder = course(
        tmp_path,
        {"a.md": section("a"), "b.md": "+++\ntitle = B\n+++\n", "c.md": "Größe".encode("latin-1")},
    )
    read, found = check_folder(folder)
    assert read and [entry.id for entry in read.course.sections()] == ["a"]
    assert [(p.file, p.line) for p in found] == [("b.md", 2), ("c.md", 1)]


def test_paths_as_windows_writes_them(tmp_path: Path) -> None:
    toml = (
        'id = "c"\ntitle = "C"\n[[units]]\nid = "u"\ntitle = "U"\n'
        'sections = [\'Kapitel\\Eins.md\', "./kapitel/zwei.md", "three"]\n'
    )
    files = {
        "Kapitel/Eins.MD": section("one").replace("\n", "\r\n"),
        "Kapitel/Zwei.md": section("two"),
        "more/three.md": b"\xef\xbb\xbf" + section("three").encode(),
    }
    read, found = check_folder(course(tmp_path, files, toml))
    assert found == []
    assert read and [entry.id for entry in read.course.sections()] == ["one", "two", "three"]


# ---- hostile folders -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../secret.md", "/etc/hostname", "link.md", "linked/secret.md"])
def test_nothing_outside_the_folder_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.md").write_text(section("secret"))
    folder = tmp_path / "c"
    folder.mkdir()
    (folder / "link.md").symlink_to("../secret.md")
    (folder / "linked").symlink_to("..")
    course(folder, {"a.md": section("a")}, _listing("a.md", name))
    read, found = check_folder(folder)
    assert read and [entry.id for entry in read.course.sections()] == ["a"]
    assert any(p.severity == "error" for p in found)
    assert "Text of secret" not in str(found)


def test_course_toml_may_not_be_a_link_outside(tmp_path: Path) -> None:
    course(tmp_path / "real", {"a.md": section("a")})
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "course.toml").symlink_to("../real/course.toml")
    with pytest.raises(SourceError, match="outside the course's folder"):
        read_course(tmp_path / "c")


def test_pipes_and_huge_files_are_refused(tmp_path: Path) -> None:
    folder = course(tmp_path, {"a.md": section("a")}, _listing("a.md", "pipe.md", "huge.md"))
    os.mkfifo(folder / "pipe.md")
    with (folder / "huge.md").open("wb") as file:
        file.truncate(20_000_000)
    read, found = check_folder(folder)
    assert read and [entry.id for entry in read.course.sections()] == ["a"]
    assert [(p.file, p.message[:24]) for p in found] == [
        ("huge.md", "This file has 20 MB; at "),
        ("pipe.md", "This is not a regular fi"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# " + "#" * 200_000 + "x",
        "::: " + "x " * 200_000,
        "::: numeric q\n" + "\\" * 300_000 + "\n- [=] 1",
        "::: terms\n- " + " ::" * 200_000,
        "+++\nx = " + "[" * 100_000 + "\n+++\n",
        "+++\nx = " + "9" * 100_000 + "\n+++\n",
        "::: choice q\n" + "- [ ] a\n" * 50_000,
        " " * 500_000 + "::",
    ],
)
def test_texts_made_to_take_long_do_not(tmp_path: Path, text: str) -> None:
    # Anything that is not linear in these sizes would run into the suite's own time limit.
    check_folder(course(tmp_path, {"a.md": text}))


def _listing(*names: str) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    return f'id = "c"\ntitle = "C"\n[[units]]\nid = "u"\ntitle = "U"\nsections = [{listed}]\n'
