"""Which language a text is in, by its commonest function words or its script.

Light on purpose: it decides which stemmer a course gets, and `ingest --language` overrides it.
"""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENOUGH = 12
"""Function words that must have been seen before they decide."""

_FUNCTION_WORDS = {
    "ca": "el la els les de del i que en un una per amb és són no al es com més aquest aquesta",
    "da": "og i at det en den til er som på de med han af for ikke der var et jeg eller også blev",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als wird",
    "el": "και το να του η της με που την από για είναι στο στην τα οι των δεν θα σε ένα μια",
    "en": "the of and to in a is that for it as was with be by on not he this are or from at which",
    "eo": "la de kaj en al estas ne ke por kun el li ĝi sed per oni kiu tiu estis pri",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o",
    "et": "ja on ei et see oli ta kui ka mis oma aga või selle siis seda kes kõik nii",
    "eu": "eta da ez du bat dira zen ere baina izan hau dute bere edo baino den dela duen",
    "fi": "ja on ei se että oli hän mutta ovat joka myös kun tai sen ole niin jos kuin mukaan",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ce il",
    "ga": "an na agus a ar i is go le do ní bhí tá sé ag seo nach leis mar atá chun ó",
    "hu": "a az és hogy nem is egy van ez de meg csak ha volt el mint már vagy még ezt azt",
    "id": "yang dan di dengan untuk pada dalam adalah ini itu dari tidak ke akan oleh atau juga",
    "it": "di e il la che in un a per è una con non del da sono le si come dei al alla nel più",
    "lt": "ir yra kad į iš su bet tai kaip o jis buvo ar apie prie dėl jo tik nuo už",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er die als ook door bij",
    "no": "og i det er på som en til av for at med ikke den de har et om var jeg eller også ble",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como ao",
    "ro": "de și în a la cu care pe nu o un din este mai să pentru ce sunt ca se al sau",
    "ru": "и в не на что с как по к из это для а от но у же за о то его при или так",
    "sr": "и у је да се на за од са су као не из што који али по то бити",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men eller",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi en kadar ne değil ya her veya",
}
_LISTS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}
_SCRIPTS = (  # in this order: Japanese also has Han characters
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
)
_TAG = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")


def detect(text: str, default: str = "en") -> str:
    """ISO 639-1 code of the text's language; `default` when there is too little to tell."""
    sample = text[:60_000]
    letters = sum(char.isalpha() for char in sample)
    for language, script in _SCRIPTS:
        if letters and len(script.findall(sample)) > 0.3 * letters:
            return language
    words = Counter(word.casefold() for word in _WORD.findall(sample))
    scores = {
        language: sum(words[word] for word in function_words) / len(function_words) ** 0.5
        for language, function_words in _LISTS.items()
    }
    best = max(scores, key=lambda language: scores[language])
    return best if sum(words[word] for word in _LISTS[best]) >= _ENOUGH else default


def tag(declared: str | None) -> str | None:
    """A language tag a document states (``en_US``, ``ES``), in the form a course wants; or None."""
    if not declared:
        return None
    primary, *rest = declared.strip().replace("_", "-").split("-")
    cleaned = "-".join([primary.lower(), *rest])
    return cleaned if _TAG.match(cleaned) else None
