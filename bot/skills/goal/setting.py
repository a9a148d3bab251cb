"""From words to a goal that is set: said back, adjusted, confirmed; then zone and reason, once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.goals import going
from bot.goals.wishes import LONGEST, put_right, understood
from bot.learner.events import (
    GoalChanged,
    GoalSet,
    PlanAimed,
    SuggestionAnswered,
)
from bot.messages import Action, Buttons, Moment, Option, Part, Text
from bot.reminders.times import next_occurrence
from bot.skill import Turn
from bot.skills.goal.card import card
from bot.skills.goal.desk import Desk, Draft, clear, desk, keep
from bot.skills.goal.drafts import drafted
from bot.skills.goal.reading import wishes_in
from bot.tutor.course import course_by_id
from bot.tutor.goals import moment, own_goals, rhythm_words
from bot.zones import known_zone, names_place
from knowledge.course import Course

_Args = Mapping[str, str]

MOST_GOALS = 10
"""Open goals of one learner; more of them are a list and no goals."""


async def propose(turn: Turn, course: Course, text: str) -> AsyncIterator[Part]:
    """Say what a message wishes for back as goals, one after the other."""
    open_ = going(await own_goals(turn), turn.today)
    if len(open_) >= MOST_GOALS:
        yield enough(turn, len(open_))
        return
    drafts = []
    wishes = await wishes_in(turn, course, text)
    for wish in wishes[: MOST_GOALS - len(open_)]:
        draft = await drafted(turn, course, wish)
        if isinstance(draft, str):
            yield Text(markdown=draft)
            if wish.problem not in ("somebody_else", None):
                keep(turn, Desk(step="wrong", words=text[:LONGEST]))
            return
        drafts.append(draft)
    lead = ""
    if len(drafts) > 1:
        lead = turn.n(
            "I hear {count} goal. Here is the first:",
            "I hear {count} goals. Here is the first:",
            len(drafts),
        )
    keep(turn, Desk(drafts=tuple(drafts), step="draft"))
    async for part in card(turn, course, drafts[0], lead):
        yield part


def enough(turn: Turn, count: int) -> Text:
    """They have as many as help."""
    return Text(
        markdown=turn._(
            "You have {count} goals going, and more than that stop helping. Finish, change or "
            "stop one first: /goal shows them.",
            count=count,
        )
    )


async def propose_again(turn: Turn, course: Course, answer: str) -> AsyncIterator[Part]:
    """What was wrong is said in another way."""
    text = desk(turn).words
    (wrong, *_) = understood(text, turn.today, language=turn.translator.language)
    async for part in propose(turn, course, put_right(text, wrong, answer)):
        yield part


async def offer(turn: Turn, course: Course, draft: Draft, lead: str = "") -> AsyncIterator[Part]:
    """Put one draft on the table, with those that wait behind it."""
    now = desk(turn)
    rest = tuple(each for each in now.drafts if each.id != draft.id)
    keep(turn, Desk(drafts=(draft, *rest), step="draft", batch=now.batch))
    async for part in card(turn, course, draft, lead):
        yield part


# ---- buttons of a draft --------------------------------------------------------------------


async def confirm(turn: Turn, course: Course, draft: Draft) -> AsyncIterator[Part]:
    """It is set; what is still missing is asked for."""
    now, terms = desk(turn), draft.terms
    if draft.changes:
        turn.record(GoalChanged(course=course.id, goal=draft.id, terms=terms))
        said = turn._("Changed.")
    else:
        new = GoalSet(course=course.id, goal=draft.id, terms=terms, suggestion=draft.suggestion)
        turn.record(new)
        if draft.suggestion:
            answer = SuggestionAnswered(
                course=course.id, suggestion=draft.suggestion, accepted=True
            )
            turn.record(answer)
        said = turn._("It's set.")
    if terms.kind == "exam":  # `plan` works towards it, too
        turn.record(PlanAimed(course=course.id, sections=terms.sections, by=terms.due))
    first = next_occurrence(terms.rhythm, turn.local(), turn.now) if terms.rhythm else None
    moments: tuple[Moment, ...] = ()
    if terms.rhythm:
        said += " " + turn._("You hear from me {when}.", when=rhythm_words(turn, terms.rhythm))
    if first and zone_known(turn):
        moments = (moment(turn, first.at),)
        said += " " + turn._("The first time: {when}.", when=moments[0].words)
    yield Text(markdown=said, moments=moments)
    batch = now.batch if draft.changes else (*now.batch, draft.id)
    left = Desk(drafts=tuple(d for d in now.drafts if d.id != draft.id), batch=batch)
    async for part in go_on(turn, left):
        yield part


async def go_on(turn: Turn, left: Desk) -> AsyncIterator[Part]:
    """The next thing to ask: where they are, the next draft, why it matters."""
    goals = {goal.id: goal for goal in await own_goals(turn)}
    new = [goals[name] for name in left.batch if name in goals]
    timed = any(goal.terms.rhythm for goal in new)
    if timed and not zone_known(turn):
        keep(turn, left.model_copy(update={"step": "zone"}))
        yield Text(markdown=_where(turn))
        skip = Option(label=turn._("Skip"), action=Action(name="goal.skip"))
        yield Buttons(options=(skip,))
        return
    if left.drafts:
        course = await course_by_id(turn, turn.learner.course or "")
        if course:
            keep(turn, left.model_copy(update={"step": "draft"}))
            async for part in card(turn, course, left.drafts[0], turn._("And the next:")):
                yield part
            return
    if any(not goal.terms.reason for goal in new):
        keep(turn, left.model_copy(update={"step": "reason"}))
        yield Text(
            markdown=turn._(
                "One question, if you like: why does this matter to you? A line in your own "
                "words. Only you see it, and I'll show it to you when it helps."
            )
        )
        skip = Option(label=turn._("Skip"), action=Action(name="goal.skip"))
        yield Buttons(options=(skip,))
        return
    clear(turn)


async def drop(turn: Turn, course: Course, draft: Draft) -> AsyncIterator[Part]:
    now = desk(turn)
    if draft.suggestion:
        turn.record(
            SuggestionAnswered(course=course.id, suggestion=draft.suggestion, accepted=False)
        )
    yield Text(
        markdown=turn._("It stays as it was.") if draft.changes else turn._("All right, I left it.")
    )
    left = tuple(each for each in now.drafts if each.id != draft.id)
    async for part in go_on(turn, Desk(drafts=left, batch=now.batch)):
        yield part


def zone_known(turn: Turn) -> bool:
    chosen = known_zone(turn.learner.preferences.timezone)
    return chosen is not None or names_place(turn.incoming.timezone)


def _where(turn: Turn) -> str:
    return turn._(
        "So that I write at the right hour: which city are you in, or near? For example Madrid, "
        "Bogotá or Chicago."
    )
