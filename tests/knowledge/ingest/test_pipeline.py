"""Ingesting again, broken sources, crashes: nothing that stood before is ever lost."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from filelock import FileLock

from knowledge.course import Course
from knowledge.ingest import markdown, recognise
from knowledge.ingest.pipeline import ingest
from knowledge.ingest.report import IngestReport
from knowledge.library import Library
from knowledge.problems import SourceError
from tests.knowledge.folders import course, section, write

FILES = {f"s{number}.md": section(f"s{number}", items=(f"q{number}",)) for number in range(6)}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return course(tmp_path / "source", FILES)


@pytest.fixture
def run(source: Path, tmp_path: Path) -> Callable[[], IngestReport]:
    return lambda: ingest([source], tmp_path / "data")


def stored(tmp_path: Path, course_id: str = "c") -> Course:
    return Library(tmp_path / "data", tmp_path / "none").get(course_id)


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def messages(report: IngestReport) -> str:
    return "\n".join(map(str, report.problems))


# ---- again ---------------------------------------------------------------------------------


def test_a_first_ingest_adds_everything(run: Callable[[], IngestReport], tmp_path: Path) -> None:
    report = run()
    assert (report.course_id, report.format) == ("c", "Studylamp Markdown")
    assert report.added == [f"s{number}" for number in range(6)]
    assert report.problems == []
    assert [entry.id for entry in stored(tmp_path).sections()] == report.added


def test_again_changes_nothing_and_reads_nothing(
    run: Callable[[], IngestReport], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    before = snapshot(tmp_path / "data" / "courses")
    monkeypatch.setattr(markdown, "read_section_file", None)
    report = run()
    assert (report.added, report.changed, report.removed) == ([], [], [])
    assert len(report.unchanged) == 6
    assert snapshot(tmp_path / "data" / "courses") == before


def test_only_what_changed_is_read_again(
    run: Callable[[], IngestReport],
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run()
    read: list[str] = []
    real = markdown.read_section_file
    monkeypatch.setattr(
        markdown, "read_section_file", lambda folder, file: read.append(file) or real(folder, file)
    )
    course(source, {**FILES, "s2.md": section("s2") + "More.\n", "new.md": section("new")})
    (source / "s4.md").unlink()
    report = run()
    assert read == ["s2.md", "new.md"]
    assert (report.changed, report.added) == (["s2"], ["new"])
    assert report.kept == ["s4"]  # course.toml still lists it: an error, so nothing is dropped
    assert "no section file 's4.md'" in messages(report)


def test_what_is_taken_out_of_the_source_is_removed(
    run: Callable[[], IngestReport], source: Path, tmp_path: Path
) -> None:
    run()
    course(source, {name: text for name, text in FILES.items() if name != "s4.md"})
    report = run()
    assert report.removed == ["s4"]
    assert "s4" not in [entry.id for entry in stored(tmp_path).sections()]
    assert not (tmp_path / "data" / "courses" / "c" / "u" / "s4.md").exists()


def test_problems_are_told_again_while_they_last(
    run: Callable[[], IngestReport], source: Path
) -> None:
    write(source, {"s1.md": FILES["s1.md"] + "::: essay\n"})
    first, second = run(), run()
    assert "`::: essay` is not known" in messages(first)
    assert messages(second) == messages(first)
    assert "s1" in second.unchanged


def test_progress_is_told(source: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    ingest([source], tmp_path / "data", progress=lambda *step: seen.append(step))
    assert seen == [*((number, 6, f"s{number}") for number in range(6)), (6, 6, "")]


# ---- broken sources ------------------------------------------------------------------------


def test_the_sound_part_of_a_broken_source_is_loaded(
    run: Callable[[], IngestReport], source: Path, tmp_path: Path
) -> None:
    write(source, {"s1.md": "+++\ntitle =\n+++\n", "s2.md": "Größe".encode("latin-1")})
    report = run()
    assert len(report.added) == 4
    assert report.left_out == ["s1", "s2"]
    assert {(p.file, p.line) for p in report.errors} == {("s1.md", 2), ("s2.md", 1)}


def test_a_section_that_breaks_is_kept_as_it_was(
    run: Callable[[], IngestReport], source: Path, tmp_path: Path
) -> None:
    run()
    before = stored(tmp_path)
    write(source, {"s1.md": "+++\ntitle =\n+++\n"})
    report = run()
    assert report.kept == ["s1"]
    assert "'s1' is kept as it was before" in messages(report)
    assert stored(tmp_path) == before
    write(source, {"s1.md": FILES["s1.md"] + "::: summary\nS\n"})
    assert run().changed == ["s1"]


def test_an_item_that_breaks_is_kept_as_it_was(
    run: Callable[[], IngestReport], source: Path, tmp_path: Path
) -> None:
    run()
    write(source, {"s1.md": section("s1", items=("fresh",)) + "::: chioce q1\n"})
    report = run()
    assert (report.changed, report.kept) == (["s1"], ["s1"])
    assert "kept as they were before: q1" in messages(report)
    entry = next(entry for entry in stored(tmp_path).sections() if entry.id == "s1")
    assert [item.id for item in entry.items] == ["fresh", "q1"]


def test_a_reader_that_breaks_costs_one_section(
    run: Callable[[], IngestReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = markdown.read_section_file

    def breaks(folder: Path, file: str) -> object:
        if file == "s3.md":
            raise RuntimeError("a bug")
        return real(folder, file)

    monkeypatch.setattr(markdown, "read_section_file", breaks)
    report = run()
    assert report.left_out == ["s3"]
    assert len(report.added) == 5
    assert "a bug" in messages(report)


def test_nothing_usable_writes_nothing(tmp_path: Path) -> None:
    source = course(tmp_path / "source", {"a.md": "no title"})
    report = ingest([source], tmp_path / "data")
    assert report.loaded == 0
    assert report.left_out == ["a"]
    assert not (tmp_path / "data" / "courses" / "c").exists()


def test_a_kept_section_keeps_its_place(
    run: Callable[[], IngestReport], source: Path, tmp_path: Path
) -> None:
    run()
    (source / "s2.md").unlink()
    (source / "s5.md").unlink()
    assert run().kept == ["s2", "s5"]
    ids = [entry.id for entry in stored(tmp_path).sections()]
    assert ids == [f"s{number}" for number in range(6)]


def test_what_only_the_whole_course_shows_is_told(tmp_path: Path) -> None:
    files = {
        "a.md": section("a", front='prerequisites = ["b"]\n'),
        "b.md": section("b", front='prerequisites = ["a", "x"]\n'),
    }
    report = ingest([course(tmp_path / "source", files)], tmp_path / "data")
    assert "a → b → a" in messages(report)
    assert "'x' of section 'b' is no section" in messages(report)
    assert len(report.added) == 2


# ---- by hand -------------------------------------------------------------------------------


def test_edits_by_hand_stay_until_the_source_changes_and_are_never_lost(
    run: Callable[[], IngestReport], source: Path, tmp_path: Path
) -> None:
    run()
    folder = tmp_path / "data" / "courses" / "c"
    edited = (folder / "u" / "s1.md").read_text() + "\n::: summary\n\nBy hand.\n"
    (folder / "u" / "s1.md").write_text(edited)
    write(folder, {"notes.txt": "mine", "course.toml": _mine(folder)})
    write(source, {"s0.md": FILES["s0.md"] + "::: summary\nS\n"})
    assert run().changed == ["s0"]
    assert (folder / "u" / "s1.md").read_text() == edited
    assert (folder / "notes.txt").read_text() == "mine"
    assert stored(tmp_path).title == "My title"

    write(source, {"s1.md": FILES["s1.md"] + "::: summary\nFrom the source.\n"})
    report = run()
    assert "yours is in _edited/u/s1.md" in messages(report)
    assert "From the source." in (folder / "u" / "s1.md").read_text()
    assert (folder / "_edited" / "u" / "s1.md").read_text() == edited

    (folder / "u" / "s1.md").write_text("second edit")
    write(source, {"s1.md": FILES["s1.md"]})
    assert "yours is in _edited/u/s1.md.2" in messages(run())
    assert (folder / "_edited" / "u" / "s1.md").read_text() == edited
    assert (folder / "_edited" / "u" / "s1.md.2").read_text() == "second edit"


def _mine(folder: Path) -> str:
    return (folder / "course.toml").read_text().replace('title = "C"', 'title = "My title"')


def test_a_damaged_manifest_loses_nothing(run: Callable[[], IngestReport], tmp_path: Path) -> None:
    run()
    folder = tmp_path / "data" / "courses" / "c"
    (folder / ".ingest.json").write_text("{")
    (folder / "u" / "s1.md").write_text("edited")
    report = run()
    assert len(report.added) == 6
    assert (folder / "_edited" / "u" / "s1.md").read_text() == "edited"
    assert len(run().unchanged) == 6


# ---- whose id is it ------------------------------------------------------------------------


def test_another_source_does_not_take_a_courses_id(
    run: Callable[[], IngestReport], tmp_path: Path
) -> None:
    run()
    other = course(tmp_path / "other", {"x.md": section("x")})
    with pytest.raises(SourceError, match=r"another course 'c' already.*--course"):
        ingest([other], tmp_path / "data")
    assert ingest([other], tmp_path / "data", course_id="d").added == ["x"]
    assert len(list(stored(tmp_path).sections())) == 6


def test_a_course_made_by_hand_in_the_data_folder_is_not_overwritten(
    run: Callable[[], IngestReport], tmp_path: Path
) -> None:
    folder = course(tmp_path / "data" / "courses" / "c", {"x.md": section("x")})
    before = snapshot(folder)
    with pytest.raises(SourceError, match="made by hand"):
        run()
    with pytest.raises(SourceError, match="edit it there"):
        ingest([folder], tmp_path / "data")
    assert snapshot(folder) == before


@pytest.mark.parametrize("name", ["../x", "a b", "", "ü"])
def test_a_course_id_is_an_id(source: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="can't be an id"):
        ingest([source], tmp_path / "data", course_id=name or " ")


def test_several_folders_become_one_course(source: Path, tmp_path: Path) -> None:
    other = course(tmp_path / "other", {"s0.md": section("s0"), "x.md": section("x")})
    report = ingest([source, other], tmp_path / "data", course_id="both")
    ids = [f"s{number}" for number in range(6)]
    assert report.added == [*ids, "s0-2", "x"]
    both = stored(tmp_path, "both")
    assert [unit.id for unit in both.units] == ["u", "u-2"]
    assert len(ingest([source, other], tmp_path / "data", course_id="both").unchanged) == 8


def test_an_unknown_format_says_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(b"ID3\x04\0\0")
    with pytest.raises(SourceError, match="Moodle GIFT"):
        recognise(path)
    with pytest.raises(SourceError, match="There is no file or folder"):
        recognise(tmp_path / "nothing")


# ---- disks, locks and crashes --------------------------------------------------------------


def test_a_data_folder_that_cannot_be_written(source: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(SourceError, match=r"can't be written.*STUDYLAMP_DATA_DIR"):
        ingest([source], tmp_path / "data")


@pytest.mark.parametrize("full_at", [2, 8])
def test_a_full_disk_leaves_the_old_course_and_goes_on_later(
    run: Callable[[], IngestReport],
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    full_at: int,
) -> None:
    run()
    before = snapshot(tmp_path / "data" / "courses")
    write(source, {name: text + "::: summary\nS\n" for name, text in FILES.items()})
    with monkeypatch.context() as patch:
        left = [full_at]
        for writes in ("write_text", "write_bytes"):
            _fill_up(patch, writes, left)
        with pytest.raises(SourceError, match=r"No space left.*as it was before"):
            run()
    assert snapshot(tmp_path / "data" / "courses") == before
    report = run()
    assert len(report.changed) == 6
    assert report.resumed == min(full_at, 6)


def _fill_up(patch: pytest.MonkeyPatch, name: str, left: list[int]) -> None:
    real = getattr(Path, name)

    def write_until_full(path: Path, *args: object, **kwargs: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return real(path, *args, **kwargs)

    patch.setattr(Path, name, write_until_full)


def test_two_ingests_of_one_course_do_not_meet(
    run: Callable[[], IngestReport], tmp_path: Path
) -> None:
    run()
    with (
        FileLock(tmp_path / "data" / "staging" / ".c.lock"),
        pytest.raises(SourceError, match="ingested by another process"),
    ):
        run()
    assert len(run().unchanged) == 6


def crash(source: Path, data: Path, how: str) -> None:
    """Ingest in a process of its own that is killed (-9) on the way."""
    script = dedent(
        f"""\
        import os, signal, sys
        from pathlib import Path
        from knowledge.ingest.pipeline import ingest
        die = lambda: os.kill(os.getpid(), signal.SIGKILL)
        progress = lambda done, total, what: None
        {how}
        ingest([Path(sys.argv[1])], Path(sys.argv[2]), progress=progress)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(source), str(data)],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL


def test_a_killed_ingest_goes_on_where_it_was(
    run: Callable[[], IngestReport],
    source: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crash(source, tmp_path / "data", "progress = lambda done, *rest: done == 4 and die()")
    assert not (tmp_path / "data" / "courses").exists()
    read: list[str] = []
    real = markdown.read_section_file
    monkeypatch.setattr(
        markdown, "read_section_file", lambda folder, file: read.append(file) or real(folder, file)
    )
    report = run()
    assert report.resumed == 4
    assert read == ["s4.md", "s5.md"]
    assert len(report.added) == 6
    assert [path.name for path in (tmp_path / "data" / "staging").iterdir()] == [".c.lock"]


RENAMES = dedent(
    """\
    real, left = Path.{call}, [{number}]
        def dies(path, *args):
            left[0] -= 1
            if left[0] == 0 and {before}: die()
            result = real(path, *args)
            if left[0] == 0: die()
            return result
        Path.{call} = dies"""
).replace("\n    ", "\n")


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("before", [True, False])
def test_killed_while_swapping_leaves_the_old_course_or_the_new_one(
    run: Callable[[], IngestReport], source: Path, tmp_path: Path, number: int, before: bool
) -> None:
    run()
    old = stored(tmp_path)
    write(source, {name: text + "::: summary\nS\n" for name, text in FILES.items()})
    how = RENAMES.format(call="rename", number=number, before=before)
    crash(source, tmp_path / "data", how.replace("\n", "\n" + " " * 8))
    after = stored(tmp_path)
    assert after == old or all(entry.summary == "S" for entry in after.sections())
    report = run()
    assert len(report.changed) + len(report.unchanged) == 6
    assert all(entry.summary == "S" for entry in stored(tmp_path).sections())
    names = sorted(path.name for path in (tmp_path / "data" / "courses").iterdir())
    assert names == ["c"]
