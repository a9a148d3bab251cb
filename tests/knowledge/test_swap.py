"""A folder is replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.swap import aside, build_folder, standing


def fill(folder: Path, text: str) -> None:
    with build_folder(folder) as new:
        (new / "file").write_text(text)


def test_the_new_folder_takes_the_old_ones_place(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "c"
    fill(folder, "old")
    fill(folder, "new")
    assert (folder / "file").read_text() == "new"
    assert [path.name for path in folder.parent.iterdir()] == ["c"]


def test_a_failure_while_building_leaves_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "c"
    fill(folder, "old")
    with pytest.raises(OSError, match="full"), build_folder(folder) as new:
        (new / "file").write_text("half")
        raise OSError("full")
    assert (folder / "file").read_text() == "old"
    assert [path.name for path in folder.parent.iterdir()] == ["c"]


def test_a_failing_rename_puts_the_old_one_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "home" / "c"
    fill(folder, "old")
    rename = Path.rename

    def fails_for_new(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise OSError("no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails_for_new)
    with pytest.raises(OSError, match="no"):
        fill(folder, "new")
    assert (folder / "file").read_text() == "old"


def test_a_crash_between_the_renames_leaves_the_old_one_to_be_found(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "c"
    fill(folder, "old")
    folder.rename(aside(folder))
    assert (standing(folder) / "file").read_text() == "old"
    fill(folder, "new")
    assert standing(folder) == folder
    assert (folder / "file").read_text() == "new"
    assert not aside(folder).exists()


def test_what_a_crashed_build_left_is_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "c"
    (tmp_path / "home" / ".c.new").mkdir(parents=True)
    (tmp_path / "home" / ".c.new" / "leftover").touch()
    fill(folder, "new")
    assert [path.name for path in folder.iterdir()] == ["file"]
