"""What every generated item must pass, whoever wrote it: a generator of ours or a model.

The checks are plain functions from a `View` to a `Rejection` or None, tried in the order of
`CHECKS`; the first one that turns the item down names the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knowledge.course import Course, Item
from knowledge.generation.checks import duplicates, options, reading, truth
from knowledge.generation.checks.rejection import Reason, Rejection, tally
from knowledge.generation.checks.view import View
from knowledge.generation.generated import Generated
from knowledge.generation.material import material_of

__all__ = ["CHECKS", "Reason", "Rejection", "check", "tally"]

CHECKS: tuple[Callable[[View], Rejection | None], ...] = (
    truth.evidence_found,
    reading.markup,
    reading.length,
    reading.choices_about_choices,
    reading.figure,
    reading.context,
    duplicates.exercise,
    reading.trivial,
    options.different,
    options.same_kind,
    options.plausible,
    options.by_length,
    options.by_grammar,
    options.by_words,
    options.matched_by_words,
    truth.evidence_supports,
    truth.one_key,
    duplicates.duplicate,
)


def check(
    generated: Generated,
    course: Course,
    *,
    recent: Sequence[Item] = (),
) -> Rejection | None:
    """The reason not to use this item; None when it may be shown.

    Args:
        recent: items that were asked or kept lately; none of them is asked again.
    """
    material = material_of(course)
    section = material.sections.get(generated.section_id)
    if section is None:
        return Rejection("evidence_missing", f"no section {generated.section_id!r}")
    view = View(generated, material, section, recent)
    return next((found for test in CHECKS if (found := test(view))), None)
