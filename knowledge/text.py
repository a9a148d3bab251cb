"""Words of a text in its language: folded, without stop words, stemmed.

One definition for ranking, coverage, matching exercises and picking sentences.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*", re.UNICODE)
_POSSESSIVE = re.compile(r"['’](?:s|re|ve|ll|d|m|t)?$")
_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_STOPWORDS = {
    "de": "GERMAN", "en": "EN_PLUS", "es": "SPANISH", "fr": "FRENCH", "it": "ITALIAN",
    "nl": "DUTCH", "no": "NORWEGIAN", "pt": "PORTUGUESE", "ru": "RUSSIAN", "sv": "SWEDISH",
    "tr": "TURKISH",
}  # fmt: skip
_TYPED = {"en": ("whats", "hows", "whos", "wheres", "whys", "thats", "im", "ive", "cant")}
"""Function words without their apostrophe that the lists lack."""
_local = threading.local()  # a Snowball stemmer is not thread-safe


def primary(language: str) -> str:
    """``es`` of ``es-MX``."""
    return language.partition("-")[0].lower()


@lru_cache
def stop_words(language: str) -> frozenset[str]:
    """The language's function words, folded; empty for a language without a list."""
    import bm25s.stopwords

    name = _STOPWORDS.get(primary(language))
    words: tuple[str, ...] = getattr(bm25s.stopwords, f"STOPWORDS_{name}") if name else ()
    # As learners type them: dont, isnt.
    plain = (word.replace("'", "") for word in words)
    return frozenset(fold(word) for word in (*words, *plain, *_TYPED.get(primary(language), ())))


def fold(text: str) -> str:
    """Case folded, without accents: learners leave them out (``media aritmetica``)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def stem(word: str, language: str) -> str:
    """The word's Snowball stem, folded; the folded word for a language without a stemmer."""
    stemmer = _stemmer(primary(language))
    # Spanish suffixes carry accents (-ción), so stem first and fold afterwards.
    return fold(stemmer.stemWord(word.casefold()) if stemmer else word)


def raw_words(text: str) -> list[str]:
    """The words of a text as written, in order, without possessive endings."""
    words: list[str] = _WORD.findall(text)
    if "'" not in text and "’" not in text:
        return words
    return [_POSSESSIVE.sub("", w) or w if "'" in w or "’" in w else w for w in words]


def content_words(text: str, language: str) -> list[str]:
    """Stems of the words that carry meaning, in order, with repetitions."""
    stops = stop_words(language)
    return [stem(word, language) for word in raw_words(text) if fold(word) not in stops]


def _stemmer(language: str) -> Any:
    stemmers = _local.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        import Stemmer

        name = _SNOWBALL.get(language)
        stemmers[language] = Stemmer.Stemmer(name) if name in Stemmer.algorithms() else None
    return stemmers[language]
