"""A sentence or two by a model around the computed lines; held against them before it is shown."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from babel import Locale
from pydantic import BaseModel

import prompts
from bot.answering.prepared import graph_of
from bot.errors import ModelError
from bot.sanitise import safe
from bot.skill import Turn
from bot.skills.summary.view import View
from bot.skills.summary.words import Kind, Line
from bot.summary.checked import sentences, supported
from bot.summary.model import FEW, Activity

_SENTENCES, _LONGEST = 2, 400

log = structlog.get_logger()


class _Words(BaseModel):
    """What `prompts/class_summary.md` asks for."""

    text: str


async def opening(turn: Turn, view: View, lines: Sequence[Line], activity: Activity) -> str:
    """Empty when there is no model, or when what it wrote isn't borne out by the lines."""
    if turn.model is None:
        return ""
    # Who may need help is nobody's business but the teacher's, in numbers as well.
    facts = [line.text for line in lines if line.kind != "people"]
    language = turn.translator.language
    name = Locale.parse(language, sep="-").english_name or language
    prompt = prompts.render("class_summary", course=view.course.title, language=name, facts=facts)
    try:
        said = await turn.model.structured(prompt, _Words, max_tokens=prompt.max_tokens)
    except ModelError as error:
        log.info("summary without the model", error=type(error).__name__)
        return ""
    text = " ".join(safe(said.text).split())
    fits = len(text) <= _LONGEST and len(sentences(text)) <= _SENTENCES
    if fits and _true(view, text, lines, activity, language):
        return text
    log.warning("summary without the model", error="not borne out")
    return ""


def _true(view: View, text: str, lines: Sequence[Line], activity: Activity, language: str) -> bool:
    nodes = graph_of(view.course).nodes.values()
    names = {node.title for node in nodes} | {node.concept.title for node in nodes}
    # No line names a student, so no sentence may.
    members = view.log.members.values()
    names |= {word for each in members for word in each.name.split() if len(word) > 2}
    change = activity.alone.percent - activity.before.percent if activity.before.of >= FEW else 0
    facts = {line.text: line.kind for line in lines if line.kind != "people"}
    gains = [text for text, kind in facts.items() if kind == "better" or _head(kind, change)]
    losses = [text for text, kind in facts.items() if kind == "worse" or _head(kind, -change)]
    return supported(text, list(facts), names, better=gains, worse=losses, language=language)


def _head(kind: Kind, change: int) -> bool:
    return kind == "head" and change > 0
