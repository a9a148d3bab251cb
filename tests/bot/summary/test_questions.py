"""What was asked is told, and never by whom: not even by subtracting one answer from another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learner.class_log import ClassLog
from bot.summary import Scope
from bot.summary.model import Asked
from bot.summary.questions import CROWD, batches, questions
from tests.bot.summary.classes import DAY, NOW, a_class, deed, member, question

NAMES = [f"s{n}" for n in range(9)]
WORDS = ["ray", "lens", "mirror", "prism", "shadow", "focus", "colour", "glass", "eye", "beam"]


@st.composite
def logs(draw: st.DrawFn) -> ClassLog:
    """Up to 12 days of a class in which each question is told from every other."""
    rows = draw(
        st.lists(st.tuples(st.sampled_from(NAMES), st.floats(0, 12), st.booleans()), max_size=40)
    )
    rows.sort(key=lambda row: -row[1])
    asked = [
        question(who, f"q{n}x{n * 7919}", days) for n, (who, days, asks) in enumerate(rows) if asks
    ]
    done = [deed(who, "item_opened", days) for who, days, asks in rows if not asks]
    return a_class(NAMES, (), asked, done)


def shown(log: ClassLog, first: float, last: float) -> Counter[str]:
    scope = Scope(NOW - first * DAY, NOW - last * DAY)
    found = questions(log, scope, NOW, "en", lambda _: ())
    return Counter({each.text: each.count for each in found.asked})


spans = st.tuples(st.floats(0, 14), st.floats(0, 14)).map(lambda span: (max(span), min(span)))


@settings(max_examples=300, deadline=None)
@given(logs(), spans, spans)
def test_no_difference_of_two_summaries_points_at_anybody(
    log: ClassLog, one: tuple[float, float], other: tuple[float, float]
) -> None:
    """Whatever is in one summary and not in the other was asked on days on which CROWD students
    did something: as many may have asked it."""
    parts = (shown(log, *one), shown(log, *other))
    for text in (parts[0] - parts[1]) + (parts[1] - parts[0]):
        asked = next(each for each in log.questions if each.text == text)
        day = int(asked.at // DAY)
        batch = next(b for b in batches(log, NOW) if b.first <= day <= b.last)
        might = {
            row.learner
            for row in (*log.questions, *log.deeds)
            if batch.first <= int(row.at // DAY) <= batch.last
        }
        assert len(might) >= CROWD


@settings(max_examples=100, deadline=None)
@given(logs(), spans)
def test_batches_come_whole(log: ClassLog, span: tuple[float, float]) -> None:
    found = questions(log, Scope(NOW - span[0] * DAY, NOW - span[1] * DAY), NOW, "en", lambda _: ())
    if len(found.asked) == 12:
        return  # there is room for no more
    texts = {each.text for each in found.asked}
    for batch in batches(log, NOW):
        inside = {q.text for q in log.questions if batch.first <= int(q.at // DAY) <= batch.last}
        assert inside <= texts or not inside & texts


def test_a_day_is_shown_when_it_is_over() -> None:
    asked = [question(who, "what is a ray", 0.2) for who in NAMES[:6]]
    assert not shown(a_class(NAMES, (), asked), 7, 0)
    asked = [question(who, "what is a ray", 1.2) for who in NAMES[:6]]
    assert shown(a_class(NAMES, (), asked), 7, 0) == {"what is a ray": 6}


def test_what_is_alike_is_one() -> None:
    texts = ["What is shaping?", "what is SHAPING", "Can you explain shaping?", "What is a ratio?"]
    near = [[1.0, 0.88, 0.1], [0.88, 1.0, 0.1], [0.1, 0.1, 1.0]]  # of the three that differ
    asked = [question(NAMES[n], text, 2) for n, text in enumerate(texts)]
    log = a_class(NAMES, (), asked, [deed(NAMES[8], "item_opened", 2)])
    scope = Scope(NOW - 7 * DAY, NOW)
    by_meaning = questions(log, scope, NOW, "en", lambda _: near).asked
    assert [(each.text, each.count) for each in by_meaning] == [
        ("What is shaping?", 3),
        ("What is a ratio?", 1),
    ]
    by_words = questions(log, scope, NOW, "en", lambda _: ()).asked
    assert by_words[0] == Asked("What is shaping?", 2, 2, True, "rays")
    assert len(by_words) == 3


def test_a_name_in_a_question_is_left_out() -> None:
    asked = [question(NAMES[0], "S3 says that a ray bends, is that so? s3", 2)]
    log = a_class(NAMES, (), asked, [deed(who, "item_opened", 2) for who in NAMES])
    found = questions(log, Scope(NOW - 7 * DAY, NOW), NOW, "en", lambda _: ())
    assert found.asked[0].text == "S3 says that a ray bends, is that so? s3"  # two letters: no name
    members = {**log.members, "x": member("aurelia")}
    asked = [question(NAMES[0], "it's me, Aurelia: what is a ray?", 2)]
    log = replace(log, members=members, questions=asked)
    found = questions(log, Scope(NOW - 7 * DAY, NOW), NOW, "en", lambda _: ())
    assert found.asked[0].text == "it's me, …: what is a ray?"
