"""What a learner should know about a course that changed, or that another course shares."""

from __future__ import annotations

from collections.abc import Sequence

from bot.learner.known import Known
from bot.skill import Turn
from knowledge.concepts import ConceptGraph, Node
from knowledge.course import Course

_MOST = 3


def lines(turn: Turn, graph: ConceptGraph, known: Known) -> list[str]:
    """The concepts they practised that the course has no more, and what became of them."""
    said = []
    for change in known.changes[:_MOST]:
        titles = [node.title for name in change.new if (node := graph.nodes.get(name))]
        if titles:
            said.append(
                turn._(
                    "The course changed: what you did in “{old}” counts for {new} now.",
                    old=change.old,
                    new=", ".join(titles),
                )
            )
        else:
            said.append(
                turn._(
                    "The course no longer has “{old}”, which you practised. It stays in your "
                    "record, but counts for nothing here.",
                    old=change.old,
                )
            )
    return said


def elsewhere(turn: Turn, known: Known, course: Course, nodes: Sequence[Node]) -> list[str]:
    """The same concept in another course of theirs."""
    titles = {info.id: info.title for info in turn.courses.list()}
    said = []
    for node in nodes:
        for other in known.elsewhere(course.id, node.id):
            belief = known.belief(other, node.id, turn.now)
            said.append(
                turn._(
                    "In {course} you practised “{concept}” too ({count} answers); each course "
                    "keeps its own figure.",
                    course=titles.get(other, other),
                    concept=node.title,
                    count=belief.n,
                )
            )
    return said[:_MOST]
