"""How well it is told whether a reply gives the answer away, and how many good hints are blocked.

Nothing is fitted. The peer is what one would write first: the final number of the solution stands
in the reply.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from bot.guard import leak, reveals_solution
from evals.metrics import percentile
from evals.tutor_replies import Reply, read_mathdial, read_mrbench
from knowledge.course import (
    AlgebraItem,
    ChoiceItem,
    ClozeItem,
    Course,
    Item,
    MultipleChoiceItem,
    NumericItem,
    ShortAnswerItem,
    TrueFalseItem,
)
from knowledge.library import Library

_RESAMPLES = 1_000
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CHARACTERS = 2_000
"""Of the text that the guard is timed on."""

Judge = Callable[[Reply], bool]


def mrbench(file: Path) -> dict[str, Any]:
    """Precision, recall and F1 of "reveals" on MRBench's replies that have a worked solution.

    By the labels a wrong number that is stated as the answer reveals, too; the guard doesn't look
    for these, so ``recall_of_right_answers`` is what a learner is protected by. ``f1_95`` is a
    bootstrap interval over conversations: replies to one share its difficulty.

    Raises:
        SourceError: the file can't be used.
    """
    every = read_mrbench(file)
    replies = [reply for reply in every if reply.solution]
    return {
        **_scores(replies, _guard),
        "n": len(replies),
        "revealing": sum(reply.reveals for reply in replies),
        "conversations": len({reply.conversation for reply in replies}),
        "without_solution": len(every) - len(replies),
        "recall_of_right_answers": _share([_guard(r) for r in replies if r.reveals_right]),
        "f1_95": _interval(replies),
        "peer_final_number_appears": _scores(replies, _peer),
    }


def mathdial(file: Path) -> dict[str, Any]:
    """Share of teachers' turns held to reveal, by the move they are labelled with.

    Raises:
        SourceError: the file can't be used.
    """
    replies = read_mathdial(file)
    moves = sorted({reply.label for reply in replies if reply.label})
    return {
        "n": len(replies),
        **{move: _rates([reply for reply in replies if reply.label == move]) for move in moves},
    }


def ladders(library: Library, course_id: str) -> dict[str, Any]:
    """Share of a course's own hints that are held to give their item away, and the time it takes.

    The last rung of a ladder often is the answer; the others should rarely be blocked. The answer
    said outright must always be.

    Raises:
        SourceError: there is no such course.
    """
    course = library.get(course_id)
    blocked: dict[str, list[bool]] = defaultdict(list)
    kinds: Counter[str] = Counter()
    for _, item in course.items():
        for number, hint in enumerate(item.hints, start=1):
            found = leak(f"{hint.title}. {hint.text}", item, course.language)
            last = number == len(item.hints)
            blocked[f"{hint.kind}s, {'last' if last else 'not last'}"].append(found is not None)
            if found and not last:
                kinds[found.kind] += 1
    return {
        **{name: {"n": len(each), "blocked": _share(each)} for name, each in blocked.items()},
        "not_last_by_kind": dict(kinds.most_common()),
        "answers_said_outright": _outright(course),
        **_timed(course),
    }


def _outright(course: Course) -> dict[str, float]:
    """Of every item with one answer, in two plain sentences."""
    caught = [
        leak(sentence.format(answer), item, course.language) is not None
        for _, item in course.items()
        for answer in _answers(item)
        for sentence in ("The answer is {}.", "It's {}")
    ]
    return {"n": len(caught), "blocked": _share(caught)} if caught else {"n": 0}


def _answers(item: Item) -> list[str]:
    match item:
        case ChoiceItem() | MultipleChoiceItem():
            return [choice.text for choice in item.key]
        case TrueFalseItem():
            return [str(item.answer).lower()]
        case ClozeItem():
            return [blank[0] for blank in item.blanks]
        case NumericItem() | AlgebraItem() | ShortAnswerItem():
            return [item.answer]
    return []


def _timed(course: Course, items: int = 40) -> dict[str, Any]:
    """Milliseconds of a processor for 2,000 characters of the course's own text, by item."""
    text = "\n".join(section.text for section in course.sections())[:_CHARACTERS]
    took = []
    for _, item in list(course.items())[:items]:
        leak("", item, course.language)  # what is kept for an item is made once
        took.append(min(_seconds(text, item, course.language) for _ in range(3)) * 1000)
    return {
        "ms_per_2k_p50": round(percentile(took, 0.5), 1),
        "ms_per_2k_max": round(max(took, default=0.0), 1),
    }


def _seconds(text: str, item: Item, language: str) -> float:
    start = time.process_time()
    leak(text, item, language)
    return time.process_time() - start


def _guard(reply: Reply) -> bool:
    return reveals_solution(reply.text, reply.solution, dialogue=reply.dialogue)


def _peer(reply: Reply) -> bool:
    final = _numbers(reply.solution)[-1:]
    return bool(final) and final[0] in _numbers(reply.text)


def _numbers(text: str) -> list[Fraction]:
    return [Fraction(found.replace(",", "")) for found in _NUMBER.findall(text)]


def _scores(replies: Sequence[Reply], judge: Judge) -> dict[str, float]:
    return _f1([(judge(reply), reply.reveals) for reply in replies])


def _f1(judged: Sequence[tuple[bool, bool]]) -> dict[str, float]:
    """From pairs of (held to reveal, reveals)."""
    both = sum(said and true for said, true in judged)
    precision = both / max(1, sum(said for said, _ in judged))
    recall = both / max(1, sum(true for _, true in judged))
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _interval(replies: Sequence[Reply]) -> list[float]:
    judged: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for reply in replies:
        judged[reply.conversation].append((_guard(reply), reply.reveals))
    groups, rng = list(judged.values()), random.Random(7)  # noqa: S311
    drawn = [
        _f1([pair for group in rng.choices(groups, k=len(groups)) for pair in group])["f1"]
        for _ in range(_RESAMPLES)
    ]
    return [percentile(drawn, 0.025), percentile(drawn, 0.975)]


def _rates(replies: Sequence[Reply]) -> dict[str, float]:
    return {
        "n": len(replies),
        "reveals": _share([_guard(reply) for reply in replies]),
        "peer": _share([_peer(reply) for reply in replies]),
    }


def _share(said: Sequence[bool]) -> float:
    return round(sum(said) / max(1, len(said)), 4)
