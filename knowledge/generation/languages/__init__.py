"""The languages that items are generated in. A new one is a module like `en`, and a row here."""

from __future__ import annotations

from knowledge.generation.languages import en, es
from knowledge.generation.languages.bare import bare
from knowledge.generation.languages.language import Kind, Language, Wording
from knowledge.text import primary

__all__ = ["LANGUAGES", "Kind", "Language", "Wording", "language_of"]

LANGUAGES = {language.code: language for language in (en.ENGLISH, es.SPANISH)}


def language_of(code: str) -> Language:
    """The language of a course (``es-MX`` is ``es``); a bare one when it isn't among ours."""
    return LANGUAGES.get(primary(code)) or bare(primary(code))
