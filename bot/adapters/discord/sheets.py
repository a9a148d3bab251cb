"""A reply as the messages that Discord shows: text, files and rows of controls, within its limits.

Pure: nothing here talks to Discord.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.adapters.discord.custom_id import Kind, encode, refer
from bot.adapters.discord.markdown import for_discord, with_stamps
from bot.adapters.discord.ports import Say
from bot.adapters.discord.sheet import (
    CONTENT,
    MENU_LABEL,
    UPLOAD,
    Button,
    Listed,
    Menu,
    Row,
    Sheet,
    Upload,
)
from bot.adapters.discord.together import together
from bot.mathtext import in_text
from bot.messages import Buttons, Choices, Citations, File, Form, Option, Part, Picture, Reply, Text
from bot.rendering import split, with_pictures

_ROWS = 5
_ROWS_BELOW = 4
"""Rows of a message of components, the listed answers counted as one."""
_MOST_LISTED = 5
_LISTED_LABELS = 1_900
"""Characters of all listed answers: with a whole message's text they fit into one of components."""
_IN_ROW = 5
_FILES = 10
_LONGEST_VALUE = 200
"""Characters of what a form holds in a field, before it is opened."""
_LONG_LABEL = 55
"""Characters above which an answer is read in the text and picked by its letter."""
_MENU = 25
FORM_FIELDS = 5


def lay_out(
    reply: Reply, *, delivery: str, say: Say, alone: bool = False, shareable: bool = False
) -> list[Sheet]:
    """The messages of a reply, in order; at least one.

    May take a second (formulas are drawn): run it in a thread.

    Args:
        delivery: what is answered, without the platform (``m:123``); buttons may refer to it.
        alone: only one person sees it, in a place where others read what is typed: an exercise
            that is answered by typing gets a button for it.
        shareable: it gets a button that shows it to everybody.
    """
    layout = _Layout(delivery, say)
    for part in reply.parts:
        layout.add(part)
    if alone and _is_typed(reply):
        button = Button(say("Write an answer"), refer("write", 0, delivery), main=True)
        layout.beside(button)
    if shareable:
        layout.beside(Button(say("Share with everyone here"), refer("share", 0, delivery)))
    return together(layout.sheets())


def _is_typed(reply: Reply) -> bool:
    """It asks something that is answered in one's own words."""
    beside = any(isinstance(part, Buttons) and part.beside_answer for part in reply.parts)
    return beside and not any(isinstance(part, Choices) for part in reply.parts)


class _Layout:
    """Puts parts on sheets, a new one when the order or a limit asks for it."""

    def __init__(self, delivery: str, say: Say) -> None:
        self._delivery, self._ = delivery, say
        self._sheets = [Sheet()]
        self._options = self._forms = self._menus = 0
        self._by_model = False

    def sheets(self) -> list[Sheet]:
        if self._by_model:
            self._text("-# " + self._("Worded by a language model; the sources are above."))
        return [sheet for sheet in self._sheets if not sheet.empty] or [Sheet("…")]

    def add(self, part: Part) -> None:
        match part:
            case Text():
                self._by_model = self._by_model or part.by_model
                self._markdown(with_stamps(part))
            case Picture():
                self._file(Upload("picture.png", part.png, part.alt))
            case File():
                self._file(Upload(part.name, part.data))
            case Citations():
                self._citations(part)
            case Choices():
                self._choices(part)
            case Buttons():
                self._buttons([self._button("offer", option) for option in part.options])
            case Form():
                self._form(part)
            case _:
                pass  # drafts and statuses are shown while they are true

    # ---- what is read ----------------------------------------------------------------------

    def _markdown(self, markdown: str) -> None:
        for piece in with_pictures(markdown):
            if isinstance(piece, Picture):
                self.add(piece)
                continue
            for part in split(for_discord(piece.markdown), CONTENT):
                if isinstance(part, Text):
                    self._text(part.markdown)
                else:
                    self._file(Upload(part.name, part.data))

    def _text(self, text: str) -> None:
        """Text of at most one message."""
        sheet = self._sheets[-1]
        gap = "\n" if text.startswith("-# ") else "\n\n"
        joined = f"{sheet.text}{gap}{text}" if sheet.text else text
        if sheet.files or sheet.rows or len(joined) > CONTENT:
            self._sheets.append(Sheet(text))
        else:
            sheet.text = joined

    def _file(self, upload: Upload) -> None:
        sheet = self._sheets[-1]
        if len(upload.data) > UPLOAD:
            self._text(self._("“{name}” is too large for Discord to take.", name=upload.name))
        elif sheet.rows or len(sheet.files) == _FILES or _size(sheet) + len(upload.data) > UPLOAD:
            self._sheets.append(Sheet(files=[upload]))
        else:
            sheet.files.append(upload)

    def _citations(self, part: Citations) -> None:
        sources = [(f"{source.course}, {source.section}", source.url) for source in part.sources]
        shown = [f"[{_flat(name)}](<{url}>)" if url else _flat(name) for name, url in sources]
        lead = self._("Source:") if len(shown) == 1 else self._("Sources:")
        line = f"-# {lead} " + " · ".join(shown)
        if len(line) > CONTENT:  # dozens of sources: their names will do
            line = (f"-# {lead} " + " · ".join(_flat(name) for name, _ in sources))[: CONTENT - 1]
        self._text(line)

    # ---- what is used ----------------------------------------------------------------------

    def _choices(self, part: Choices) -> None:
        """The answers as buttons or in a menu, and what stands beside them as buttons."""
        kind = part.options[0].action.name if part.options else ""
        answers = [option for option in part.options if option.action.name == kind]
        labels = [_flat(in_text(option.label)) for option in answers]
        if part.prompt:
            self._markdown(f"**{part.prompt}**")
        if len(answers) > _IN_ROW and all(len(label) <= MENU_LABEL for label in labels):
            self._menu(part.options, answers)
            return
        lettered = len(answers) <= 26 and any(len(label) > _LONG_LABEL for label in labels)
        if lettered and len(answers) <= _MOST_LISTED and sum(map(len, labels)) <= _LISTED_LABELS:
            self._listed(part.options, answers, labels)
            return
        if lettered:
            lines = [f"**{_letter(n)}** · {label}" for n, label in enumerate(labels)]
            for piece in split("\n".join(lines), CONTENT):
                if isinstance(piece, Text):
                    self._text(piece.markdown)
        buttons = []
        for option in part.options:
            place = answers.index(option) if option in answers else None
            letter = _letter(place) if lettered and place is not None else ""
            buttons.append(self._button("offer" if place is None else "answer", option, letter))
        self._buttons(buttons)

    def _listed(
        self, options: Sequence[Option], answers: Sequence[Option], labels: Sequence[str]
    ) -> None:
        """Long answers, each with its button beside it, and what stands beside them all."""
        rows, offers = [], []
        for option in options:
            if option in answers:
                letter = _letter(answers.index(option))
                text = f"**{letter}** · {labels[answers.index(option)]}"
                rows.append((text, self._button("answer", option, letter)))
            else:
                offers.append(self._button("offer", option))
        if self._sheets[-1].rows:
            self._sheets.append(Sheet())
        self._row(Listed(tuple(rows)))
        self._buttons(offers)

    def _menu(self, options: Sequence[Option], answers: Sequence[Option]) -> None:
        """Answers to pick from lists of 25."""
        ids = [
            (self._button("answer" if option in answers else "offer", option), option in answers)
            for option in options
        ]
        mine = [(button.label, button.custom_id) for button, answer in ids if answer]
        for start in range(0, len(mine), _MENU):
            page = tuple(mine[start : start + _MENU])
            words = self._("Choose one")
            if len(mine) > _MENU:
                words = f"{words}: {page[0][0][:40]} … {page[-1][0][:40]}"
            self._row(Menu(words, f"p{self._menus}", page))
            self._menus += 1
        self._buttons([button for button, answer in ids if not answer])

    def _button(self, kind: Kind, option: Option, letter: str = "") -> Button:
        custom_id = encode(kind, self._options, option.action, self._delivery)
        self._options += 1
        label = letter or _flat(in_text(option.label)) or "…"
        return Button(label, custom_id, main=kind == "answer")

    def _buttons(self, buttons: Sequence[Button]) -> None:
        """In rows: the answers, then what stands beside them."""
        for main in (True, False):
            row = [button for button in buttons if button.main is main]
            for start in range(0, len(row), _IN_ROW):
                self._row(tuple(row[start : start + _IN_ROW]))

    def beside(self, button: Button) -> None:
        """One more button, in the last row if it has room."""
        rows = self._sheets[-1].rows
        if rows and isinstance(rows[-1], tuple) and len(rows[-1]) < _IN_ROW:
            rows[-1] = (*rows[-1], button)
        else:
            self._row((button,))

    def _row(self, row: Row) -> None:
        if len(self._sheets[-1].rows) == (_ROWS_BELOW if self._sheets[-1].composed else _ROWS):
            self._sheets.append(Sheet("…"))
        self._sheets[-1].rows.append(row)

    def _form(self, form: Form) -> None:
        """What it holds now, and buttons that open it: Discord shows a form only in answer to a
        press."""
        filled = any(field.value for field in form.fields)
        held = [
            f"- {_flat(f.label)}: {_flat(f.value)[:_LONGEST_VALUE] or '–'}" for f in form.fields
        ]
        for piece in split("\n".join([f"**{_flat(form.title)}**", *held * filled]), CONTENT):
            if isinstance(piece, Text):
                self._text(piece.markdown)
        opens = self._("Change") if filled else self._("Fill in the form")
        pages = range(0, len(form.fields), FORM_FIELDS)
        for page, _ in enumerate(pages):
            label = opens if len(pages) == 1 else f"{opens} ({page + 1}/{len(pages)})"
            # A form's number and its page in one: forms have few fields.
            custom_id = refer("form", self._forms * 10 + page, self._delivery)
            self.beside(Button(label, custom_id, main=True))
        self._forms += 1


def pages_of(form: Form, page: int) -> Iterator[int]:
    """The places of the fields that go on one page of a form."""
    yield from range(page * FORM_FIELDS, min(len(form.fields), (page + 1) * FORM_FIELDS))


def _size(sheet: Sheet) -> int:
    return sum(len(upload.data) for upload in sheet.files)


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _flat(text: str) -> str:
    """One line without marks that a label would show as they are."""
    return " ".join(re.sub(r"[*`]|(?<!\w)_|_(?!\w)|[\[\]]", "", text).split())
