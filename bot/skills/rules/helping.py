"""How much help a course's exercises get: the teacher's word (bot/policy.py carries it out)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from bot.dates import parse_day
from bot.learner.events import HelpRuled, Rule
from bot.policy import DEFAULT
from bot.skill import Turn
from bot.tutor import open_item
from bot.tutor.course import listed
from bot.tutor.exercise import in_course, short_question
from knowledge.course import Course

_RULE = re.compile(
    r"(?P<rule>exam|no help|(?:only )?hints?(?: only)?|explanations?|solutions?|search|off|default|"
    r"examen|sin ayuda|(?:solo )?pistas|explicaciones|soluciones|busqueda|quita)\b"
    r"(?: (?:for|on|in|with|para|en|con))?"
    r"(?: (?P<where>(?!from\b|until\b|till\b|desde\b|hasta\b).+?))?"
    r"(?: (?:from|desde)(?: el| la)? (?P<since>.+?))?"
    r"(?: (?:until|till|to|hasta)(?: el| la)? (?P<until>.+?))?"
)
_RULES: dict[str, Rule | None] = {
    "exam": "exam", "hints": "hints", "hint": "hints", "hints only": "hints",
    "hint only": "hints", "only hints": "hints", "no help": "exam", "sin ayuda": "exam",
    "explanations": "explanations", "explanation": "explanations",
    "solutions": "solutions", "solution": "solutions", "off": None, "default": None,
    "examen": "exam", "pistas": "hints", "solo pistas": "hints", "explicaciones": "explanations",
    "soluciones": "solutions", "search": "search", "busqueda": "search", "quita": None,
}  # fmt: skip
_ALL = re.compile(r"(?:all|everything|the course|todo|el curso)")
_THIS = re.compile(r"(?:this(?: one| exercise)?|est[ea](?: ejercicio)?)")


def understood(turn: Turn, course: Course, said: str) -> HelpRuled | str:
    """The rule that a text says, or what is wrong with it."""
    match = _RULE.fullmatch(said)
    if not match:
        return turn._(
            "I didn't get that. For example: /rules exam 6.3 until Friday, /rules hints 6, "
            "/rules solutions all, /rules off 6.3."
        )
    where = match["where"] or "all"
    sections: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    if _THIS.fullmatch(where):
        current = open_item.current(turn)
        if current is None or current.course != course.id:
            return turn._("No exercise is open. Paste it first, then say: /rules exam this.")
        items = (current.item,)
    elif not _ALL.fullmatch(where):
        found, unknown = listed(course, where)
        if not found:
            return turn._(
                "I don't find “{name}” in {course}. Use numbers, e.g. /rules hints 6.3.",
                name=unknown,
                course=course.title,
            )
        sections = tuple(section.id for section in found)
    since, until = _moment(turn, match["since"]), _moment(turn, match["until"], after=True)
    for name, moment in ((match["since"], since), (match["until"], until)):
        if name and moment is None:
            return turn._("I don't know the day “{day}”. For example: 12 December.", day=name)
    if until and until <= (since or turn.now):
        return turn._("That would be over before it begins.")
    return HelpRuled(
        course=course.id,
        rule=_RULES[match["rule"]],
        sections=sections,
        items=items,
        since=since,
        until=until,
    )


def _moment(turn: Turn, phrase: str | None, *, after: bool = False) -> datetime | None:
    """The beginning of the teacher's day that a phrase names.

    Args:
        after: of the day after it, so that the day itself is included.
    """
    day = parse_day(phrase, turn.today, language=turn.translator.language) if phrase else None
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=after), time(), tzinfo=turn.zone)


async def standing(turn: Turn, course: Course) -> str:
    """What holds now and later."""
    ruled = [
        event
        for event in (*await turn.orders(course.id, "help_ruled"), *turn.events)
        if isinstance(event, HelpRuled) and event.course == course.id
    ]
    newest: dict[object, HelpRuled] = {}
    for event in ruled:
        newest[event.sections, event.items] = event
    lines = [turn._("How much help the exercises of {course} get:", course=course.title)]
    whole = newest.get(((), ()))
    if not (whole and whole.rule and whole.holds(turn.now)):
        lines.append(f"- {turn._('everything')}: {_words(turn, course.help or DEFAULT)}")
    for event in newest.values():
        if event.rule and not (event.until and event.until <= turn.now):
            when = _when(turn, event)
            lines.append(f"- {_where(turn, course, event)}: {_words(turn, event.rule)}{when}")
    return "\n".join(lines)


def _where(turn: Turn, course: Course, event: HelpRuled) -> str:
    if event.items:
        found = [in_course(course, "", name) for name in event.items]
        names = [f"“{short_question(each.item, 50)}”" for each in found if each]
        return ", ".join(names) or turn._("no longer in the course")
    if event.sections:
        labels = {section.id: section.label for section in course.sections()}
        names = [labels[name] for name in event.sections if name in labels]
        return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")
    return turn._("everything")


def _words(turn: Turn, rule: Rule) -> str:
    match rule:
        case "exam":
            return turn._("no help (exam)")
        case "hints":
            return turn._("hints only")
        case "search":
            return turn._("no hints, only where the course says it")
        case "explanations":
            return turn._("hints, explanations after a try")
        case "solutions":
            return turn._("hints, the worked solution after a try")


def _when(turn: Turn, event: HelpRuled) -> str:
    def day(moment: datetime, days: int = 0) -> str:
        local: date = moment.astimezone(turn.zone).date()
        return turn.translator.day(local - timedelta(days=days))

    said = ""
    if event.since and event.since > turn.now:
        said += " " + turn._("from {day}", day=day(event.since))
    if event.until:
        said += " " + turn._("until {day}", day=day(event.until, 1))
    return said
