"""A pilot in plain words, in the reader's language: figures first, then what they can't say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.learner.events import Arm, Level, PilotPlanned
from bot.pilot.cautions import caution_words
from bot.pilot.report import Measure, Name, Report
from bot.pilot.say import Words, percent, points, signed
from bot.pilot.statistics import Effect
from knowledge.course import Course


def arm_words(say: Words, arm: Arm) -> str:
    match arm:
        case "full":
            return say._("full help")
        case "hints":
            return say._("hints only")
        case "search":
            return say._("search answers only")


def level_words(say: Words, level: Level) -> str:
    match level:
        case "low":
            return say._("the lower third before")
        case "middle":
            return say._("the middle third before")
        case "high":
            return say._("the upper third before")
        case "unknown":
            return say._("not known before")


def last_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """The last day before a moment at which something is over."""
    return (moment - timedelta(seconds=1)).astimezone(zone)


def markdown(say: Words, report: Report, title: str) -> str:
    """The whole report."""
    heading = say._("# Pilot in {course}", course=title)
    blocks = [heading, brief(say, report), _people(say, report)]
    for name, measure in report.measures.items():
        blocks.append(_measure(say, name, measure))
    cautions = "\n".join(f"- {caution_words(say, report, limit)}" for limit in report.limits)
    blocks.append(f"## {say._('What this can’t tell')}\n\n{cautions}")
    if report.unit == "student":
        how = say._(
            "Students were drawn by lot, balanced by how they did before (seed {seed}, pilot "
            "{pilot}). Intervals: 95%, Student’s t over students.",
            seed=report.seed,
            pilot=report.pilot,
        )
    else:
        how = say._(
            "Groups were drawn by lot, balanced by how they did before (seed {seed}, pilot "
            "{pilot}). Intervals: 95%, Student’s t over groups.",
            seed=report.seed,
            pilot=report.pilot,
        )
    blocks.append(how)
    return "\n\n".join(filter(None, blocks)) + "\n"


def brief(say: Words, report: Report) -> str:
    """The result in a few sentences: the delayed quiz first, which is the comparison by lot."""
    lines = [
        _conclusion(say, name, measure, effect)
        for name, measure in report.measures.items()
        for effect in measure.effects
    ]
    if report.ended_early:
        lines.insert(0, say._("This pilot was ended early: take it as an idea, not a finding."))
    return "\n\n".join(lines) or say._("There is nothing to compare.")


def _conclusion(say: Words, name: Name, measure: Measure, effect: Effect) -> str:
    arm, reference = _arms(measure, effect)
    fields = {
        "arm": arm_words(say, arm),
        "reference": arm_words(say, reference),
        "one": percent(measure.means[arm].value),
        "other": percent(measure.means[reference].value),
    }
    if name == "quiz":
        said = say._(
            "**Delayed quiz:** {one} right with {arm}, {other} with {reference}.", **fields
        )
    else:
        said = say._(
            "**Next question after help:** {one} right without hints with {arm}, {other} with "
            "{reference}.",
            **fields,
        )
    size = say._(
        "Difference {difference} points; the data fit anything from {low} to {high}.",
        difference=points(effect.difference),
        low=points(effect.low),
        high=points(effect.high),
    )
    if effect.clear:
        sure = say._("So chance alone would rarely give this.")
    else:
        sure = say._(
            "So it can't be told whether there is a difference; that isn't the same as there "
            "being none."
        )
    return f"{said} {size} {sure}"


def _arms(measure: Measure, effect: Effect) -> tuple[Arm, Arm]:
    by_name: dict[str, Arm] = {arm: arm for arm in measure.means}
    return by_name[effect.arm], by_name[effect.reference]


def _people(say: Words, report: Report) -> str:
    columns = [
        say._("help"), say._("drawn"), say._("joined later"), say._("told"), say._("opted out"),
        say._("quiz"), say._("no quiz"), say._("next question"),
    ]  # fmt: skip
    rows = [
        [
            arm_words(say, arm), each.assigned, each.late, each.told, each.left, each.quiz,
            percent(each.missing), each.next_item,
        ]
        for arm, each in report.people.items()
    ]  # fmt: skip
    note = ""
    if report.unassigned:
        note = "\n\n" + say.n(
            "{count} student of the class had no part in it.",
            "{count} students of the class had no part in it.",
            report.unassigned,
        )
    return f"## {say._('People')}\n\n{_table(columns, rows)}{note}"


def _measure(say: Words, name: Name, measure: Measure) -> str:
    title = say._("Delayed quiz") if name == "quiz" else say._("Next question after help")
    if not measure.effects:
        return f"## {title}\n\n{say._('Too few answers to compare anything.')}"
    columns = [
        say._("who"), say._("compared"), say._("points"), "95%", "g", "95%",
        say._("units"),
    ]  # fmt: skip
    rows = [_row(say, say._("all"), measure, effect) for effect in measure.effects]
    for level, effects in measure.levels.items():
        rows += [_row(say, level_words(say, level), measure, effect) for effect in effects]
    return f"## {title}\n\n{_table(columns, rows)}"


def _row(say: Words, who: str, measure: Measure, effect: Effect) -> list[object]:
    arm, reference = _arms(measure, effect)
    g, g_range = "–", "–"
    if effect.standardised is not None:
        g = signed(effect.standardised)
        g_range = f"{signed(effect.standardised_low)} … {signed(effect.standardised_high)}"
    return [
        who,
        f"{arm_words(say, arm)} − {arm_words(say, reference)}",
        points(effect.difference),
        f"{points(effect.low)} … {points(effect.high)}",
        g,
        g_range,
        f"{effect.units[0]} / {effect.units[1]}",
    ]


def _table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def described(say: Words, plan: PilotPlanned, course: Course, zone: ZoneInfo) -> str:
    """What a plan is, for who has to decide about it."""
    day = say.translator.day
    labels = [section.label for section in course.sections() if section.id in plan.sections]
    where = ", ".join(labels[:4]) + (" …" if len(labels) > 4 else "")
    lines = [
        say._("**Pilot in {course}**: which help works best?", course=course.title),
        *(f"- {_gets(say, arm)}" for arm in plan.arms),
        "",
        say._(
            "From {since} to {until}, in {where}.",
            since=day(plan.since.astimezone(zone).date()),
            until=day(last_day(plan.until, zone).date()),
            where=where or say._("the whole course"),
        ),
        _lot(say, plan),
        say.n(
            "From {since} to {until} a quiz of {count} question, without help, shows what lasted.",
            "From {since} to {until} a quiz of {count} questions, without help, shows what lasted.",
            len(plan.quiz),
            since=day(plan.quiz_since.astimezone(zone).date()),
            until=day(last_day(plan.quiz_until, zone).date()),
        ),
        say._(
            "Your own rules stay: whatever is stricter holds. Students are told, and can stay out."
        ),
    ]
    return "\n".join(lines)


def _gets(say: Words, arm: Arm) -> str:
    match arm:
        case "full":
            return say._("full help: hints, reasons and examples, as far as your rules go")
        case "hints":
            return say._("hints only: no reasons for what was wrong, no worked examples")
        case "search":
            return say._("search answers only: what the course says, right or wrong, no hints")


def _lot(say: Words, plan: PilotPlanned) -> str:
    if plan.unit == "student":
        return say._("Each student is drawn by lot, balanced by how they did so far.")
    return say._("Whole groups are drawn by lot, balanced by how they did so far.")
