"""Buttons and menus that go on working after a restart: all they need is in their custom ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self, cast

import discord
from discord import ui

from bot.adapters.discord.custom_id import TEMPLATE
from bot.adapters.discord.sheet import Button, Listed, Menu, Sheet, Upload, button_label, menu_label

if TYPE_CHECKING:
    import re

Interaction = discord.Interaction[Any]

_MARK = "▸ "
"""Before what was picked: a colour alone says nothing to many."""


class Pressable(Protocol):
    """The client, as a control sees it."""

    async def pressed(self, interaction: Interaction, custom_id: str) -> None: ...


class Press(ui.DynamicItem[ui.Button[Any]], template=TEMPLATE):
    """Any button of ours."""

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(cast("ui.Button[Any]", item))

    async def callback(self, interaction: Interaction) -> None:
        await cast(Pressable, interaction.client).pressed(interaction, self.custom_id)


class Pick(ui.DynamicItem[ui.Select[Any]], template=r"p\d{1,3}"):
    """Any menu of ours; an entry's value is what a button would carry."""

    @classmethod
    async def from_custom_id(
        cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(cast("ui.Select[Any]", item))

    async def callback(self, interaction: Interaction) -> None:
        if self.item.values:
            await cast(Pressable, interaction.client).pressed(interaction, self.item.values[0])


def view_of(sheet: Sheet) -> ui.View | ui.LayoutView | None:
    """The components of a message; None when it has none."""
    if sheet.composed:
        return _composed(sheet)
    if not sheet.rows:
        return None
    view = ui.View(timeout=None)
    for place, row in enumerate(sheet.rows):
        assert not isinstance(row, Listed)
        for item in _items(row, place):
            view.add_item(item)
    return view


def _composed(sheet: Sheet) -> ui.LayoutView:
    """All of a message as components; its pictures are named as they are uploaded."""
    view = ui.LayoutView(timeout=None)
    for piece in sheet.order:
        match piece:
            case str():
                view.add_item(ui.TextDisplay(piece))
            case Upload():
                about = piece.alt[:1024] or None
                media = discord.MediaGalleryItem(f"attachment://{piece.name}", description=about)
                view.add_item(ui.MediaGallery(media))
            case Listed():
                for text, button in piece.answers:
                    view.add_item(ui.Section(ui.TextDisplay(text), accessory=_press(button)))
            case _:
                view.add_item(ui.ActionRow(*_items(piece)))
    return view


def _press(button: Button, place: int | None = None) -> Press:
    return Press(
        ui.Button(
            label=button_label(button.label),
            custom_id=button.custom_id,
            style=discord.ButtonStyle.primary if button.main else discord.ButtonStyle.secondary,
            row=place,
        )
    )


def _items(row: Menu | tuple[Button, ...], place: int | None = None) -> list[ui.Item[Any]]:
    if isinstance(row, Menu):
        options = [
            discord.SelectOption(label=menu_label(label), value=value)
            for label, value in row.options
        ]
        menu: ui.Select[Any] = ui.Select(
            custom_id=row.custom_id, placeholder=row.placeholder[:150], options=options, row=place
        )
        return [Pick(menu)]
    return [_press(button, place) for button in row]


def with_pick(message: discord.Message, custom_id: str) -> ui.View | ui.LayoutView:
    """A message's controls after an answer was picked: it is marked, and no other can be."""
    kind = ui.LayoutView if message.flags.components_v2 else ui.View
    view = kind.from_message(message, timeout=None)
    for item in view.walk_children():
        if isinstance(item, ui.Button) and (item.custom_id or "").startswith("c"):
            item.disabled = True
            if item.custom_id == custom_id:
                item.label = button_label(f"{_MARK}{item.label}")
            else:
                item.style = discord.ButtonStyle.secondary
        elif isinstance(item, ui.Select):
            picked = [option.label for option in item.options if option.value == custom_id]
            if picked:
                item.disabled = True
                item.placeholder = f"{_MARK}{picked[0]}"
    view.stop()  # nothing waits for it here: presses are found by their custom ids
    return view
