"""English."""

from __future__ import annotations

import re

from knowledge.generation.languages.language import Language, Wording
from knowledge.generation.languages.patterns import begins, both_ways, words

_WORDING = Wording(
    which_term="Which term fits the description “{description}”?",
    which_description="Which description fits the term “{term}”?",
    completes="Which term completes the sentence?\n\n{sentence}",
    either="Does the description “{description}” fit {one} or {other}?",
    match="Match each term with its description.",
    order="Put the steps in order: {task}",
    which_row="{caption}: which {label} fits?\n\n{facts}",
    either_column="{caption}: which of the two fits “{cell}”?",
    mixes_up="Mixes up “{wrong}” with “{right}”. {wrong}: {description}.",
    solve="Solve for ${unknown}$:\n\n${formula}$",
    simplify="Simplify:\n\n${formula}$",
    expand="Multiply and simplify:\n\n${formula}$",
    factor="Factor completely:\n\n${formula}$",
    evaluate="Evaluate ${formula}$ when ${values}$.",
    both_sides="With ${unknown} = {value}$, both sides are ${side}$.",
)

_KINDS = (
    ("person", begins(
        r"(?:a |an |the |one )?(?:person|people|individuals?|someone|somebody|those|psychologist|"
        r"scientist|worker|student|member|leader|researcher|physicist)s?",
        r"(?:one|a person|those) who",
    )),
    ("field", begins(
        r"(?:the )?(?:\w+ )?(?:study|studies|field|branch|science|discipline|subfield|area)"
        r"(?: \w+){0,2} (?:of|that|in|concerned|dealing)",
        r"(?:\w+ ){0,3}(?:perspective|approach|theory|school of thought)",
    )),
    ("doing", re.compile(r"(?!during|nothing|something|anything|being that|according)\w{2,}ing\b(?! (?:of|or|and|process|system|device)\b)", re.I)),
    ("to do", begins(r"to \w+")),
    ("clause", begins(
        r"(?:situation |condition |occurs |process )?when(?:ever)?", "where", "if", "occurs", "has",
        "have", "is", "are", "was", "uses", "involves", "refers", "describes", "includes",
        "contains", "controls", "consists", "behavior is", "perceive", "used to", "states",
        "results in", "occur", "organize", "allows", "measures", "explains", "proposes",
    )),
    ("quality", begins(
        r"(?:having|associated|characterized|pertaining|relating|related|able|unable|capable|"
        r"located|based|made|composed|caused|not|describes|describing|marked|referring)",
    )),
)  # fmt: skip

_VERBS = begins(
    "is", "are", "refers? to", "occurs?", "involves?", "means?", "describes?", "includes?",
    "consists? of", "contains?", "increases?", "decreases?", "causes?", "produces?", "regulates?",
    "controls?", "allows?", "helps?", "leads? to", "results? (?:in|from)", "requires?", "depends? on",
    "happens?", "states?", "proposes?", "suggests?", "emphasizes?", "focus(?:es)?(?: on)?",
    "measures?", "represents?", "has", "have", "uses?", "provides?", "forms?", "acts?", "works?",
    "takes? place", "begins?", "ends?", "changes?", "moves?", "carr(?:y|ies)", "transmits?",
    "converts?", "stores?", "receives?", "sends?", "connects?", "separates?", "protects?",
    "explains?", "examines?", "stud(?:y|ies)", "reflects?", "affects?", "influences?", "holds?",
    "argues?", "believes?", "assumes?", "predicts?", "shows?", "makes?", "creates?", "develops?",
    "differs? from", "applies? to", "serves?", "belongs? to", "tends? to", "can be", "cannot",
    "exerts?", "acts?", "equals?", "reduces?", "prevents?", "determines?", "defines?", "plays?",
    "processes", "detects?", "releases?", "absorbs?", "emits?", "travels?", "exists?", "remains?",
    "meets?", "learns?", "adds?", "removes?", "employs?", "relax(?:es)?", "tries", "try", "chooses?",
    "depends?", "differs?", "reaches", "responds?", "performs?", "obtains?", "exceeds?", "takes?",
    "gives?", "gets?", "becomes?", "feels?", "conforms?", "retains?", "loses?", "follows?", "falls?",
    "rises?", "passes", "flows?", "collects?", "assigns?", "selects?", "randomly",
    "does not", "do not", "arises?", "comes? (?:from|in|about)", "varies", "vary", "combines?",
)  # fmt: skip

_VAGUE = (
    "may", "might", "could", "would", "should", "perhaps", "possibly", "probably", "seems?",
    "appears?", "likely", "sometimes", "some", "recent(?:ly)?", "today", "now", "currently",
    "for example", "for instance", "such as", "e\\.g", "i\\.e", "etc", "also", "however", "thus",
    "therefore", "many", "much", "often", "usually", "several", "various", "certain", "such",
    "another", "others?", "important", "interesting(?:ly)?", "one of the", "thought", "examples?",
    "similar", "like", "typically", "generally", "imagine", "consider", "suppose", "notice",
    "in fact", "actually", "basically", "simply", "essentially", "just", "really",
    "remember", "recall", "known as", "called", "termed", "referred to",
)  # fmt: skip
_UNCLEAR = (
    *_VAGUE, "although", "though", "because of this", "so far", "you", "your", "we", "our", "us", "i",
    "my", "let", "say", "he", "she", "his", "her", "him", "they", "their", "them", "these", "this",
    "those", "that is", "here", "there", "both", "either", "too", "very", "quite", "rather",
    "only", "same", "different", "was", "were", "had", "did", "been", "will", "first", "second",
    "third", "above", "below", "over time", r"ha(?:s|ve) (?:\w+ly )?\w+ed", "section", "chapter", "still",
    "ago", "century", "figure", "table", "even", "it", "its", "itself", "where", "according to",
    "instead", "then", "once",
)  # fmt: skip

_POINTS = (
    r"^(?:this|that|these|those|it|they|he|she|his|her|their|its|such|both|another|similarly|"
    r"likewise|however|but|and|or|so|thus|therefore|hence|instead|also|then|secondly|thirdly|finally|"
    r"next|moreover|furthermore|in (?:contrast|addition|this|that|these|those|other words|turn)|"
    r"for (?:example|instance)|on the other hand|as a result|consequently|conversely|here|again|"
    r"yet|nevertheless|still|in fact|of course|specifically|additionally|meanwhile|otherwise)\b"
    r"|\b(?:this|these)\b"
    r"|\bthose\b(?! (?:who|that|which|with|without|of|in|from|whose|at|on|for|experienced|born)\b)"
    r"|\bsuch (?!as\b|that\b)"
)
_REFERS = (
    r"\bas (?:we|you) (?:saw|see|have|learned|discussed|know|might|will)\b"
    r"|\b(?:mentioned|discussed|described|noted|introduced|stated|listed|given|defined|derived) "
    r"(?:earlier|above|below|previously|before|later|here)\b"
    r"|\b(?:previous|preceding|next|last|following|earlier|later|above|this|other|same) "
    r"(?:sections?|chapters?|examples?|modules?|lessons?|pages?|paragraphs?|discussions?|exercises?|"
    r"problems?|sentences?)\b"
    r"|\b(?:section|chapter|example|exercise|equation|module|problem|appendix) \d"
    r"|\bthe (?:latter|former|following|researchers|authors?|above)\b(?!\w)"
    r"|\b(?:recall|remember) (?:that|from|the|how)\b|\blet(?:'|’)?s\b|\bin (?:the|our) text\b"
    r"|\byou (?:just|have (?:read|seen|learned)|learned|read|saw)\b"
)

_FIGURE = re.compile(
    r"!\[|\b(?:figures?|fig\.|tables?) [\dA-Z]+[.\d]"
    r"|\b(?:figure|table|graph|diagram|chart|image|picture|photo(?:graph)?|map|plot|drawing|"
    r"illustration|sketch|geoboard) (?:above|below|shown|to the|on the|at (?:the )?(?:left|right))"
    r"|\b(?:this|the|following|accompanying) (?:figure|graph|diagram|chart|image|picture|photo(?:graph)?|"
    r"map|plot|drawing|illustration|geoboard)\b(?! of)"
    r"|\b(?:as )?(?:shown|depicted|pictured|illustrated) (?:here|above|below|in|at|on)\b|\bas shown\b"
    r"|\(top\)|\(bottom\)|\((?:at )?(?:left|right|center)\)|\([a-d]\)",
    re.IGNORECASE,
)

_REVERSALS = both_ways(
    "increase/decrease increases/decreases increased/decreased increasing/decreasing more/less "
    "higher/lower larger/smaller greater/smaller stronger/weaker faster/slower longer/shorter "
    "before/after above/below inside/outside internal/external always/never maximum/minimum "
    "highest/lowest largest/smallest strengthens/weakens strengthen/weaken voluntary/involuntary "
    "attract/repel attracts/repels absorbs/releases upward/downward "
    "parallel/perpendicular excitatory/inhibitory conscious/unconscious visible/invisible "
    "hotter/colder warmer/cooler rises/falls expands/contracts converging/diverging upper/lower "
    "undesirable/desirable unpleasant/pleasant presence/absence shortest/longest fastest/slowest "
    "strongest/weakest widens/narrows speeds_up/slows_down soluble/insoluble earlier/later"
)
"""Each makes a statement false whatever it says; a mere contrast (left, right) need not."""
_OPPOSITES = _REVERSALS | both_ways(
    "primary/secondary public/private higher/lower positive/neutral parent/child buyer/seller "
    "high/low large/small strong/weak fast/slow positive/negative most/least adding/removing "
    "adding/taking added/removed constant/changing similar/different same/opposite same/different "
    "present/absent early/late first/last formal/informal dependent/independent known/unknown "
    "equal/unequal exothermic/endothermic acidic/basic symmetrical/asymmetrical warm/cold "
    "toward/away short-term/long-term short/long every/some every/only wide/narrow near/far "
    "superior/inferior static/kinetic qualitative/quantitative discrete/continuous left/right "
    "inductive/deductive random/systematic without/with majority/minority rich/poor old/young "
    "mother/father men/women male/female start/end beginning/end solid/liquid liquid/gas "
    "reactants/products acid/base proton/electron cation/anion oxidation/reduction gain/loss "
    "particular/general specific/general individual/group one/many one/two two/three three/four "
    "two/four fixed/variable set/unpredictable moving/rest open/closed inside/outside real/virtual "
    "concave/convex global/local micro/macro small-scale/large-scale public/private urban/rural"
)
"""Two descriptions that differ in such a pair describe different things, however alike they are."""

_PLURAL_S = re.compile(r"[^siu]s$", re.IGNORECASE)
_NO_PLURAL = re.compile(
    r"(?:ics|itis|esis|asis|osis|lysis|axis|basis|series|species|news|lens|gas|bias|canvas|iss|pons|eas|"
    r"diabetes|rabies|aids)$",
    re.IGNORECASE,
)
_IRREGULAR = words("people", "children", "men", "women", "data", "criteria", "phenomena", "media",
                   "bacteria", "mice", "feet", "teeth", "stimuli", "hypotheses", "axes")  # fmt: skip
_ADJECTIVE = re.compile(
    r"(?:ous|able|ible|[^e]{2}ed|philic|phobic|protic|genic|tropic|morphic|oteric)$", re.I
)


def _head(name: str) -> str:
    """``schedules`` of ``schedules of reinforcement``: the last word before a preposition."""
    words = re.split(r" (?:of|in|for|with|to|on|by|from|and) ", name.strip())[0].split()
    return words[-1] if words else ""


def _plural(name: str) -> bool:
    head = _head(name)
    return bool(_IRREGULAR.fullmatch(head)) or (
        bool(_PLURAL_S.search(head)) and not _NO_PLURAL.search(head)
    )


def _agrees(rest: str, plural: bool) -> bool:
    verb = rest.split()[0] if rest.startswith(" ") else ""
    return verb not in ({"is", "has", "does"} if plural else {"are", "have", "do"})


ENGLISH = Language(
    code="en",
    wording=_WORDING,
    quotes=("“", "”"),
    articles=re.compile(r"(?:an?|the) ", re.IGNORECASE),
    drops_articles=True,
    leads=re.compile(r"(?:(?:In|With|During|Under|Through|By) )?(?:(?:an?|the) )?", re.IGNORECASE),
    also_called=re.compile(
        r"\s*\((?:also|sometimes|often|formerly|abbreviated|or|aka|symbol|denoted|see|represented|"
        r"compare|called|plural|singular)\b[^()]*\)"
        r"|[;,.]\s*(?:see(?: also)?|(?:it is |is |are )?(?:also|sometimes|often|commonly|formerly) "
        r"(?:(?:called|known|referred|termed|written|labeled)\b|(?=\*))|abbreviated|compare with|"
        r"represented by|denoted|symbol)\b.*$"
        r"|^(?:also,?|also (?:called|known as)|or|abbreviated) [^,;:]+[,;:]\s*|^aka\b",
        re.IGNORECASE,
    ),
    goes_on=re.compile(
        r"(?:[,:]|\b(?:and|or|that|which|the|an?|of|to|if|when|with))$", re.IGNORECASE
    ),
    kinds=_KINDS,
    defining=begins(r"(?:is|are) defined as", "refers? to", "means?", "is", "are"),
    verbs=_VERBS,
    vague=words(*_VAGUE),
    unclear=words(*_UNCLEAR),
    needs_context=re.compile(f"{_POINTS}|{_REFERS}", re.IGNORECASE),
    refers_back=re.compile(_REFERS, re.IGNORECASE),
    needs_figure=_FIGURE,
    all_of_the_above=re.compile(
        r"\b(?:(?:all|none|both|neither|any|some|two) of (?:the (?:above|options|answers|choices|others)"
        r"|these|them)|(?:both|either|neither) \(?[a-e]\)? (?:and|or|nor) \(?[a-e]\)?)\b",
        re.IGNORECASE,
    ),
    negations=words(
        "not", "no", "never", "nor", "neither", "cannot", r"\w+n['’]t", "without", "none"
    ),
    denial=re.compile(
        r"\b(?:is|are|can)(?P<not> ?not)\b(?! (?:only|just|always|necessarily|simply|all))"
    ),
    ordinals=("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"),
    counts=("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    between=words("whereas", "while", "but", "in contrast", "unlike", "as opposed to"),
    steps=words(
        r"(?:steps?|stages?|procedures?|phases?|sequence|process)\b[^.:]*(?::|following|order|follows)",
        r"following (?:steps|stages|phases|order|procedure|sequence)",
        r"steps? (?:are|is|to)",
    ),
    step_marks=begins(
        r"(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth|then|next|after (?:this|that|which)|"
        r"afterwards?|finally|last(?:ly)?|to (?:begin|start)|begin by|start by|now)\b,?\s*"
    ),
    asks_amount=begins(
        r"(?:\w+,? ){0,3}?(?:what(?:['’]s| (?:is|are|was|were|will|would|must|should|does|do|did|average|force|minimum|maximum))|"
        r"how (?:much|many|long|far|fast|high|large|big|deep|often|old|tall|wide|hot|close)|find|"
        r"calculate|determine|compute|evaluate|estimate|solve|multiply|divide|add|subtract|convert)"
    ),
    instances=words("examples?", "instances?", "illustrations?"),
    solutions=begins("Solution", "Answer"),
    examples=re.compile(r"^\*\*(?:Worked )?Example (?:[\w.]+)?\*\*"),
    reversals=_REVERSALS,
    opposites=_OPPOSITES,
    head=_head,
    plural=_plural,
    agrees=_agrees,
    gender=lambda name: "",
    adjective=lambda name: " " not in name and bool(_ADJECTIVE.search(name)),
)
