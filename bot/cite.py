"""Sources as citations."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Citation, Citations
from knowledge.course import Course


def citations(course: Course, section_ids: Sequence[str]) -> Citations:
    """The sections an answer rests on, the most important first."""
    by_id = {section.id: section for section in course.sections()}
    return Citations(
        sources=tuple(
            Citation(
                course=course.title,
                course_id=course.id,
                section=by_id[section_id].label,
                section_id=section_id,
                url=by_id[section_id].url,
            )
            for section_id in section_ids
            if section_id in by_id
        )
    )
