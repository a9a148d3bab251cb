"""Questions for the teacher, as the events tell it. Pure.

The same question of several learners is one. Who asked is only told where all of them want it, or
where enough others are left who may have: else those without a name could be told by elimination.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.learner.events import (
    AnswerNoted,
    AnswersTold,
    Event,
    Happened,
    Logged,
    QuestionAnswered,
    QuestionPassedOn,
)
from bot.learner.membership import CROWD
from knowledge.text import fold, raw_words

OWN_EVENTS = ("question_passed_on", "answers_told")
"""The types that `untold` needs, a learner's own."""
EVENTS = ("question_passed_on", "question_answered", "answer_noted")
"""The types that `open_questions` and `answered` need, everybody's in a course."""

Same = Callable[[Sequence[str]], Sequence[int]]
"""For each text the place of the first one that asks the same."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question that waits for the teacher."""

    question: str
    """As it was asked first."""
    keys: tuple[str, ...]
    """Of all the ways in which it was asked."""
    section: str
    askers: tuple[str, ...]
    """Ids of the learners who asked, for counting them."""
    nameless: frozenset[str]
    """Those who don't want to be named."""

    @property
    def id(self) -> str:
        """The same as long as it is open, short enough for a button."""
        return self.keys[0]

    def named(self, students: Collection[str]) -> tuple[str, ...]:
        """Who may be named.

        Args:
            students: ids of all the class.
        """
        named = tuple(each for each in self.askers if each not in self.nameless)
        others = set(students).difference(named)
        return named if not self.nameless or len(others) >= CROWD else ()


def key_of(question: str) -> str:
    """By which a question is known again, however it is capitalised and punctuated."""
    return sha256(" ".join(raw_words(fold(question))).encode()).hexdigest()[:12]


def open_questions(events: Iterable[Logged], same: Same) -> list[Entry]:
    """Those without an answer: what most learners asked first, then in no order that tells when.

    Args:
        events: of one course, everybody's `EVENTS`, oldest first.
    """
    asked: dict[str, list[tuple[str, QuestionPassedOn]]] = {}
    for each in events:
        match each.event:
            case QuestionPassedOn() as event:
                asked.setdefault(key_of(event.question), []).append((each.learner_id, event))
            case QuestionAnswered() as answer:
                for key in answer.keys:
                    asked.pop(key, None)
    keys = list(asked)
    first = same([asked[key][0][1].question for key in keys])
    together: dict[int, list[str]] = {}
    for place, leader in enumerate(first):
        together.setdefault(leader, []).append(keys[place])
    entries = [_entry(own, asked) for own in together.values()]
    return sorted(entries, key=lambda entry: (-len(entry.askers), entry.id))


def _entry(
    keys: Sequence[str], asked: Mapping[str, Sequence[tuple[str, QuestionPassedOn]]]
) -> Entry:
    every = [each for key in keys for each in asked[key]]
    newest = {learner: event.anonymous for learner, event in every}
    return Entry(
        question=every[0][1].question,
        keys=tuple(keys),
        section=next((event.section for _, event in every if event.section), ""),
        askers=tuple(dict.fromkeys(learner for learner, _ in every)),
        nameless=frozenset(learner for learner, anonymous in newest.items() if anonymous),
    )


def answers(events: Iterable[Event], key: str) -> list[QuestionAnswered]:
    """The answers to a question, oldest first."""
    found = [each for each in events if isinstance(each, QuestionAnswered)]
    return [answer for answer in found if key in answer.keys]


def waiting(own: Iterable[Happened], course: str) -> list[QuestionPassedOn]:
    """What a learner asked in a course, each question once, whether answered or not."""
    found = [each.event for each in own if isinstance(each.event, QuestionPassedOn)]
    return list({key_of(e.question): e for e in found if e.course == course}.values())


def answers_to(own: Iterable[Happened], given: Iterable[Event]) -> list[QuestionAnswered]:
    """The answers to a learner's questions, oldest first.

    Args:
        own: the learner's `OWN_EVENTS`.
        given: the answers given in their courses.
    """
    asked = {
        (each.event.course, key_of(each.event.question))
        for each in own
        if isinstance(each.event, QuestionPassedOn)
    }
    return [
        each
        for each in given
        if isinstance(each, QuestionAnswered)
        and any((each.course, key) in asked for key in each.keys)
    ]


def untold(own: Sequence[Happened], given: Iterable[Event]) -> list[QuestionAnswered]:
    """Those of them that they haven't heard yet."""
    told = {name for e in own if isinstance(e.event, AnswersTold) for name in e.event.answers}
    return [each for each in answers_to(own, given) if each.id not in told]


def is_noted(events: Iterable[Event], answer: str) -> bool:
    """An answer is in the course already."""
    return any(isinstance(each, AnswerNoted) and each.answer == answer for each in events)
