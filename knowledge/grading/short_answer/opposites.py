"""Words that turn a sentence round: negations and opposites, in English and Spanish.

Lists, since embeddings can't tell: "increases" and "decreases" are near neighbours. Any other
language has prefixes (``synchronous``, ``asynchronous``) only.
"""

from __future__ import annotations

from functools import lru_cache

from knowledge.text import fold, primary, stem

_NEGATIONS = {
    "en": "not no never none nothing neither nor nobody nowhere without lack lacks lacking lacked "
    "absence absent dont doesnt didnt isnt arent wasnt werent cant wont wouldnt couldnt shouldnt "
    "hasnt havent hadnt aint",
    "es": "no nunca jamás ni nada nadie ningún ninguna ninguno tampoco sin falta ausencia carece",
}
_MERELY = {
    "en": frozenset("only just merely solely".split()),
    "es": frozenset(["solo", "solamente"]),
}
"""Behind a negation they undo it: "not only"."""
_OPPOSITES = {
    "en": """
        more/less more/fewer most/least increase/decrease increase/reduce rise/fall grow/shrink
        gain/lose raise/lower higher/lower high/low larger/smaller large/small bigger/smaller
        big/small longer/shorter long/short faster/slower fast/slow quickly/slowly open/closed
        open/close same/different similar/different equal/unequal up/down hot/cold hotter/colder
        warmer/cooler heavy/light heavier/lighter hard/soft positive/negative always/never
        before/after left/right on/off true/false yes/no all/none rough/smooth wet/dry
        strong/weak stronger/weaker inside/outside internal/external first/last thick/thin
        deep/shallow together/apart push/pull attract/repel above/below early/late old/new
        full/empty add/remove add/subtract present/absent alive/dead accept/reject win/lose
        begin/end start/stop cause/prevent allow/prevent help/hinder expand/contract major/minor
        maximum/minimum presence/absence success/failure encourage/discourage connected/separated
        voluntary/automatic active/passive rich/poor easy/difficult wide/narrow near/far
        better/worse best/worst good/bad good/poor young/old
    """,
    "es": """
        más/menos mayor/menor aumenta/disminuye aumenta/reduce sube/baja crece/decrece gana/pierde
        alto/bajo grande/pequeño largo/corto rápido/lento abierto/cerrado igual/diferente
        igual/distinto mismo/diferente arriba/abajo caliente/frío pesado/ligero duro/blando
        positivo/negativo siempre/nunca antes/después izquierda/derecha verdadero/falso sí/no
        todo/nada todos/ninguno fuerte/débil dentro/fuera interno/externo primero/último
        grueso/delgado juntos/separados atrae/repele encima/debajo viejo/nuevo lleno/vacío
        añade/quita suma/resta presente/ausente vivo/muerto acepta/rechaza empieza/termina
        causa/impide permite/impide máximo/mínimo éxito/fracaso activo/pasivo fácil/difícil
        ancho/estrecho cerca/lejos mejor/peor bueno/malo joven/viejo conectado/separado
    """,
}
_PREFIXES = (
    ("", "un"), ("", "in"), ("", "im"), ("", "ir"), ("", "il"), ("", "dis"), ("", "des"),
    ("", "non"), ("", "a"), ("", "anti"), ("hypo", "hyper"), ("hipo", "hiper"), ("endo", "exo"),
    ("intra", "inter"), ("pre", "post"), ("micro", "macro"), ("under", "over"), ("in", "ex"),
    ("in", "de"), ("pro", "retro"), ("homo", "hetero"), ("ana", "cata"), ("af", "ef"),
)  # fmt: skip
_SHORTEST = 5
"""Letters behind a prefix: ``about`` is no opposite of ``bout``."""


def negated(words: tuple[str, ...], language: str) -> bool:
    """Whether folded words hold a negation. Two are no affirmation: "no hay nada"."""
    negations, merely = negation_words(language), _MERELY.get(primary(language), frozenset())
    following = (*words, "")[1:]
    return any(
        word in negations and after not in merely
        for word, after in zip(words, following, strict=True)
    )


@lru_cache
def negation_words(language: str) -> frozenset[str]:
    """The language's negations, folded."""
    return frozenset(fold(word) for word in _NEGATIONS.get(primary(language), "").split())


def opposed(word: str, other: str, language: str) -> bool:
    """Whether two stems are opposites, by the language's list or by their prefixes."""
    if other in opposites(language).get(word, ()):
        return True
    return word[-_SHORTEST:] == other[-_SHORTEST:] and any(
        _differ(word, other, *prefixes) or _differ(other, word, *prefixes) for prefixes in _PREFIXES
    )


@lru_cache
def opposites(language: str) -> dict[str, frozenset[str]]:
    """Each stem of the language's list with the stems of its opposites."""
    found: dict[str, set[str]] = {}
    for pair in _OPPOSITES.get(primary(language), "").split():
        one, other = (stem(word, language) for word in pair.split("/"))
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


def _differ(word: str, other: str, prefix: str, another: str) -> bool:
    rest = word.removeprefix(prefix)
    return (
        word.startswith(prefix)
        and len(rest) >= _SHORTEST
        and other.startswith(another)
        and other[len(another) :] == rest
    )


def other_numbers(stems: frozenset[str], others: frozenset[str]) -> bool:
    """Whether both have numbers in digits, and none in common."""
    one, two = ({stem for stem in some if stem[0].isdigit()} for some in (stems, others))
    return bool(one and two) and not one & two
