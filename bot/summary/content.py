"""How the course went: concepts, items, misconceptions, what to teach again. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.learner.class_log import Answer
from bot.summary.model import FEW, ConceptShare, HardItem, Misconception, Plan, Share
from knowledge.concepts import ConceptGraph
from knowledge.text import fold

_HARD = 5
"""Items that are listed."""
_SHOWN = 5
"""Misconceptions that are listed."""
PATTERN, LARGE_PATTERN = 2, 5
"""Students who show the same wrong belief before it is one of the class: every eighth of those who
were active, within these bounds."""
_ITEMS = 3
_LONGEST = 80


def shares(answers: Iterable[Answer]) -> dict[str, list[int]]:
    """Concept -> right and all first answers without help."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for answer in answers:
        if answer.alone:
            for concept in answer.concepts:
                counted = found[concept]
                counted[0] += answer.credit == 1
                counted[1] += 1
    return found


def concepts(
    graph: ConceptGraph, now: Sequence[Answer], before: Sequence[Answer]
) -> tuple[ConceptShare, ...]:
    """Those that were answered, in the course's order; what the course has no more is left out."""
    here, earlier = shares(now), shares(before)
    who, who_before = _students(now), _students(before)
    return tuple(
        ConceptShare(
            concept=node.id,
            title=node.title,
            section=node.section.id,
            now=Share(*here[node.id]),
            before=Share(*earlier.get(node.id, (0, 0))),
            students=len(who[node.id]),
            students_before=len(who_before.get(node.id, ())),
        )
        for node in graph.nodes.values()
        if node.id in here
    )


def _students(answers: Iterable[Answer]) -> dict[str, set[str]]:
    """Concept -> who gave a first answer without help."""
    found: dict[str, set[str]] = defaultdict(set)
    for answer in answers:
        if answer.alone:
            for concept in answer.concepts:
                found[concept].add(answer.learner)
    return found


def hardest_items(
    graph: ConceptGraph, answers: Iterable[Answer], students: int
) -> tuple[HardItem, ...]:
    """The items that most got wrong at first; answered often enough for the size of the class."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for answer in answers:
        if answer.alone:
            counted = found[answer.item]
            counted[0] += answer.credit == 1
            counted[1] += 1
    place = {item.id: (n, section.id) for n, (section, item) in enumerate(graph.course.items())}
    enough = min(FEW, max(1, students))
    hard = [
        HardItem(place[item][1], item, Share(*counted))
        for item, counted in found.items()
        if item in place and counted[1] >= enough and counted[0] < counted[1]
    ]
    hard.sort(key=lambda each: (each.share.value, -each.share.of, place[each.item][0]))
    return tuple(hard[:_HARD])


def misconceptions(
    graph: ConceptGraph, answers: Sequence[Answer], students: int, active: int
) -> tuple[Misconception, ...]:
    """Wrong beliefs that several students showed. The same belief counts once, whichever items
    showed it; a wrong answer that the course has no words for counts by itself."""
    items = {item.id for _, item in graph.course.items()}
    shown: dict[tuple[str, ...], list[Answer]] = defaultdict(list)
    tried: dict[str, set[str]] = defaultdict(set)
    for answer in answers:
        if answer.credit is None or answer.item not in items:
            continue
        tried[answer.item].add(answer.learner)
        if answer.credit < 1 and (answer.misconception or answer.said.strip()):
            belief = (
                (answer.misconception,)
                if answer.misconception
                else ("", answer.item, _norm(answer.said))
            )
            shown[belief].append(answer)
    enough = min(max(PATTERN, min(LARGE_PATTERN, active // 8)), max(1, students))
    found = [_misconception(key[0], group, tried) for key, group in shown.items()]
    found = [each for each in found if each.students >= enough]
    # What the course can name comes first among equals: it can be taught against.
    found.sort(key=lambda each: (-each.students, not each.belief, each.section, each.items))
    return tuple(found[:_SHOWN])


def _misconception(
    belief: str, answers: Sequence[Answer], tried: dict[str, set[str]]
) -> Misconception:
    who = {answer.learner for answer in answers}
    items = tuple(dict.fromkeys(answer.item for answer in answers))
    said: dict[str, set[str]] = defaultdict(set)
    words: dict[str, str] = {}
    for answer in answers:
        name = _norm(answer.said)
        said[name].add(answer.learner)
        words.setdefault(name, " ".join(answer.said.split())[:_LONGEST])
    counted = sorted(
        ((words[name], len(by)) for name, by in said.items()), key=lambda x: (-x[1], x[0])
    )
    sections = Counter(answer.section for answer in answers)
    return Misconception(
        belief=belief,
        section=sections.most_common(1)[0][0],
        items=items,
        concepts=tuple(dict.fromkeys(name for answer in answers for name in answer.concepts)),
        said=tuple(counted[:3]),
        students=len(who),
        others=len(set().union(*(tried[item] for item in items)) - who),
    )


@lru_cache(maxsize=4096)
def _norm(said: str) -> str:
    return " ".join(fold(said).split())[:200]


def plan(
    graph: ConceptGraph,
    hardest: ConceptShare | None,
    found: Sequence[Misconception],
    hard: Sequence[HardItem],
) -> Plan | None:
    """The top misconception, or else the hardest concept, with its section and three items: those
    that showed it, then hard ones, then others of the concept and the section, in the course's
    order."""
    top = next(iter(found), None)
    if top:
        concept = next((name for name in top.concepts if name in graph.nodes), "")
        section = top.section
    elif hardest:
        concept, section = hardest.concept, hardest.section
    else:
        return None
    every = {s.id: [i.id for i in s.items if not i.needs_figure] for s in graph.course.sections()}
    if section not in every:
        return None
    wanted = [
        *(top.items if top else ()),
        *(each.item for each in hard if each.section == section),
        *(item.id for _, item in (graph.nodes[concept].items if concept else ())),
        *every[section],
    ]
    picked = [item for item in dict.fromkeys(wanted) if item in every[section]][:_ITEMS]
    return Plan(section, concept, tuple(sorted(picked, key=every[section].index)), top)
