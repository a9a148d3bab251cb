"""What of a summary a whole class may see: nothing that singles anybody out. Pure.

- No figure about fewer than `SMALL` students; nor one whose complement (those who did *not*) is
  smaller, because whoever knows the whole has that by subtracting.
- Shares are rounded to `STEP` points and end at 5% and 95%: "all of you got it wrong" would tell
  everybody's answer.
- Where one small cell of a row is hidden, the next smallest is hidden, too.
- No names, no groups, no questions, no goals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.summary.model import ClassSummary, ConceptShare, Misconception, Share

SMALL = 5
STEP = 5


@dataclass(frozen=True, slots=True)
class ForClass:
    """None wherever too few stand behind it."""

    active: Share | None
    percent: int | None
    """Of all first answers without help, about."""
    hardest: tuple[ConceptShare, int] | None
    better: tuple[ConceptShare, int, int] | None
    """The concept, and about what percent it was and is."""
    misconception: Misconception | None
    """With no more of ``said`` than may be shown."""

    @property
    def empty(self) -> bool:
        return self.percent is None and self.active is None


def for_class(summary: ClassSummary) -> ForClass:
    """
    Args:
        summary: of a whole class, no group: what a group's says could be subtracted.

    Raises:
        ValueError: it is about a group.
    """
    if summary.scope.group:
        raise ValueError("only a whole class's summary can be shared")
    activity = summary.activity
    active = Share(activity.active, activity.students)
    hardest, better = summary.hardest, summary.better
    return ForClass(
        active=active if large(activity.active, activity.students) else None,
        percent=rounded(activity.alone) if activity.answerers >= SMALL else None,
        hardest=(hardest, rounded(hardest.now)) if hardest and hardest.students >= SMALL else None,
        better=(
            (better, rounded(better.before), rounded(better.now))
            if better and min(better.students, better.students_before) >= SMALL
            else None
        ),
        misconception=_misconception(summary.misconceptions),
    )


def large(some: int, of: int) -> bool:
    """Both these and the others are enough not to be singled out."""
    return some >= SMALL and of - some >= SMALL


def rounded(share: Share) -> int:
    """Percent, to `STEP` points, never none and never all."""
    return max(STEP, min(100 - STEP, STEP * round(100 * share.value / STEP)))


def _misconception(found: tuple[Misconception, ...]) -> Misconception | None:
    for each in found:
        if each.belief and large(each.students, each.students + each.others):
            counts = without_small(dict(each.said))
            said = tuple((words, n) for words, n in counts.items() if n is not None)
            return Misconception(
                each.belief,
                each.section,
                each.items,
                each.concepts,
                said,
                each.students,
                each.others,
            )
    return None


def without_small(counts: Mapping[str, int]) -> dict[str, int | None]:
    """A row of counts with its small ones hidden, and as many others, from the smallest on, as it
    takes for the hidden ones together not to be small, nor one alone."""
    hidden = {name for name, n in counts.items() if 0 < n < SMALL}
    rest = sorted((name for name in counts if name not in hidden), key=lambda name: counts[name])
    while hidden and rest and (len(hidden) == 1 or sum(counts[n] for n in hidden) < SMALL):
        hidden.add(rest.pop(0))
    return {name: None if name in hidden else n for name, n in counts.items()}
