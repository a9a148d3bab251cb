"""Events as xAPI statements (Experience API 1.0.3, ADL; IEEE 9274.1.1).

A learner is an account named by our random id: no statement carries a name or an address. Ids of
statements are made from the event, so that sending an export twice changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from bot.learner.events import (
    AttemptMade,
    Event,
    HintGiven,
    ItemOpened,
    Logged,
    QuestionAsked,
    QuizEnded,
    QuizStarted,
    Reviewed,
)

MEDIA_TYPE = "application/json"
_SPACE = UUID("6f1d2a7e-6d0e-5a53-9b0e-3a7d4f4c2b11")
"""Ours, for ids made from names (RFC 4122, version 5)."""
_HOME = "urn:studylamp"
_VERBS = "http://adlnet.gov/expapi/verbs/"
_TYPES = "http://adlnet.gov/expapi/activities/"


def statements(events: Iterable[Logged]) -> list[dict[str, Any]]:
    """One statement for each event that is about learning; the others (settings, joining) are left
    out."""
    return [made for logged in events if (made := _statement(logged))]


def dump(events: Iterable[Logged]) -> bytes:
    """A JSON array of statements, as a learning record store takes it."""
    return json.dumps(statements(events), ensure_ascii=False, indent=1).encode()


def _statement(logged: Logged) -> dict[str, Any] | None:
    described = _described(logged.event)
    if described is None:
        return None
    return {
        "id": str(uuid5(_SPACE, f"{logged.learner_id}/{logged.id}")),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": _HOME, "name": logged.learner_id},
        },
        "timestamp": logged.at.isoformat(),
        "version": "1.0.3",
        **described,
    }


def _described(event: Event) -> dict[str, Any] | None:
    """Verb, object and result."""
    match event:
        case AttemptMade():
            return _attempt(event)
        case Reviewed():
            # 1 again, 2 hard, 3 good, 4 easy: "again" is what wasn't recalled.
            result = {
                "success": event.rating > 1,
                "score": {"raw": event.rating, "min": 1, "max": 4},
            }
            card = _id(event.course, event.section, event.what)
            return _said(
                "answered", card, "question", event.what, course=event.course, result=result
            )
        case QuestionAsked():
            name = _id(event.course, *event.sections[:1])
            told = {"response": event.question, "success": event.covered}
            return _said("asked", name, "lesson", event.question, course=event.course, result=told)
        case ItemOpened():
            name = _id(event.course, event.section, f"item:{event.item}")
            return _said("attempted", name, "question", event.item, course=event.course)
        case HintGiven():
            name = _id(event.course, event.section, f"item:{event.item}:hint:{event.hint}")
            return _said("experienced", name, "interaction", event.hint, course=event.course)
        case QuizStarted():
            name = _id(event.course, f"quiz:{event.quiz}")
            return _said("initialized", name, "assessment", event.mode, course=event.course)
        case QuizEnded():
            score = {"raw": event.right, "min": 0, "max": event.answered}
            name = _id(event.course, f"quiz:{event.quiz}")
            verb = "suspended" if event.stopped else "completed"
            return _said(
                verb, name, "assessment", "quiz", course=event.course, result={"score": score}
            )
    return None


def _attempt(event: AttemptMade) -> dict[str, Any]:
    result: dict[str, Any] = {"response": event.answer}
    if event.credit is not None:
        result |= {"success": event.credit == 1, "score": {"scaled": event.credit}}
    name = _id(event.course, event.section, f"item:{event.item}")
    made = _said("answered", name, "question", event.item, course=event.course, result=result)
    extensions = {
        "hints": event.hints,
        "attempt": event.attempt,
        "mode": event.mode,
        "concepts": list(event.concepts),
        "confidence": event.confidence,
        "dont-know": event.dont_know,
    }
    made["context"]["extensions"] = {
        f"{_HOME}:{name}": value for name, value in extensions.items() if value is not None
    }
    return made


def _said(
    verb: str,
    name: str,
    kind: str,
    title: str,
    *,
    course: str,
    result: dict[str, Any] | None = None,
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "verb": {"id": _VERBS + verb, "display": {"en": verb}},
        "object": {
            "objectType": "Activity",
            "id": name,
            "definition": {"type": _TYPES + kind, "name": {"und": title}},
        },
        "context": {"contextActivities": {"parent": [{"id": _id(course)}]}},
    }
    return made | ({"result": result} if result else {})


def _id(course: str, *path: str) -> str:
    """An IRI: ``urn:studylamp:course:psychology:6.3:item:x``; what no IRI takes is escaped."""
    parts = ("course", course, *path)
    return ":".join([_HOME, *(quote(part, safe=":") for part in parts)])
