"""What became of teachers' files, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.hygiene import quoted
from bot.i18n import N_
from bot.learner.uploads import Complaint
from bot.messages import Action, Buttons, File, Option, Part, Text
from bot.skill import Turn
from bot.uploads import Added, Refused, Step
from knowledge.course import Course
from knowledge.supplement import Supplement

_SHOWN = 5
"""Sections and complaints named in the message; the rest is counted, complaints go into a file."""
_WHY = {
    "empty": N_("“{name}” has no text in it. Is it the right file?"),
    "locked": N_("“{name}” is protected by a password. Save it without one and send it again."),
    "scan": N_(
        "“{name}” holds only pictures of text, and I can't search those. Run text recognition "
        "(OCR) on it, for instance with your scanner's app or `ocrmypdf`, and send the result."
    ),
    "too_large": N_(
        "“{name}” is too long for one file. Split it, for instance one file a chapter, and send "
        "me the parts."
    ),
    "bomb": N_(
        "“{name}” would unpack to far more than a document needs, so I didn't open it. If it is "
        "yours, save it anew or split it."
    ),
    "damaged": N_(
        "“{name}” is damaged, or isn't what its name says. Open it, save it again or as PDF, and "
        "send me that."
    ),
    "unread_format": N_(
        "I can't read “{name}”. I take PDF, Word (DOCX), PowerPoint (PPTX), Markdown, HTML, plain "
        "text, GIFT and QTI 2: save it as one of these and send it again."
    ),
}


def refusal(turn: Turn, refused: Refused) -> str:
    """Why a file can't be used, and what to do."""
    name = quoted(refused.name)
    if refused.why:
        return turn._(_WHY[refused.why], name=name)
    return turn._("I can't use “{name}”: {reason}", name=name, reason=refused.reason)


def step(turn: Turn, name: str, at: Step) -> str:
    """How far the adding is."""
    name = quoted(name, 40)
    match at.doing:
        case "waiting":
            return turn._("{name}: another file is being read first", name=name)
        case "pages":
            return turn._(
                "{name}: {done} of {total} pages read", name=name, done=at.done, total=at.total
            )
        case "sections":
            return turn._(
                "{name}: {done} of {total} sections read", name=name, done=at.done, total=at.total
            )
        case "reading":
            return turn._("{name}: reading", name=name)
        case "words":
            return turn._("{name}: making it searchable", name=name)
        case "vectors":
            return turn._(
                "{name}: found by its words; by meaning {done} of {total} passages",
                name=name,
                done=at.done,
                total=at.total,
            )


def of(turn: Turn, course: Course, results: Sequence[Added | Refused]) -> Iterator[Part]:
    """The report on files of one message."""
    added = [each for each in results if isinstance(each, Added)]
    texts = [
        _added(turn, course, each) if isinstance(each, Added) else refusal(turn, each)
        for each in results
    ]
    if added:
        texts.append(_found(turn, added[-1]))
    yield Text(markdown="\n\n".join(texts))
    complaints = [c for each in added for c in each.content.complaints]
    if len(complaints) > _SHOWN:
        lines = "".join(f"{complaint.text}\n" for complaint in complaints)
        name = turn._("left-out.txt")
        yield File(name=name, media_type="text/plain", data=lines.encode())
    if added:
        action = Action(name="course.files", args={"c": course.id})
        yield Buttons(options=(Option(label=turn._("Files of this course"), action=action),))


def _added(turn: Turn, course: Course, added: Added) -> str:
    supplement = added.content.supplement
    titles = {section.id: section.label for section in course.sections()}
    own = [
        section
        for section in supplement.unit.sections
        if section.text or section.terms or supplement.into.get(section.id) not in titles
    ]
    terms = sum(len(section.terms) for section in supplement.unit.sections)
    items = sum(len(section.items) for section in supplement.unit.sections)
    counts = [
        turn.n("{count} section", "{count} sections", len(own)) if own else "",
        turn.n("{count} key term", "{count} key terms", terms) if terms else "",
        turn.n("{count} exercise", "{count} exercises", items) if items else "",
    ]
    lines = [
        turn._(
            "**{name}** is part of {course} now: {what}.",
            name=quoted(supplement.file),
            course=course.title,
            what=", ".join(filter(None, counts)),
        )
    ]
    lines += ["", *(f"- {section.label}" for section in own[:_SHOWN])] if own else []
    if len(own) > _SHOWN:
        lines.append(f"- {turn._('and {count} more', count=len(own) - _SHOWN)}")
    lines += _moved(turn, supplement, titles)
    lines += _complaints(turn, added.content.complaints)
    return "\n".join(lines)


def _moved(turn: Turn, supplement: Supplement, titles: Mapping[str, str]) -> Iterator[str]:
    """Exercises that stand in sections of the course."""
    counts: Counter[str] = Counter()
    for section in supplement.unit.sections:
        counts[titles.get(supplement.into.get(section.id, ""), "")] += len(section.items)
    for title, count in counts.items():
        if title and count:
            yield ""
            yield turn.n(
                "{count} exercise stands in “{section}”.",
                "{count} exercises stand in “{section}”.",
                count,
                section=title,
            )


def _complaints(turn: Turn, complaints: Sequence[Complaint]) -> Iterator[str]:
    if not complaints:
        return
    left_out = [each for each in complaints if each.left_out]
    yield ""
    yield turn._("Left out:") if left_out else turn._("Worth a look:")
    ordered = [*left_out, *(each for each in complaints if not each.left_out)]
    for complaint in ordered[:_SHOWN]:
        yield f"- {complaint.text}"
    if len(ordered) > _SHOWN:
        yield f"- {turn._('and {count} more, all in the file', count=len(ordered) - _SHOWN)}"
    if left_out:
        yield ""
        yield turn._(
            "Put that right in the file and send it again: it takes the place of this one."
        )


def _found(turn: Turn, last: Added) -> str:
    if last.embedded < last.passages:
        return turn._(
            "Everybody in the course finds it by its words now. Search by meaning follows by "
            "itself: {done} of {total} passages are ready.",
            done=last.embedded,
            total=last.passages,
        )
    return turn._("Everybody in the course finds it now, with the file named as the source.")
