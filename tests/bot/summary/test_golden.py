"""Summaries of classes of 5 and 30, counted by hand, and of 300, counted by a plain script that
reads the events themselves."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from bot.learner.class_log import GoalStep
from bot.learner.events import AttemptMade
from bot.learner.store import Store, StoredEvent
from bot.summary import Scope, summarise
from bot.summary.model import (
    ConceptShare,
    Concern,
    Falling,
    Goals,
    HardItem,
    Inactive,
    Misconception,
    Plan,
    Share,
    Stretch,
    Struggling,
)
from evals.summary import NOW as THEN
from evals.summary import simulated
from knowledge.concepts import ConceptGraph
from tests.bot.summary.classes import DAY, NOW, a_class, answer, deed, question, summed
from tests.dialogs.courses import LIGHT

MIXED_UP = "Somebody mixed up rays."


def test_a_class_of_five() -> None:
    """
    | student | this week                       | 12 days ago    |
    |---------|---------------------------------|----------------|
    | ana     | rays-1 right, rays-2 wrong      | rays-1 right   |
    | ben     | rays-1 right, rays-2 wrong      | rays-1 right   |
    | cleo    | rays-1 right (hint), rays-2 right | rays-1 right |
    | dan     | mirrors-1 wrong, then right     | rays-1 right   |
    | eva     | nothing                         | rays-1 wrong   |
    """
    wrong = {"said": "true", "belief": MIXED_UP}
    log = a_class(
        ["ana", "ben", "cleo", "dan", "eva"],
        answers=[
            *(answer(who, "rays-1", True, days=12) for who in ("ana", "ben", "cleo", "dan")),
            answer("eva", "rays-1", False, days=12),
            answer("ana", "rays-1", True, days=3),
            answer("ana", "rays-2", False, days=3, **wrong),
            answer("ben", "rays-1", True, days=2),
            answer("ben", "rays-2", False, days=2, **wrong),
            answer("cleo", "rays-1", True, days=1, hints=1),
            answer("cleo", "rays-2", True, days=1),
            answer("dan", "mirrors-1", False, days=1),
            answer("dan", "mirrors-1", True, days=1, attempt=2),
        ],
        questions=[question("ana", "what is a ray", 3)],
        deeds=[deed("cleo", "hint_given", 1)],
        goals=[
            GoalStep("ben", NOW - 20 * DAY, "goal_set", "g1", ""),
            GoalStep("ana", NOW - 6 * DAY, "goal_set", "g2", ""),
            GoalStep("ana", NOW - 5 * DAY, "check_in_sent", "g2", ""),
            GoalStep("ana", NOW - 4 * DAY, "checked_in", "g2", "some"),
            GoalStep("ben", NOW - 3 * DAY, "goal_ended", "g1", "reached"),
            GoalStep("ana", NOW - 1 * DAY, "check_in_sent", "g2", ""),
        ],
    )
    found = summed(log)
    activity = found.activity
    assert (activity.students, activity.active, activity.answers) == (5, 4, 8)
    assert (activity.alone, activity.before) == (Share(3, 6), Share(4, 5))
    assert (activity.alone.percent, activity.before.percent) == (50, 80)
    assert activity.days == {"ana": 1, "ben": 1, "cleo": 1, "dan": 1}
    # Today is a Friday: three, two and one day ago are Tuesday, Wednesday and Thursday.
    assert activity.weekdays == (0, 1, 1, 2, 0, 0, 0)
    rays = ConceptShare("rays", "1.1 Rays", "rays", Share(3, 5), Share(4, 5), 3, 5)
    mirrors = ConceptShare("mirrors", "1.2 Mirrors", "mirrors", Share(0, 1), Share(0, 0), 1, 0)
    assert found.concepts == (rays, mirrors)
    assert (found.hardest, found.worse, found.better) == (rays, rays, None)
    assert found.items == ()  # no item was answered by all five
    shown = Misconception(MIXED_UP, "rays", ("rays-2",), ("rays",), (("true", 2),), 2, 1)
    assert found.misconceptions == (shown,)
    assert found.plan == Plan("rays", "rays", ("rays-1", "rays-2", "rays-3"), shown)
    assert found.concerns == (Concern("eva", (Inactive(12),)),)
    assert found.stretch == ()
    # Four were active this week: too few to say what was asked.
    assert (found.questions.asked, found.questions.withheld) == ((), True)
    assert found.goals == Goals(open=1, students=1, reached=1, answers={"some": 1}, unanswered=1)


def test_a_class_of_thirty() -> None:
    """Everybody answers each of these items once a week; this many of the 30 get it right.

    | item      | last week | this week |
    |-----------|-----------|-----------|
    | rays-1    | 30        | 30        |
    | rays-2    | 20        | 21        |
    | mirrors-1 | 15        | 24        |
    | lenses-1  | 13        | 12        |

    The nine who get rays-2 wrong this week say "true"; of the eighteen of lenses-1 ten say "false"
    and eight "no idea".
    """
    names = [f"s{n:02}" for n in range(30)]
    answers = []
    for item, last, this in (
        ("rays-1", 30, 30),
        ("rays-2", 20, 21),
        ("mirrors-1", 15, 24),
        ("lenses-1", 13, 12),
    ):
        for n, who in enumerate(names):
            answers.append(answer(who, item, n < last, days=9))
            said = belief = ""
            if n >= this and item == "rays-2":
                said, belief = "true", MIXED_UP
            elif n >= this and item == "lenses-1":
                said = "false" if n < 22 else "No  idea"
            answers.append(answer(who, item, n < this, days=3, said=said, belief=belief))
    asked = [question(f"s{n:02}", "What is a lens?", 3) for n in range(6)]
    asked += [question("s07", "Who won in 1998?", 3, covered=False)]
    found = summed(a_class(names, sorted(answers, key=lambda a: a.at), asked))
    activity = found.activity
    assert (activity.students, activity.active, activity.answers) == (30, 30, 120)
    assert activity.alone == Share(87, 120)  # 30 + 21 + 24 + 12
    assert activity.before == Share(78, 120)  # 30 + 20 + 15 + 13
    assert (activity.alone.percent, activity.before.percent) == (73, 65)
    by_name = {each.concept: each for each in found.concepts}
    assert {name: (c.now, c.before) for name, c in by_name.items()} == {
        "rays": (Share(51, 60), Share(50, 60)),
        "mirrors": (Share(24, 30), Share(15, 30)),
        "lenses": (Share(12, 30), Share(13, 30)),
    }
    assert found.hardest == by_name["lenses"]
    assert found.better == by_name["mirrors"]  # 50% to 80%
    assert found.worse is None  # 43% to 40% isn't worth a word
    assert found.items[:2] == (
        HardItem("lenses", "lenses-1", Share(12, 30)),
        HardItem("rays", "rays-2", Share(21, 30)),
    )
    assert [(m.belief, m.students, m.others, m.said) for m in found.misconceptions] == [
        ("", 10, 20, (("false", 10),)),
        (MIXED_UP, 9, 21, (("true", 9),)),
        ("", 8, 22, (("No idea", 8),)),
        ("", 6, 24, (("wrong", 6),)),  # mirrors-1
    ]
    assert found.plan and (found.plan.section, found.plan.items) == (
        "lenses",
        ("lenses-1", "lenses-2", "lenses-3"),
    )
    assert [(q.text, q.count, q.students, q.covered) for q in found.questions.asked] == [
        ("What is a lens?", 6, 6, True),
        ("Who won in 1998?", 1, 1, False),
    ]
    assert not found.questions.withheld
    assert found.concerns == found.stretch == ()


async def test_a_class_of_three_hundred(tmp_path: Path) -> None:
    """By way of a real store; the script below counts events one by one."""
    store = await Store.open(f"sqlite:///{tmp_path / 'class.db'}", clock=lambda: THEN)
    try:
        people = [(await store.learner(f"x:{n}")).id for n in range(300)]
        await store.classes.append(list(simulated(LIGHT, people, 9_000)))
        log = await store.class_log("light")
        types = ("attempt_made", "hint_given", "item_opened", "question_asked", "reviewed")
        events = await store.in_course("light", types)
    finally:
        await store.close()
    end = THEN.timestamp()
    scope = Scope(end - 28 * DAY, end)
    found = summarise(ConceptGraph(LIGHT), log, scope, now=end, zone=UTC, alike=lambda _: ())
    counted = count(people, events)
    activity = found.activity
    assert (activity.students, activity.active) == (300, len(counted["active"]))
    assert activity.answers == counted["answers"]
    assert tuple(activity.alone) == tuple(counted["alone"])
    assert tuple(activity.before) == tuple(counted["before"])
    assert {c.concept: tuple(c.now) for c in found.concepts} == counted["concepts"]
    top = found.misconceptions[0]
    belief, who = max(counted["wrong"].items(), key=lambda each: len(each[1]))
    assert (top.belief, top.students) == (belief[0], len(who))
    hard = found.items[0]
    assert counted["items"][hard.item] == [hard.share.right, hard.share.of]
    assert hard.share.value == min(right / of for right, of in counted["items"].values() if of >= 5)
    quiet = {c.learner for c in found.concerns if isinstance(c.reasons[0], Inactive)}
    assert quiet == counted["quiet"]
    assert len(quiet) > 5


def count(people: list[str], events: list[StoredEvent]) -> dict[str, Any]:
    since, earlier = THEN - timedelta(days=28), THEN - timedelta(days=56)
    active, answers, alone, before = set(), 0, [0, 0], [0, 0]
    concepts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    items: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    wrong: dict[tuple[str, str], set[str]] = defaultdict(set)
    last = dict.fromkeys(people, THEN - timedelta(weeks=13))
    for each in events:
        last[each.learner_id] = max(last[each.learner_id], each.at)
        if each.at >= since and each.at < THEN:
            active.add(each.learner_id)
        if not isinstance(each.event, AttemptMade):
            continue
        made, right = each.event, each.event.credit == 1
        if since <= each.at < THEN:
            answers += 1
            if not right:
                key = (made.misconception, "" if made.misconception else made.item + made.answer)
                wrong[key].add(each.learner_id)
            if made.hints == 0 and made.attempt == 1:
                for counts in (alone, concepts[made.section], items[made.item]):
                    counts[0] += right
                    counts[1] += 1
        elif earlier <= each.at < since and made.hints == 0 and made.attempt == 1:
            before[0] += right
            before[1] += 1
    quiet = {who for who, at in last.items() if (THEN - at).total_seconds() >= 10 * DAY}
    return {
        "active": active,
        "answers": answers,
        "alone": alone,
        "before": before,
        "concepts": {name: tuple(counts) for name, counts in concepts.items()},
        "items": items,
        "wrong": wrong,
        "quiet": quiet,
    }


# ---- the rules about students ------------------------------------------------------------------


def test_three_concepts_falling() -> None:
    """Two answers each before and lately; 100% → 0% in three concepts is a reason, in two it
    isn't."""
    answers = [
        answer(who, f"{concept}-{n}", right, days=days)
        for who, falls in (("ana", 3), ("ben", 2))
        for place, concept in enumerate(("rays", "mirrors", "lenses"))
        for n in (1, 2)
        for days, right in ((30, True), (5, place >= falls))
    ]
    found = summed(a_class(["ana", "ben"], answers))
    (concern,) = found.concerns
    assert concern.learner == "ana"
    (reason,) = concern.reasons
    assert isinstance(reason, Falling)
    assert Counter(reason.concepts) == Counter(["rays", "mirrors", "lenses"])


def test_many_hints_and_few_right() -> None:
    def worked(who: str, hints: int, right: int) -> Any:
        answers = [answer(who, "rays-1", n < right, attempt=n + 1) for n in range(8)]
        return answers, [deed(who, "hint_given", 1) for _ in range(hints)]

    ana, ben, cleo = worked("ana", 8, 3), worked("ben", 7, 3), worked("cleo", 9, 4)
    log = a_class(
        ["ana", "ben", "cleo"], [*ana[0], *ben[0], *cleo[0]], (), ana[1] + ben[1] + cleo[1]
    )
    assert summed(log).concerns == (Concern("ana", (Struggling(8, 8, 3),)),)


def test_who_could_do_more() -> None:
    items = ("rays-1", "rays-2", "rays-3", "rays-4", "mirrors-1", "mirrors-2", "mirrors-3")
    items += ("lenses-1", "lenses-2", "lenses-3")
    answers = [answer("ana", item, item != "rays-1") for item in items]
    answers += [answer("ben", item, item not in ("rays-1", "rays-2")) for item in items]
    assert summed(a_class(["ana", "ben"], answers)).stretch == (Stretch("ana", Share(9, 10), 3),)


def test_nobody_and_one() -> None:
    nobody = summed(a_class([]))
    assert (nobody.activity.students, nobody.plan, nobody.concerns) == (0, None, ())
    one = summed(a_class(["ana"], [answer("ana", "rays-2", False, said="true", belief=MIXED_UP)]))
    assert (one.activity.active, one.activity.alone) == (1, Share(0, 1))
    assert one.misconceptions[0].students == 1
