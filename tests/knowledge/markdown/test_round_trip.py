"""What is written reads back equal, whatever the text."""

from __future__ import annotations

import tempfile
from importlib.resources import files
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.course import Course, Section
from knowledge.markdown.reader import read_course
from knowledge.markdown.section import read_section
from knowledge.markdown.writer import section_text, write_course
from tests.knowledge import strategies
from tests.knowledge.strategies import courses, sections

_LOAD = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@settings(max_examples=80, deadline=None, suppress_health_check=_LOAD)
@given(sections())
def test_a_section_reads_back_as_written(section: Section) -> None:
    text = section_text(section)
    read = read_section(text, "s.md")
    assert read.problems == []
    assert read.section == section
    assert section_text(read.section) == text


@settings(max_examples=15, deadline=None, suppress_health_check=_LOAD)
@given(courses())
def test_a_course_reads_back_as_written(course: Course) -> None:
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "course"
        write_course(course, folder)
        read = read_course(folder)
    assert read.problems == []
    assert read.course == course


SAMPLE = sorted(Path(str(files("knowledge.markdown.sample"))).rglob("*.md"))


@st.composite
def torn(draw: st.DrawFn) -> str:
    """A sample section with lines dropped, doubled, moved, cut or made up."""
    text = draw(st.sampled_from(SAMPLE)).read_text(encoding="utf-8")
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 8))):
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["drop", "double", "move", "cut", "new"])):
            case "drop":
                del lines[place : place + draw(st.integers(1, 4))]
            case "double":
                lines.insert(place, lines[place])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(place))
            case "cut":
                lines[place] = lines[place][: draw(st.integers(0, 20))]
            case _:
                lines.insert(place, draw(strategies.texts))
        lines = lines or [""]
    return "\n".join(lines)


@settings(max_examples=150, deadline=None, suppress_health_check=_LOAD)
@given(torn())
def test_whatever_is_left_of_a_torn_section_can_be_kept(text: str) -> None:
    found = read_section(text, "s.md")
    rows = text.count("\n") + 1
    assert all(problem.line is None or 1 <= problem.line <= rows for problem in found.problems)
    if found.section:
        again = read_section(section_text(found.section), "s.md")
        assert again.section == found.section
        assert again.problems == []
    else:
        assert found.problems
