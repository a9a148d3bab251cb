"""What the teacher may show to everybody."""

from __future__ import annotations

from collections.abc import Iterator

from bot.hygiene import quoted
from bot.skill import Turn
from bot.skills.summary.view import View, when
from bot.summary.model import ClassSummary
from bot.summary.sharing import SMALL, ForClass, for_class


def blocks(turn: Turn, view: View, found: ClassSummary) -> Iterator[str]:
    """Markdown: a text to copy, and why it says no more."""
    if view.wish.group:
        yield turn._(
            "I make a text for everybody of the whole class only: next to it, one about a group "
            "would tell about the others."
        )
        return
    shown = for_class(found)
    if shown.empty:
        yield turn._(
            "Too few took part for a text that singles nobody out: it takes {small}.", small=SMALL
        )
        return
    yield turn._("To copy, for everybody to read:")
    yield "\n".join(f"> {line}" for line in _lines(turn, view, shown))
    yield turn._(
        "It leaves out whatever rests on fewer than {small} students, and rounds the rest.",
        small=SMALL,
    )


def _lines(turn: Turn, view: View, shown: ForClass) -> Iterator[str]:
    head = turn._("Our class, {when}", when=when(turn, view.wish))
    if shown.active:
        active = turn._("{active} of {all} active", active=shown.active.right, all=shown.active.of)
        head = f"{head}: {active}"
    yield f"{head}."
    if shown.percent is not None:
        yield turn._("About {percent}% right without help.", percent=shown.percent)
    if shown.better:
        concept, before, now = shown.better
        yield turn._(
            "Getting better: {concept}, from about {before}% to about {now}%.",
            concept=concept.title,
            before=before,
            now=now,
        )
    if shown.hardest:
        concept, percent = shown.hardest
        yield turn._(
            "Hardest: {concept} (about {percent}%). We'll look at it again.",
            concept=concept.title,
            percent=percent,
        )
    if shown.misconception:
        yield turn._("A common mix-up: {belief}", belief=quoted(shown.misconception.belief, 200))
        said = [
            turn._("“{question}” ({count})", question=quoted(words, 60), count=count)
            for words, count in shown.misconception.said
        ]
        if said:
            yield turn._("Answered: {answers}.", answers=", ".join(said))
