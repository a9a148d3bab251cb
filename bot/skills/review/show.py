"""How a card looks: the question, what it hides, the buttons."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cite import citations
from bot.learner.memory import RATINGS, Memory, intervals
from bot.messages import Action, Buttons, Option, Part, Text
from bot.skill import Turn
from bot.skills.review.deck import Entry
from bot.skills.review.state import Round
from bot.tutor.exercise import controls as item_controls
from bot.tutor.exercise import presented
from knowledge.course import Course, Term
from knowledge.text import content_words, fold


def question(
    turn: Turn, round_: Round, entry: Entry, card: Memory | None, *, lead: str = ""
) -> Iterator[Part]:
    """The card with its answer hidden.

    Args:
        lead: what to say first, about the card before.
    """
    place = turn._("{place} of {count}", place=round_.place + 1, count=len(round_.queue))
    heading = f"**{place}**"
    if isinstance(entry.content, Term):
        asked = _about_term(turn, entry.content, card)
    else:
        heading += f" · {entry.section.label}"
        asked = presented(turn, entry.content)
    yield Text(markdown="\n\n".join(filter(None, [lead, heading, asked])))
    yield controls(turn, round_, entry, more_hints=True)


def asks_for_name(term: Term, card: Memory | None) -> bool:
    """Term and definition are asked for in turns; a definition that has the name in it is not."""
    turned = card is not None and card.reviews % 2 == 1
    return turned and fold(term.name) not in fold(term.definition)


def _about_term(turn: Turn, term: Term, card: Memory | None) -> str:
    if asks_for_name(term, card):
        return f"{turn._('Which key term is this?')}\n\n> {term.definition}"
    return turn._(
        "What does *{term}* mean? Say it in your own words, or only think it, then look.",
        term=term.name,
    )


def controls(turn: Turn, round_: Round, entry: Entry, *, more_hints: bool) -> Part:
    """What can be tapped while the answer is hidden."""
    card = {"card": round_.token}
    stop = Option(label=turn._("Stop"), action=Action(name="review.stop"))
    if isinstance(entry.content, Term):
        show = Option(label=turn._("Show it"), action=Action(name="review.show", args=card))
        return Buttons(options=(show, stop), beside_answer=True)
    hint = Option(label=turn._("Hint"), action=Action(name="review.hint", args=card))
    more = [hint] if more_hints else []

    def tap(letter: str) -> Action:
        return Action(name="review.answer", args=card | {"choice": letter})

    return item_controls(turn, entry.content, tap, (*more, stop))


def answer(
    turn: Turn, round_: Round, entry: Entry, course: Course, card: Memory | None, *, typed: bool
) -> Iterator[Part]:
    """A term with its definition, and how well it was known.

    Args:
        typed: they wrote what they recalled.
    """
    term = entry.content
    assert isinstance(term, Term)
    lead = turn._("Compare yours with the course:") if typed else ""
    shown = f"**{term.name}**: {term.definition}"
    yield Text(markdown="\n\n".join(filter(None, [lead, shown])))
    yield citations(course, [entry.section.id])
    yield Text(markdown=turn._("How well did you know it?"))
    days = intervals(card, entry.key, turn.now)
    yield Buttons(
        options=tuple(
            Option(
                label=f"{label} · {turn._('{days} d', days=days[rating])}",
                action=Action(
                    name="review.rate", args={"card": round_.token, "rating": str(rating)}
                ),
            )
            for rating, label in _ratings(turn).items()
        )
    )


def _ratings(turn: Turn) -> dict[int, str]:
    labels = (turn._("Again"), turn._("Hard"), turn._("Good"), turn._("Easy"))
    return dict(zip(RATINGS, labels, strict=True))


def comes_back(turn: Turn, days: int) -> str:
    if days <= 1:
        return turn._("It comes back tomorrow.")
    return turn.n("It comes back in {count} day.", "It comes back in {count} days.", days)


def names_it(text: str, term: Term, language: str) -> bool:
    """True when a typed text is the term's name, or another name of the same thing."""
    said = frozenset(content_words(text, language))
    return any(said == frozenset(content_words(name, language)) for name in _names(term)) or any(
        fold(text).strip(" .!") == fold(name) for name in _names(term)
    )


def _names(term: Term) -> tuple[str, ...]:
    return (term.name, *term.accepted)
