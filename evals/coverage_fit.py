"""Fits the coefficients in `knowledge.coverage`, and tests them on books they weren't fitted on.

    python -m evals.coverage_fit COURSE=QUESTIONS.jsonl COURSE:outside=QUESTIONS.jsonl …

A course's own questions (and "what is …?" of its key terms) are inside, those of the others
outside. With ``:outside`` a course's questions are only asked of the others: a statistics book's
exercises are about baseball and rents, and don't show what is inside. Every source of questions
weighs the same, whatever its size. Logistic regression by Newton's method; afterwards the bias is
moved until the share of the inside questions is refused that stands beside the model: by words
alone, it is better to answer too much than to refuse what the course has.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.settings import Settings, load
from evals.questions import read_questions
from evals.searchable import searchable
from knowledge.coverage import BIAS, BY_MEANING, BY_WORDS, measure
from knowledge.library import Library

SAMPLE = 600
RIDGE = 1e-3
BY_HAND = "present"
"""Next to nothing in a book, so that books can't tell its weight."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one source, measured on one course."""

    course: str
    source: str
    inside: bool
    measures: list[dict[str, float]]

    def matrix(self, names: Sequence[str]) -> Numbers:
        rows = [[{**each, BIAS: 1.0}[name] for name in names] for each in self.measures]
        return np.array(rows, dtype=np.float64)


def main(arguments: Sequence[str]) -> None:
    files = dict(argument.split("=", 1) for argument in arguments)
    groups = _measured(load(), files)
    courses = {group.course: None for group in groups}
    for title, model, refused in (
        ("BY_MEANING", BY_MEANING, 1 / 22),
        ("BY_WORDS", BY_WORDS, 1 / 50),
    ):
        names = [*(name for name in model if name not in (BIAS, BY_HAND)), BIAS]
        print(f"\n{title}: each book with what was fitted on the others")
        for course in courses:
            weights = fit([group for group in groups if group.course != course], names, refused)
            _report([group for group in groups if group.course == course], names, weights)
        weights = fit(groups, names, refused)
        print(f"{title}: all books")
        _report(groups, names, weights)
        print({name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)})


def fit(groups: Sequence[Group], names: Sequence[str], refused: float) -> Numbers:
    """Coefficients in the order of ``names``; the bias lets ``refused`` of what is inside fall."""
    rows = np.vstack([group.matrix(names) for group in groups])
    wanted = np.concatenate([np.full(len(g.measures), float(g.inside)) for g in groups])
    weight = np.concatenate([np.full(len(g.measures), 100 / len(g.measures)) for g in groups])
    ridge = RIDGE * np.diag([float(name != BIAS) for name in names])
    found = np.zeros(len(names))
    for _ in range(50):
        likely = 1 / (1 + np.exp(-np.clip(rows @ found, -50, 50)))
        gradient = rows.T @ (weight * (likely - wanted)) + ridge @ found
        curvature = (rows * (weight * likely * (1 - likely))[:, None]).T @ rows + ridge
        found -= np.linalg.solve(curvature + 1e-9 * np.eye(len(names)), gradient)
    inside = np.concatenate([g.matrix(names) @ found for g in groups if g.inside])
    found[names.index(BIAS)] -= np.quantile(inside, refused)
    return found


def _report(groups: Sequence[Group], names: Sequence[str], weights: Numbers) -> None:
    for group in groups:
        refused = float(np.mean(group.matrix(names) @ weights < 0))
        kind = "inside " if group.inside else "outside"
        print(f"  {group.course:18} {kind} {group.source:24} refused {refused:.3f}")


def _measured(settings: Settings, files: dict[str, str]) -> list[Group]:
    sources: dict[str, tuple[str, bool, list[str]]] = {}
    for argument, file in files.items():
        course, _, role = argument.partition(":")
        texts = [question.text for question in read_questions([Path(file)], gold=False)]
        sources[course] = (course, role != "outside", _sample(texts))
        sources[f"{course} terms"] = (course, True, _term_questions(settings, course))
    groups = []
    for course in {home: None for home, _, _ in sources.values()}:
        with searchable(settings, [course]) as retriever:
            groups += [
                Group(
                    course,
                    source,
                    home == course,
                    [measure(retriever.evidence(text, courses=[course])) for text in texts],
                )
                for source, (home, inside, texts) in sources.items()
                if texts and (inside or home != course)
            ]
    return groups


def _term_questions(settings: Settings, course: str) -> list[str]:
    forms = ("what is {}?", "explain {}", "{}", "i don't understand {}")
    sections = Library(settings.data_dir).get(course).sections()
    terms = _sample([term.name for section in sections for term in section.terms])
    return [forms[place % len(forms)].format(term) for place, term in enumerate(terms)]


def _sample(texts: Sequence[str]) -> list[str]:
    return random.Random(1).sample(list(texts), min(SAMPLE, len(texts)))  # noqa: S311  # no secret


if __name__ == "__main__":
    main(sys.argv[1:])
