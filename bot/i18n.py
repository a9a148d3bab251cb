"""The bot's fixed texts in the learner's language.

English source texts are the message ids. Catalogues are .po files that are read when a language
is first used: nothing has to be compiled, and a translator can edit and try at once
(docs/translating.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from string import Formatter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

SOURCE_LANGUAGE = "en"
DOMAIN = "studylamp"
_LOCALES = files("bot") / "locale"


class Translator:
    """Fixed texts in one language."""

    def __init__(
        self, language: str, catalog: Catalog | None = None, *, strict: bool = False
    ) -> None:
        """
        Args:
            catalog: None for the source texts themselves.
            strict: a text with a placeholder that nobody filled raises KeyError (for tests);
                otherwise the placeholder stays visible, which is better than no answer.
        """
        self.language = language
        self._catalog = catalog
        self._strict = strict

    def gettext(self, message: str, /, **fields: object) -> str:
        """The message in this language, its ``{placeholders}`` filled in."""
        found = self._catalog.get(message) if self._catalog else None
        text = found.string if found and found.string else message
        return self._fill(str(text), fields)

    def ngettext(self, one: str, many: str, count: int, /, **fields: object) -> str:
        """The form that goes with ``count``; ``{count}`` is filled in."""
        forms = self._forms(one)
        if self._catalog is None or not forms:
            text = one if count == 1 else many
        else:
            text = forms[min(_plural_form(self._catalog, count), len(forms) - 1)]
        return self._fill(text, {"count": count} | fields)

    def day(self, date: date, *, weekday: bool = False) -> str:
        """A day without its year: "Nov 20", "20 nov"; or only its weekday, short."""
        from babel import Locale
        from babel.dates import format_skeleton

        locale = Locale.parse(self.language, sep="-")
        return format_skeleton("E" if weekday else "MMMd", date, locale=locale)

    def full_day(self, date: date) -> str:
        """ "November 20, 2026", "20 de noviembre de 2026" """
        from babel.dates import format_date

        return format_date(date, "long", locale=self.language.replace("-", "_"))

    def weekday(self, date: date) -> str:
        """ "Friday", "viernes" """
        from babel.dates import format_date

        return format_date(date, "EEEE", locale=self.language.replace("-", "_"))

    def listed(self, names: Sequence[str]) -> str:
        """ "a, b and c" """
        from babel.lists import format_list

        return format_list(names, locale=self.language.replace("-", "_"))

    def _forms(self, one: str) -> tuple[str, ...]:
        found = self._catalog.get(one) if self._catalog else None
        if found is None or not isinstance(found.string, tuple | list) or not all(found.string):
            return ()
        return tuple(found.string)

    def _fill(self, text: str, fields: Mapping[str, object]) -> str:
        if not fields and not (self._strict and placeholders(text)):
            return text
        return text.format_map(fields if self._strict else _Lenient(fields))


class _Lenient(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def N_(message: str) -> str:  # gettext's own name for it
    """Marks a text that is translated later, where it is said."""
    return message


def placeholders(text: str) -> frozenset[str]:
    """Names in braces; none for a text that isn't a template (LaTeX, a stray brace)."""
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return frozenset()
    return frozenset(name for name in names if name.isidentifier())


@lru_cache
def languages() -> tuple[str, ...]:
    """Languages that the bot speaks."""
    translated = (
        folder.name
        for folder in _LOCALES.iterdir()
        if (folder / "LC_MESSAGES" / f"{DOMAIN}.po").is_file()
    )
    return (SOURCE_LANGUAGE, *sorted(translated))


def supported(language: str | None) -> str | None:
    """The catalogue for a language tag (``es-MX``, ``es_MX`` → ``es``); None when there is none."""
    tag = (language or "").replace("_", "-").lower()
    known = languages()
    while tag:
        if tag in known:
            return tag
        tag = tag.rpartition("-")[0]
    return None


def translator_for(language: str | None, *, strict: bool = False) -> Translator:
    """The translator for a language tag; English when we don't speak it."""
    name = supported(language) or SOURCE_LANGUAGE
    catalog = None if name == SOURCE_LANGUAGE else _catalog(name)
    return Translator(name, catalog, strict=strict)


@lru_cache
def _catalog(language: str) -> Catalog:
    from babel.messages.pofile import read_po

    with (_LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def _plural_form(catalog: Catalog, count: int) -> int:
    # The header's rule is C; gettext compiles it into a function and checks it on the way.
    from gettext import c2py

    form: int = c2py(catalog.plural_expr)(count)
    return form
