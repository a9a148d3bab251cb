"""Shipped and ingested courses, found, listed, cached."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge.library import LOOK_AGAIN, Library
from knowledge.problems import SourceError
from tests.knowledge.folders import course, section


@pytest.fixture
def library(tmp_path: Path) -> Library:
    shipped = tmp_path / "shipped"
    course(shipped / "a", {"s1.md": section("s1", items=("q1", "q2")), "s2.md": section("s2")})
    course(shipped / "b", {"s1.md": section("s1")})
    return Library(tmp_path / "data", shipped)


def own(tmp_path: Path, name: str, text: str = "") -> Path:
    return course(tmp_path / "data" / "courses" / name, {"s1.md": section("mine") + text})


def test_lists_without_reading_sections(library: Library) -> None:
    first, second = library.list()
    assert (first.id, first.units, first.sections, first.items) == ("a", 1, 2, 2)
    assert first.shipped
    assert second.id == "b"


def test_an_ingested_course_wins_over_a_shipped_one(library: Library, tmp_path: Path) -> None:
    folder = own(tmp_path, "a")
    assert [entry.id for entry in library.get("a").sections()] == ["mine"]
    assert library.folder("a") == folder
    assert [info.shipped for info in library.list()] == [False, True]


def test_the_folders_name_is_the_id(library: Library) -> None:
    assert library.get("b").id == "b"  # course.toml says c


@pytest.mark.parametrize("name", ["nope", "..", "../a", "a/../b", "", "a\0"])
def test_an_unknown_course_is_an_error_with_a_text(library: Library, name: str) -> None:
    with pytest.raises(SourceError, match="There is no course"):
        library.get(name)


def test_a_broken_course_is_named_and_hides_no_other(library: Library, tmp_path: Path) -> None:
    course(tmp_path / "data" / "courses" / "x", {}, "id = x")
    assert [info.id for info in library.list()] == ["a", "b"]
    assert len(library.unreadable()) == 1
    with pytest.raises(SourceError, match="TOML"):
        library.get("x")


def test_get_gives_whatever_is_sound(library: Library, tmp_path: Path) -> None:
    own(tmp_path, "x", "::: essay\n")
    assert [entry.id for entry in library.get("x").sections()] == ["mine"]


def test_the_fingerprint_follows_the_content(library: Library, tmp_path: Path) -> None:
    folder = own(tmp_path, "x")
    file = folder / "s1.md"
    before = library.fingerprint("x")
    os.utime(file, ns=(1, 1))
    library.look_again()
    assert library.fingerprint("x") == before
    text = file.read_text()
    file.write_text(text.replace("mine", "hers"))  # as long as before
    os.utime(file, ns=(2, 2))
    library.look_again()
    assert library.fingerprint("x") != before
    assert [entry.id for entry in library.get("x").sections()] == ["hers"]


def test_files_are_looked_at_again_after_a_moment(tmp_path: Path) -> None:
    seconds = [0.0]
    library = Library(tmp_path / "data", clock=lambda: seconds[0])
    file = own(tmp_path, "x") / "s1.md"
    before = library.fingerprint("x")
    file.write_text(file.read_text() + "More.\n")
    seconds[0] = LOOK_AGAIN / 2
    assert library.fingerprint("x") == before
    seconds[0] = LOOK_AGAIN
    assert library.fingerprint("x") != before


def test_a_parsed_course_is_kept_in_memory_and_on_disk(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = library.get("a")
    assert library.get("a") is first
    monkeypatch.setattr("knowledge.library.read_course", None)
    assert Library(tmp_path / "data", tmp_path / "shipped").get("a") == first


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"0" * 64 + b"\n{}"])
def test_a_damaged_cache_is_rebuilt(library: Library, tmp_path: Path, damage: bytes) -> None:
    first = library.get("a")
    (file,) = (tmp_path / "data" / "cache" / "courses").iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert Library(tmp_path / "data", tmp_path / "shipped").get("a") == first
    assert file.read_bytes() == whole


def test_a_cache_that_was_tampered_with_is_not_believed(library: Library, tmp_path: Path) -> None:
    first = library.get("a")
    (file,) = (tmp_path / "data" / "cache" / "courses").iterdir()
    file.write_bytes(file.read_bytes().replace(b"Text of s1", b"Text of xx"))
    assert Library(tmp_path / "data", tmp_path / "shipped").get("a") == first


def test_reads_without_a_data_folder_that_can_be_written(tmp_path: Path) -> None:
    course(tmp_path / "shipped" / "a", {"s1.md": section("s1")})
    (tmp_path / "data").write_text("a file where the folder should be")
    library = Library(tmp_path / "data", tmp_path / "shipped")
    assert [info.id for info in library.list()] == ["a"]
    assert [entry.id for entry in library.get("a").sections()] == ["s1"]


def test_a_course_that_a_crash_left_put_aside_is_found(library: Library, tmp_path: Path) -> None:
    folder = own(tmp_path, "x")
    folder.rename(folder.with_name(".x.old"))
    assert "x" in [info.id for info in library.list()]
    assert [entry.id for entry in library.get("x").sections()] == ["mine"]
