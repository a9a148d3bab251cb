"""Forms as Slack's modals, and what comes back from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.adapters.slack.controls import Do, Say, control, plain_text, value
from bot.messages import Action, Form, FormField, Place

CALLBACK, ANSWER = "studylamp_form", "studylamp_answer"
_ANSWER = "answer"
_TITLE, _LABEL, _OPTION, _INPUT = 24, 2_000, 75, 3_000
_MOST_FIELDS, _MOST_OPTIONS = 95, 100

Translate = Callable[..., str]


def modal(form: Form, place: Place, translate: Translate) -> dict[str, Any]:
    """The view of a form; what it does when it is sent travels in its metadata."""
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain_text(form.title, _TITLE),
        "submit": plain_text(translate("Save"), _TITLE),
        "close": plain_text(translate("Cancel"), _TITLE),
        "private_metadata": value(Do(p=place, a=form.submit)) or "",
        "blocks": [_input(field) for field in form.fields[:_MOST_FIELDS]],
    }


def answer_sheet(place: Place, translate: Translate) -> dict[str, Any]:
    """A modal with one field, whose words are said in that place."""
    field = FormField(name=_ANSWER, label=translate("Your answer"), kind="text")
    form = Form(title=translate("Your answer"), fields=(field,), submit=Action(name="say.answer"))
    view = modal(form, place, translate)
    return {**view, "callback_id": ANSWER, "submit": plain_text(translate("Answer"), _TITLE)}


def submitted(view: Mapping[str, Any]) -> Do | Say | None:
    """What a sent form does, its fields among the arguments; None when it isn't ours."""
    if view.get("callback_id") not in (CALLBACK, ANSWER):
        return None
    sent = control(view.get("private_metadata"))
    if not isinstance(sent, Do):
        return None
    fields: dict[str, str] = {}
    for block in (view.get("state") or {}).get("values", {}).values():
        for name, element in block.items():
            chosen = element.get("selected_option")
            given = chosen.get("value") if chosen else element.get("value")
            fields[name] = str(given or "")
    if view["callback_id"] == ANSWER:
        return Say(p=sent.place, t=fields.get(_ANSWER, ""))
    action = Action(name=sent.action.name, args={**sent.action.args, **fields})
    return Do(p=sent.place, a=action)


def _input(field: FormField) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": field.name,
        "optional": True,  # an empty field means something, too: the skill says what
        "label": plain_text(field.label[:1].upper() + field.label[1:], _LABEL),
        "element": _select(field) if field.kind == "select" else _line(field),
    }


def _line(field: FormField) -> dict[str, Any]:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": field.name,
        "multiline": field.kind == "text",
        "max_length": _INPUT,
    }
    if field.value:
        element["initial_value"] = field.value[:_INPUT]
    return element


def _select(field: FormField) -> dict[str, Any]:
    options = [
        {"text": plain_text(option, _OPTION), "value": option[:150]}
        for option in field.options[:_MOST_OPTIONS]
    ]
    element: dict[str, Any] = {
        "type": "static_select",
        "action_id": field.name,
        "options": options,
    }
    chosen = [each for each in options if each["value"] == field.value]
    if chosen:
        element["initial_option"] = chosen[0]
    return element
