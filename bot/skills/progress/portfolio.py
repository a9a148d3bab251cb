"""The portfolio: goals that were reached, what was learnt, the notes; as a file to take away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html import escape

from bot.answering.prepared import graph_of
from bot.goals import Goal
from bot.learner.events import NoteWritten
from bot.mathtext.html import in_html
from bot.messages import Action, Buttons, File, Option, Part, Text
from bot.planning import mastered
from bot.skill import Turn
from bot.tutor.course import course_by_id, course_of
from bot.tutor.goals import capital, dated, own_goals

_SHOWN = 5
_STYLE = (
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif;"
    "color-scheme:light dark}h2{margin-top:2rem}blockquote{margin-left:1rem;font-style:italic}"
)


async def show(turn: Turn) -> AsyncIterator[Part]:
    """What there is, in short; all of it as Markdown and as a page."""
    ended = [goal for goal in await own_goals(turn) if goal.ended == "reached"]
    reached = [goal for goal in ended if not goal.terms.one_day]
    solid = await _solid(turn)
    if not reached and not solid:
        yield Text(
            markdown=turn._(
                "Your portfolio is still empty. A goal that you reach goes in, and every concept "
                "that you master."
            )
        )
        action = Action(name="goal.list")
        yield Buttons(options=(Option(label=turn._("My goals"), action=action),))
        return
    titles = [await _title(turn, goal) for goal in reached]
    lines = [f"**{turn._('Your portfolio')}**"]
    if titles:
        newest = "\n".join(f"- {each}" for each in reversed(titles[-_SHOWN:]))
        count = turn.n("{count} goal reached:", "{count} goals reached:", len(titles))
        lines.append(f"{count}\n{newest}")
    if solid:
        lines.append(turn.n("{count} concept mastered.", "{count} concepts mastered.", len(solid)))
    lines.append(turn._("Here is all of it, with your notes, to keep or to show. Only you get it."))
    yield Text(markdown="\n\n".join(lines))
    markdown = await _written(turn, reached, titles, solid)
    name = turn._("portfolio")
    yield File(name=f"{name}.md", media_type="text/markdown", data=markdown.encode())
    yield File(name=f"{name}.html", media_type="text/html", data=_page(turn, markdown).encode())


async def _written(turn: Turn, reached: list[Goal], titles: list[str], solid: list[str]) -> str:
    day = turn.translator.full_day(turn.today)
    lines = [f"# {turn._('My portfolio')}", day]
    if reached:
        lines.append(f"## {turn._('Goals I reached')}")
    notes = await _notes(turn)
    for goal, name in zip(reached, titles, strict=True):
        lines.append(f"### {_plain(name)}")
        if goal.ended_at:
            when = turn.translator.full_day(goal.ended_at.astimezone(turn.zone).date())
            said = turn._("Reached on {day}. {evidence}", day=when, evidence=goal.evidence)
            lines.append(said.strip())
        if goal.terms.reason:
            lines.append(
                turn._("Why it mattered to me: {reason}", reason=_plain(goal.terms.reason))
            )
        lines += [_quote(text) for text in notes.pop(goal.id, [])]
    if solid:
        lines.append(f"## {turn._('What I have mastered')}")
        lines.append("\n".join(f"- {_plain(each)}" for each in solid))
    left = [text for texts in notes.values() for text in texts]
    if left:
        lines.append(f"## {turn._('From my journal')}")
        lines += [_quote(text) for text in left]
    return "\n\n".join(lines) + "\n"


async def _notes(turn: Turn) -> dict[str, list[str]]:
    """The learner's notes by goal, oldest first; under "" what is about none."""
    past = [each.event for each in await turn.past(("note_written",))]
    found: dict[str, list[str]] = {}
    for event in (*past, *turn.events):
        if isinstance(event, NoteWritten):
            found.setdefault(event.goal, []).append(event.text)
    return found


async def _solid(turn: Turn) -> list[str]:
    """Titles of the concepts of the learner's course that they master."""
    course = await course_of(turn)
    if course is None:
        return []
    known = await turn.known(course)
    nodes = graph_of(course).nodes.values()
    return [n.title for n in nodes if mastered(known.belief(course.id, n.id, turn.now))]


async def _title(turn: Turn, goal: Goal) -> str:
    return capital(dated(turn, goal.terms, await course_by_id(turn, goal.course)))


def _plain(text: str) -> str:
    """On one line, so that it can't begin a heading or a list of its own."""
    return " ".join(text.split())


def _quote(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def _page(turn: Turn, markdown: str) -> str:
    title = escape(turn._("My portfolio"))
    return (
        f'<!doctype html>\n<html lang="{turn.translator.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>\n{in_html(markdown)}\n</body></html>\n"
    )
