"""Several sources as one course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.ingest.ids import Ids
from knowledge.ingest.source import Outline, UnitSource


def combine(outlines: Sequence[Outline]) -> Outline:
    """The units of all outlines in their order, under the first one's name.

    Ids that occur twice get a number, so that two files called ``notes`` both stay.
    """
    first, *rest = outlines
    if not rest:
        return first
    ids, unit_ids = Ids(), Ids()
    units = tuple(_renamed(unit, ids, unit_ids) for outline in outlines for unit in outline.units)
    problems = tuple(problem for outline in outlines for problem in outline.problems)
    return replace(first, units=units, problems=problems)


def _renamed(unit: UnitSource, ids: Ids, unit_ids: Ids) -> UnitSource:
    sections = tuple(replace(section, id=ids.take(section.id)) for section in unit.sections)
    return replace(unit, id=unit_ids.take(unit.id), sections=sections)
