"""Forms as Discord's modals. What is sent is read from the interaction: it survives a restart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import discord
from discord import ui

from bot.adapters.discord.custom_id import refer
from bot.adapters.discord.ports import Say
from bot.adapters.discord.sheet import menu_label, shortened
from bot.adapters.discord.sheets import pages_of
from bot.messages import Action, Form, FormField

_TITLE = _LABEL = 45
_INPUT = 4_000
_OPTIONS = 25
_FORGOTTEN = 900.0
"""Seconds after which discord.py may forget that it showed a form: what is sent doesn't need it."""
ANSWER = "answer"
"""The field of the form in which an answer is written."""


def modal(form: Form, number: int, delivery: str) -> ui.Modal:
    """One page of a form.

    Args:
        number: the form's number in the answer times ten plus the page's.
    """
    custom_id = refer("submit", number, delivery)
    shown = ui.Modal(title=shortened(form.title, _TITLE), custom_id=custom_id, timeout=_FORGOTTEN)
    for place in pages_of(form, number % 10):
        field = form.fields[place]
        label: ui.Label[Any] = ui.Label(
            text=shortened(field.label, _LABEL), component=_input(field)
        )
        shown.add_item(label)
    return shown


def answer_modal(delivery: str, say: Say) -> ui.Modal:
    """Where an answer is written that nobody else is to see."""
    title = shortened(say("Write an answer"), _TITLE)
    shown = ui.Modal(title=title, custom_id=refer("write", 0, delivery), timeout=_FORGOTTEN)
    text: ui.TextInput[Any] = ui.TextInput(
        custom_id=ANSWER, style=discord.TextStyle.paragraph, max_length=_INPUT
    )
    label: ui.Label[Any] = ui.Label(
        text=shortened(say("Only you will see it."), _LABEL), component=text
    )
    shown.add_item(label)
    return shown


def _input(field: FormField) -> ui.Item[Any]:
    if field.kind == "select" and field.options:
        options = [
            discord.SelectOption(
                label=menu_label(option), value=option[:100], default=option == field.value
            )
            for option in field.options[:_OPTIONS]
        ]
        select: ui.Select[Any] = ui.Select(custom_id=field.name, options=options, required=False)
        return select
    style = discord.TextStyle.paragraph if field.kind == "text" else discord.TextStyle.short
    text: ui.TextInput[Any] = ui.TextInput(
        custom_id=field.name,
        style=style,
        default=field.value[:_INPUT] or None,
        required=False,
        max_length=_INPUT,
    )
    return text


def submitted(interaction: discord.Interaction[Any]) -> Mapping[str, str]:
    """What was filled in, by the names of the fields; a list left alone says nothing."""
    values: dict[str, str] = {}
    data = cast("dict[str, Any]", interaction.data or {})
    for row in data.get("components", ()):
        for each in row.get("components") or [row.get("component") or {}]:
            if "value" in each:
                values[each["custom_id"]] = each["value"]
            elif each.get("values"):
                values[each["custom_id"]] = each["values"][0]
    return values


def action_of(form: Form, values: Mapping[str, str]) -> Action:
    """What sending the form does."""
    return Action(name=form.submit.name, args={**form.submit.args, **values})
