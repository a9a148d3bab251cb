"""Concepts by week or by group, as a table of shares. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from bot.learner.class_log import Answer, ClassLog
from bot.summary.model import Share
from knowledge.concepts import ConceptGraph
from knowledge.text import fold

WEEKS = 6
_ROWS = 12
"""Concepts that a picture has room for: those with most answers."""


@dataclass(frozen=True, slots=True)
class Heat:
    """First answers without help."""

    rows: tuple[tuple[str, str], ...]
    """Id and title of each concept, in the course's order."""
    cells: tuple[tuple[Share, ...], ...]
    """A row each concept, a cell each column; of nothing where nobody answered."""
    left_out: int
    """Concepts with fewer answers that found no room."""


def weeks(end: float, zone: tzinfo) -> list[date]:
    """Mondays of the last `WEEKS` weeks, oldest first."""
    last = datetime.fromtimestamp(end, zone).date()
    monday = last - timedelta(days=last.weekday())
    return [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]


def by_week(
    graph: ConceptGraph, answers: Iterable[Answer], mondays: Sequence[date], zone: tzinfo
) -> Heat:
    """A column for each of these weeks."""
    begins = [datetime.combine(day, time(), zone).timestamp() for day in mondays]

    def week(answer: Answer) -> list[int]:
        if answer.at < begins[0]:
            return []
        return [max(n for n, begin in enumerate(begins) if begin <= answer.at)]

    return _heat(graph, answers, len(begins), week)


def by_group(
    graph: ConceptGraph, log: ClassLog, answers: Iterable[Answer], groups: Sequence[str]
) -> Heat:
    """A column for each of these groups."""
    place = {fold(name): n for n, name in enumerate(groups)}
    of = {
        who: [place[name]]
        for who, member in log.members.items()
        if (name := fold(member.group)) in place
    }
    return _heat(graph, answers, len(groups), lambda answer: of.get(answer.learner, []))


def _heat(
    graph: ConceptGraph,
    answers: Iterable[Answer],
    columns: int,
    places: Callable[[Answer], Sequence[int]],
) -> Heat:
    counted: dict[Hashable, list[list[int]]] = defaultdict(lambda: [[0, 0] for _ in range(columns)])
    for answer in answers:
        if not answer.alone:
            continue
        for place in places(answer):
            for concept in answer.concepts:
                cell = counted[concept][place]
                cell[0] += answer.credit == 1
                cell[1] += 1
    of = {name: sum(cell[1] for cell in counted[name]) for name in graph.nodes if name in counted}
    shown = set(sorted(of, key=lambda name: -of[name])[:_ROWS])
    nodes = [node for node in graph.nodes.values() if node.id in shown]
    return Heat(
        rows=tuple((node.id, node.title) for node in nodes),
        cells=tuple(tuple(Share(*cell) for cell in counted[node.id]) for node in nodes),
        left_out=len(of) - len(nodes),
    )
