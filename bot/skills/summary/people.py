"""Students to see, with the reason and a message the teacher can copy; who could do more."""

from __future__ import annotations

from collections.abc import Iterator

from bot.skill import Turn
from bot.skills.summary.view import View, when
from bot.summary import answers_of
from bot.summary.activity import share
from bot.summary.model import ClassSummary, Concern, Falling, Inactive, Reason
from bot.summary.students import EARLIER, LATELY

_SHOWN = 10


def blocks(turn: Turn, view: View, found: ClassSummary) -> Iterator[str]:
    """Markdown, for the teacher alone."""
    if not found.concerns and not found.stretch:
        yield turn._("Nobody stands out right now.") + " " + _rules(turn)
        return
    if found.concerns:
        rows = "\n".join(_concern(turn, view, each) for each in found.concerns[:_SHOWN])
        yield f"**{turn._('May need help')}**\n{rows}"
        more = len(found.concerns) - _SHOWN
        if more > 0:
            yield turn.n("{count} more student.", "{count} more students.", more)
        first = found.concerns[0]
        draft = _draft(turn, view, first)
        yield f"{turn._('A message you could send:')}\n> {draft}"
    if found.stretch:
        rows = "\n".join(
            "- " + turn._(
                "{name}: {right} of {of} right without help, in {concepts} concepts",
                name=view.name(each.learner), right=each.share.right, of=each.share.of,
                concepts=each.concepts,
            )
            for each in found.stretch[:_SHOWN]
        )  # fmt: skip
        yield f"**{turn._('Ready for harder ones')}**\n{rows}"
    yield _rules(turn)


def one(turn: Turn, view: View, found: ClassSummary, who: str) -> str:
    """One student, at their teacher's question. Never what they asked or wrote to themselves."""
    answers = [each for each in answers_of(view.log, view.scope) if each.learner == who]
    counted = share(answers)
    marked = sum(each.credit is not None for each in answers)
    said = [
        f"**{view.name(who)}, {when(turn, view.wish)}**",
        turn.n("{count} answer", "{count} answers", marked),
    ]
    if counted.of:
        said.append(turn._("{percent}% right without help", percent=counted.percent))
    lines = [" · ".join(said)]
    concern = next((each for each in found.concerns if each.learner == who), None)
    if concern:
        reasons = "; ".join(_reason(turn, view, reason) for reason in concern.reasons)
        lines.append(turn._("May need help: {reasons}.", reasons=reasons))
    return "\n".join(lines)


def _concern(turn: Turn, view: View, concern: Concern) -> str:
    reasons = "; ".join(_reason(turn, view, reason) for reason in concern.reasons)
    return f"- {view.name(concern.learner)}: {reasons}"


def _reason(turn: Turn, view: View, reason: Reason) -> str:
    match reason:
        case Inactive():
            return turn.n(
                "no activity for {count} day", "no activity for {count} days", reason.days
            )
        case Falling():
            named = ", ".join(view.title(concept) for concept in reason.concepts[:3])
            return turn.n(
                "{count} concept falling ({concepts})", "{count} concepts falling ({concepts})",
                len(reason.concepts), concepts=named,
            )  # fmt: skip
        case _:
            return turn._(
                "{hints} hints for {answers} answers, {right} right",
                hints=reason.hints,
                answers=reason.answers,
                right=reason.right,
            )


def _draft(turn: Turn, view: View, concern: Concern) -> str:
    name, course = view.name(concern.learner), view.course.title
    match concern.reasons[0]:
        case Inactive():
            return turn._(
                "Hi {name}, I haven't seen you in {course} for a while. Is something in the way? "
                "Ten minutes with one section is a good way back in, and I'm glad to help.",
                name=name,
                course=course,
            )
        case Falling() as falling:
            return turn._(
                "Hi {name}, {concept} seems to have become harder lately, which happens. Shall we "
                "look at one exercise together?",
                name=name,
                concept=view.title(falling.concepts[0]),
            )
        case _:
            return turn._(
                "Hi {name}, I see you keep working at {course}, hints and all. Which exercise "
                "shall we go through together?",
                name=name,
                course=course,
            )


def _rules(turn: Turn) -> str:
    return turn._(
        "The rules: no activity in 10 days; three concepts 25 points lower in the last {lately} "
        "days than in the {earlier} before; or 8 answers and more lately, a hint or more for each, "
        "and 40% right at most. They are a reason to ask, not a verdict.",
        lately=LATELY,
        earlier=EARLIER,
    )
