"""What is written reads back equal, whatever the text."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from knowledge.course import Course, Section
from knowledge.markdown.reader import read_course
from knowledge.markdown.section import read_section
from knowledge.markdown.writer import section_text, write_course
from tests.knowledge.strategies import courses, sections

_LOAD = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@settings(max_examples=150, deadline=None, suppress_health_check=_LOAD)
@given(sections())
def test_a_section_reads_back_as_written(section: Section) -> None:
    text = section_text(section)
    read = read_section(text, "s.md")
    assert read.problems == []
    assert read.section == section
    assert section_text(read.section) == text


@settings(max_examples=25, deadline=None, suppress_health_check=_LOAD)
@given(courses())
def test_a_course_reads_back_as_written(course: Course) -> None:
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "course"
        write_course(course, folder)
        read = read_course(folder)
    assert read.problems == []
    assert read.course == course
