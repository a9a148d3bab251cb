"""A form, asked field by field."""

from __future__ import annotations

from bot.adapters.console.entry import Entry
from bot.adapters.console.screen import Screen
from bot.messages import Action, Form, FormField


async def fill_in(form: Form, entry: Entry, screen: Screen) -> Action:
    """Ask for every field and return what the form submits.

    Raises:
        KeyboardInterrupt, EOFError: from the entry: the learner gave up or left.
    """
    screen.text(f"**{form.title}**")
    answers = {field.name: await _ask(field, entry, screen) for field in form.fields}
    return Action(name=form.submit.name, args=form.submit.args | answers)


async def _ask(field: FormField, entry: Entry, screen: Screen) -> str:
    """An empty line keeps the value that is there."""
    numbered = [(str(number), option) for number, option in enumerate(field.options, 1)]
    label = f"{field.label} [{field.value}] " if field.value else f"{field.label} "
    while True:
        if numbered:
            screen.choices(field.label, numbered)
            label = f"[{field.value}] " if field.value else ""
        said = (await entry.read(label)).strip() or field.value
        if not numbered:
            return said
        picked = _option(said, field.options)
        if picked is not None:
            return picked


def _option(said: str, options: tuple[str, ...]) -> str | None:
    if said.isdecimal() and 1 <= int(said) <= len(options):
        return options[int(said) - 1]
    return next((option for option in options if option.casefold() == said.casefold()), None)
