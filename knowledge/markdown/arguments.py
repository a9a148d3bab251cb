"""What stands behind the id on a marker line."""

from __future__ import annotations

from knowledge.markdown.fields import SLUG, Report, not_an_id
from knowledge.markdown.parts import Part
from knowledge.markdown.syntax import suggestion


class Arguments:
    """Name=value pairs, taken out by name; the rest is unknown."""

    def __init__(self, part: Part, report: Report) -> None:
        self._part, self._report = part, report
        self._left = dict(part.arguments)
        self._known: list[str] = []

    def text(self, name: str) -> str | None:
        self._known.append(name)
        return self._left.pop(name, None)

    def ids(self, name: str) -> tuple[str, ...]:
        """Ids separated by commas or spaces."""
        found = tuple((self.text(name) or "").replace(",", " ").split())
        for entry in found:
            if not SLUG.fullmatch(entry):
                self._report.error(self._part.line, not_an_id(name, entry))
        return found

    def id(self, name: str) -> str | None:
        return next(iter(self.ids(name)), None)

    def flag(self, name: str) -> bool:
        value = self.text(name)
        if value not in (None, "true", "false"):
            self._report.error(self._part.line, f"`{name}` is either true or false.")
        return value == "true"

    def done(self) -> None:
        for name in self._left:
            self._report.error(
                self._part.line,
                f"`{name}` is not known for `{self._part.keyword}`.{suggestion(name, self._known)}",
            )
