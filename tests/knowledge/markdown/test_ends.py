"""A course's last day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from knowledge.markdown.course_toml import read_course_toml
from knowledge.markdown.writer import course_toml
from tests.dialogs.courses import LIGHT


def written(folder: Path, ends: str) -> Path:
    (folder / "a.md").write_text('+++\ntitle = "A"\n+++\n\nText.\n')
    units = '[[units]]\nid = "u"\ntitle = "U"\nsections = ["a.md"]\n'
    (folder / "course.toml").write_text(f'id = "c"\ntitle = "C"\nends = "{ends}"\n\n{units}')
    return folder


def test_it_is_read_and_written(tmp_path: Path) -> None:
    read = read_course_toml(written(tmp_path, "2027-06-18"))
    assert read.head["ends"] == date(2027, 6, 18) and not read.problems
    course = LIGHT.model_copy(update={"ends": date(2027, 6, 18)})
    assert 'ends = "2027-06-18"' in course_toml(course, [["a.md"], ["b.md"]])


def test_what_is_no_day_is_said(tmp_path: Path) -> None:
    read = read_course_toml(written(tmp_path, "next summer"))
    assert read.head["ends"] is None
    assert "as year-month-day" in str(read.problems[0]) and read.problems[0].line == 3
