"""English."""

from __future__ import annotations

import re

from knowledge.generation.languages import en_words as w
from knowledge.generation.languages.language import Language, Wording
from knowledge.generation.languages.patterns import begins, words

_WORDING = Wording(
    which_term="Which term fits the description “{description}”?",
    which_description="Which description fits the term “{term}”?",
    completes="Which term completes the sentence?\n\n{sentence}",
    either="Does the description “{description}” fit {one} or {other}?",
    match="Match each term with its description.",
    order="Put the steps in order: {task}",
    which_row="{caption}: which {label} fits?\n\n{facts}",
    either_column="{caption}: which of the two fits “{cell}”?",
    mixes_up="That mixes up “{wrong}” with “{right}”. {wrong}: {description}.",
    solve="Solve for ${unknown}$:\n\n${formula}$",
    simplify="Simplify:\n\n${formula}$",
    expand="Multiply and simplify:\n\n${formula}$",
    factor="Factor completely:\n\n${formula}$",
    evaluate="Evaluate ${formula}$ when ${values}$.",
    both_sides="With ${unknown} = {value}$, both sides are ${side}$.",
)

_PLURAL_S = re.compile(r"[^siu]s$", re.IGNORECASE)
_NO_PLURAL = re.compile(
    r"(?:ics|itis|esis|asis|osis|lysis|axis|basis|series|species|news|lens|gas|bias|canvas|iss|"
    r"diabetes|rabies|aids|pons|eas)$",
    re.IGNORECASE,
)
_IRREGULAR = words("""
    people | children | men | women | data | criteria | phenomena | media | bacteria | mice | feet
    teeth | stimuli | hypotheses | axes
""")
_ADJECTIVE = re.compile(
    r"(?:ous|able|ible|[^e]{2}ed|philic|phobic|protic|genic|tropic|morphic|oteric)$", re.IGNORECASE
)
_GOES_ON = words(r"""
    of | that | which | who | whose | where | when | in | on | at | for | with | without | to | by
    from | between | through | about | during | after | before | whereby | \w+ed | is | are
    \w+ing(?! (?:of|in|on|at|for|with|to|by|from|between|through|about)\b)(?= )
""")
_NO_GENUS = frozenset(
    "type kind form one any some part group set series member sort class all the a an".split()
)
_ARTICLE_AT_END = re.compile(r"\b(a)n? $", re.IGNORECASE)
_SINGULAR_VERBS, _PLURAL_VERBS = {"is", "has", "does"}, {"are", "have", "do"}


def _head(name: str) -> str:
    """``schedules`` of ``schedules of reinforcement``: the last word before a preposition."""
    before = re.split(r" (?:of|in|for|with|to|on|by|from|and) ", name.strip(), maxsplit=1)[0]
    return before.split()[-1] if before.split() else ""


def _genus(description: str) -> str:
    """The last word before one that goes on; ``type of brain wave`` is a wave."""
    for part in _GOES_ON.split(description.casefold()):
        last = re.sub(r"[^\w-]", " ", part).split()[-1:]
        if last and last[0] not in _NO_GENUS:
            return last[0]
    return ""


def _plural(name: str) -> bool:
    head = _head(name)
    return bool(_IRREGULAR.fullmatch(head)) or (
        bool(_PLURAL_S.search(head)) and not _NO_PLURAL.search(head)
    )


def _before_blank(text: str) -> str:
    return _ARTICLE_AT_END.sub(r"\1(n) ", text)


def _before_word(text: str, word: str) -> str:
    return _ARTICLE_AT_END.sub(r"\1n " if word[:1].casefold() in "aeiou" else r"\1 ", text)


def _agrees(rest: str, plural: bool) -> bool:
    verb = next(iter(rest.split()), "")
    return verb not in (_SINGULAR_VERBS if plural else _PLURAL_VERBS)


def _adjective(name: str) -> bool:
    return " " not in name and bool(_ADJECTIVE.search(name))


ENGLISH = Language(
    code="en",
    wording=_WORDING,
    articles=re.compile(r"(?:an?|the) ", re.IGNORECASE),
    drops_articles=True,
    leads=re.compile(r"(?:(?:In|With|During|Under|Through|By) )?(?:(?:an?|the) )?", re.IGNORECASE),
    also_called=w.ALSO_CALLED,
    goes_on=re.compile(r"(?:[,:]|\b(?:and|or|that|which|the|an?|of|to|if|when|with))$", re.I),
    kinds=w.KINDS,
    defining=re.compile(
        r"(?:(?:is|are) defined as|refers? to|means?|is(?= (?:an?|the|any)\b)|"
        r"are(?! (?:\w+(?:ed|ly)|found|seen|made|known|not|most|one|the|able)\b))(?!\w)"
    ),
    verbs=w.VERBS,
    vague=w.VAGUE,
    unclear=w.UNCLEAR,
    needs_context=w.NEEDS_CONTEXT,
    refers_back=w.REFERS_BACK,
    needs_figure=w.NEEDS_FIGURE,
    all_of_the_above=w.ALL_OF_THE_ABOVE,
    negations=words(r"not | no | never | nor | neither | cannot | \w+n['’]t | without | none"),
    denial=re.compile(
        r"\b(?:is|are|can)(?P<not> ?not)\b(?! (?:only|just|always|necessarily|simply|all))"
    ),
    reversals=w.REVERSALS,
    opposites=w.OPPOSITES,
    no_comparison=frozenset({"or", "one", "no", "than", "nearly", "almost"}),
    ordinals=("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    counts=("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    between=words("whereas | while | but | in contrast | unlike | as opposed to"),
    steps=w.STEPS,
    step_marks=w.STEP_MARKS,
    asks_amount=w.ASKS_AMOUNT,
    instances=words("examples? | instances? | illustrations?"),
    solutions=begins("Solution | Answer"),
    examples=re.compile(r"^\*\*(?:Worked )?Example(?: [^*\n]+)?\*\*\s*$"),
    head=_head,
    genus=_genus,
    plural=_plural,
    before_blank=_before_blank,
    before_word=_before_word,
    agrees=_agrees,
    gender=lambda name: "",
    adjective=_adjective,
)
