"""Switching a summary on: to whom, shown first, confirmed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta

from bot.guardians import html, wording
from bot.guardians.model import MOST
from bot.i18n import languages
from bot.learner.events import DigestWanted
from bot.messages import Action, Buttons, File, Option, Part, Text
from bot.skill import Turn
from bot.skills.guardian import week
from bot.skills.guardian.desk import Draft, clear, draft, keep, new_draft, own
from bot.skills.guardian.read import Said

_Args = Mapping[str, str]
_SOON = timedelta(seconds=30)
"""Until the question goes out: time to see that the address is wrong."""


async def begin(turn: Turn, said: Said) -> AsyncIterator[Part]:
    """They want a summary to go to somebody."""
    new = new_draft(turn).with_(said)
    if len(await own(turn)) >= MOST:
        text = turn._("More than {count} summaries don't go. Stop one first.", count=MOST)
        yield Text(markdown=text)
    elif said.trouble:
        yield Text(markdown=when_trouble(turn, said))
    elif said.no_address:
        yield _no_address(turn, new, said.no_address)
    else:
        async for part in _on_its_way(turn, new, said):
            yield part


def _on_its_way(turn: Turn, new: Draft, said: Said) -> AsyncIterator[Part]:
    """By mail, by link or as a file: as it was said, and as can be done here."""
    ways = turn.guardians.ways
    if said.order == "file" or not (ways.mails or ways.url):
        return as_file(turn, new, unasked=said.order != "file")
    if said.order == "link" and ways.url:
        return by_link(turn, new)
    if not ways.mails:
        return by_link(turn, new, instead=bool(said.address))
    return show(turn, new) if new.address else _which(turn, new)


async def _which(turn: Turn, new: Draft) -> AsyncIterator[Part]:
    keep(turn, new.model_copy(update={"asks": "address"}))
    text = turn._("Which e-mail address does it go to? I show you first what would be in it.")
    yield Text(markdown=text)
    if turn.guardians.ways.url:
        yield _buttons((turn._("A private link instead"), "link"))


def _no_address(turn: Turn, new: Draft, what: str) -> Text:
    keep(turn, new.model_copy(update={"asks": "address"}))
    return Text(
        markdown=turn._(
            "“{address}” is no e-mail address that I can write to. What is it?",
            address=what[:80].replace("`", "'"),
        )
    )


def when_trouble(turn: Turn, said: Said) -> str:
    if said.trouble == "too_often":
        return turn._("Once a week is the most. Which day and time?")
    return turn._("“{said}” is no time of day. For example: 18:00.", said=said.detail)


async def by_link(turn: Turn, new: Draft, *, instead: bool = False) -> AsyncIterator[Part]:
    """A page that they can pass on the address of.

    Args:
        instead: they named an address, and no mail is sent from here.
    """
    if instead:
        yield Text(markdown=turn._("No mail is sent from here, but there can be a private link."))
    async for part in show(turn, new.model_copy(update={"way": "link", "address": ""})):
        yield part


async def as_file(turn: Turn, new: Draft, *, unasked: bool = False) -> AsyncIterator[Part]:
    """This week's, to be passed on by the learner."""
    tr = new.translator
    text = await week.text(turn, tr, week.name_of(turn))
    said = turn._("Here is your week as a page that you can pass on.")
    if unasked:
        said = turn._(
            "From here I can neither send mail nor show a page, so nothing goes by itself. But "
            "here is your week as a page that you can pass on; ask again whenever you want."
        )
    yield Text(markdown=f"{said} {turn._('This is all that is in it:')}")
    yield Text(markdown=text)
    page = html.page(text, tr.language).encode()
    yield File(name="week.html", media_type="text/html", data=page)


# ---- shown, then confirmed ----------------------------------------------------------------------


async def show(turn: Turn, new: Draft) -> AsyncIterator[Part]:
    """Exactly what would go, and the question whether it shall."""
    if not called(turn, new):
        yield ask_name(turn, new)
        return
    new = new.model_copy(update={"asks": "confirm"})
    keep(turn, new)
    tr = new.translator
    when = wording.weekly(turn.translator, new.rhythm(turn))
    if new.way == "email":
        first = turn._(
            "This would go to **{address}** every week ({when}). Today it would say:",
            address=new.address.replace("*", r"\*"),
            when=when,
        )
    else:
        first = turn._(
            "A private page would show this, made anew every week ({when}). Today it would say:",
            when=when,
        )
    yield Text(markdown=first)
    yield Text(markdown=await week.text(turn, tr, called(turn, new)))
    yield Text(markdown=_question(turn, new))
    others = [tag for tag in languages() if tag != new.language]
    yield _buttons(
        (turn._("Switch it on") if not new.guardian else turn._("Change it"), "on"),
        (turn._("Another time"), "when"),
        *((_in(turn, tag), f"in_{tag}") for tag in others),
        (turn._("No, leave it"), "leave"),
    )


def called(turn: Turn, new: Draft) -> str:
    """What the learner is called to them; empty when nobody said it yet."""
    return new.name or week.name_of(turn)


def ask_name(turn: Turn, new: Draft) -> Text:
    keep(turn, new.model_copy(update={"asks": "name"}))
    return Text(markdown=turn._("By which name do they know you? I'd put it on top."))


def _question(turn: Turn, new: Draft) -> str:
    if new.guardian:
        return turn._("Shall it be like this?")
    if new.way == "link":
        return turn._(
            "Whoever has the link can read the page, so give it to that person only. You can stop "
            "it at any time. Shall I switch it on?"
        )
    return turn._(
        "First they get one message that asks whether they want it; without their yes, nothing "
        "more goes there. You can stop it at any time. Shall I switch it on?"
    )


def _in(turn: Turn, tag: str) -> str:
    from babel import Locale

    name = Locale.parse(turn.translator.language, sep="-").languages.get(tag, tag)
    return turn._("In {language}", language=name)


async def on(turn: Turn, _args: _Args) -> AsyncIterator[Part]:
    """They saw it and want it."""
    new = draft(turn)
    if new is None or new.asks != "confirm" or new.consent:
        yield Text(markdown=turn._("There is nothing open to switch on. /guardian begins."))
        return
    if new.way == "email" and not await turn.guardians.may_ask(new.address):
        clear(turn)
        yield Text(markdown=may_not(turn))
        return
    clear(turn)
    running = {digest.id: digest for digest in await own(turn)}
    id_ = new.guardian or await turn.guardians.add(new.address, called(turn, new))
    before = running.get(id_)
    ask = new.way == "email" and before is None
    turn.record(
        DigestWanted(
            guardian=id_,
            way=new.way,
            language=new.language,
            rhythm=new.rhythm(turn),
            ask_at=turn.now + _SOON if ask else before and before.terms.ask_at,
        )
    )
    when = wording.weekly(turn.translator, new.rhythm(turn))
    if ask:
        text = turn._(
            "Done. In a moment **{address}** gets one message that asks for their yes. Once it is "
            "there, the summary goes every week ({when}). /guardian shows what went and stops it.",
            address=new.address.replace("*", r"\*"),
            when=when,
        )
    elif new.way == "link" and not new.guardian:
        text = turn._(
            "Done. This is the link to pass on:\n\n{link}\n\nThe first summary is there on {when}. "
            "/guardian shows what was on it and stops it.",
            link=await turn.guardians.link(id_),
            when=when,
        )
    elif before and not before.goes:
        text = turn._("Done. As soon as they say yes, it goes every week ({when}).", when=when)
    else:
        text = turn._("Done. It goes every week ({when}).", when=when)
    yield Text(markdown=text)


def may_not(turn: Turn) -> str:
    """Why no mail goes to an address, without telling what others did."""
    return turn._(
        "I may not write to that address now: it was asked before and said nothing or no, or you "
        "named too many addresses this week."
    )


async def when(turn: Turn, _args: _Args) -> AsyncIterator[Part]:
    now = draft(turn)
    if now:
        keep(turn, now.model_copy(update={"asks": "when"}))
    yield Text(markdown=turn._("On which day, and at what time? For example: Fridays at 17:00."))


async def leave(turn: Turn, _args: _Args) -> AsyncIterator[Part]:
    clear(turn)
    yield Text(markdown=turn._("All right. I leave it as it was."))


def in_language(tag: str) -> Callable[[Turn, _Args], AsyncIterator[Part]]:
    """Handles the button that shows it in this language."""

    async def act(turn: Turn, _args: _Args) -> AsyncIterator[Part]:
        now = draft(turn) or new_draft(turn)
        async for part in show(turn, now.model_copy(update={"language": tag})):
            yield part

    return act


def _buttons(*labels: tuple[str, str]) -> Buttons:
    return Buttons(
        options=tuple(
            Option(label=label, action=Action(name=f"guardian.{verb}")) for label, verb in labels
        )
    )
