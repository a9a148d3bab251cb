"""The words of English that `en` is made of."""

from __future__ import annotations

from knowledge.generation.languages.patterns import anywhere, begins, both_ways, words

_CLAUSES = "(?:that|which|who|whom|whose|where|when|how|why|what|if|because|while|as|by)"
KINDS = (
    ("statement", anywhere(rf"(?:(?!{_CLAUSES}\b)[^\s,;]+ ){{1,14}}?(?:is|are|was|were)\b")),
    ("person", begins(r"""
        (?:a |an |the |one )?(?:people|someone|somebody|those|person|individuals?|psychologists?)
        (?:a |an |the |one )?(?:scientist|worker|student|member|leader|researcher|physicist)s?
        (?:one|a person|those) who
    """)),
    ("field", begins(r"""
        (?:the )?(?:\w+ )?(?:study|studies|field|science)(?: \w+){0,2} (?:of|that|in)
        (?:the )?(?:\w+ )?(?:discipline|subfield)(?: \w+){0,2} (?:of|that|in)
        (?:the )?(?:\w+ )?(?:branch|area) of (?!the\b|an?\b)
        (?:\w+ ){0,3}(?:perspective|approach|theory|school of thought)
    """)),
    ("doing", anywhere(
        r"(?!during|nothing|something|anything|being that|according)\w{2,}ing\b"
        r"(?! (?:of|or|and|process|system|device)\b)"
    )),
    ("to do", begins(r"to \w+")),
    ("clause", begins(r"""
        (?:situation |condition |occurs |process )?when(?:ever)? | where | if | has | have
        is | are
        was | uses | involves | refers | describes | includes | contains | controls | consists
        behavior is | perceive | used to | states | results in | occurs? | organize | allows
        measures | explains | proposes | once | given | as | looks | stimulates
        \w+[^s\W]s (?:the|an?)
    """)),
    ("quality", begins("""
        having | associated | characterized | pertaining | relating | related | able | unable
        capable | located | based | made | composed | caused | not | describing | marked | referring
    """)),
)  # fmt: skip

VERBS = begins("""
    is | are | refers? to | occurs? | involves? | means? | describes? | includes? | consists? of
    contains? | increases? | decreases? | causes? | produces? | regulates? | controls? | allows?
    helps? | leads? to | results? (?:in|from) | requires? | depends? | happens? | states?
    proposes?
    suggests? | emphasizes? | focus(?:es)? | measures? | represents? | has | have | uses?
    provides?
    forms? | acts? | works? | takes? place | begins? | ends? | changes? | moves? | carr(?:y|ies)
    transmits? | converts? | stores? | receives? | sends? | connects? | separates? | protects?
    explains? | examines? | stud(?:y|ies) | reflects? | affects? | influences? | holds? | argues?
    believes? | assumes? | predicts? | shows? | makes? | creates? | develops? | differs?
    applies? to
    serves? | belongs? to | tends? to | can be | cannot | exerts? | equals? | reduces? | prevents?
    determines? | defines? | plays? | processes | detects? | releases? | absorbs? | emits?
    travels?
    exists? | remains? | meets? | learns? | adds? | removes? | employs? | relax(?:es)? | tries | try
    chooses? | reaches | responds? | performs? | obtains? | exceeds? | takes? | gives? | gets?
    becomes? | feels? | conforms? | retains? | loses? | follows? | falls? | rises? | passes | flows?
    collects? | assigns? | selects? | does not | do not | arises? | comes? (?:from|in|about)
    varies
    vary | combines?
""")

_VAGUE = r"""
    may | might | could | would | should | perhaps | possibly | probably | seems? | appears?
    likely
    sometimes | some | recent(?:ly)? | today | now | currently | for example | for instance
    such as
    e\.g | i\.e | etc | also | however | thus | therefore | many | much | often | usually | several
    various | certain | such | another | others? | important | interesting(?:ly)? | one of the
    thought | examples? | similar | like | typically | generally | imagine | consider | suppose
    notice | remember | recall | in fact | actually | basically | simply | essentially | just
    really
    known as | called | termed | referred to | good | useful | helpful | valuable | popular
    powerful | convenient | essential | easy | easily | difficult
"""
VAGUE = words(_VAGUE)
UNCLEAR = words(
    _VAGUE
    + r"""
    although | though | because of this | so far | you | your | we | our | us | i | my | let | say
    he | she | his | her | him | they | their | them | these | this | those | that is | here | there
    both | either | too | very | quite | rather | only | same | different | was | were | had | did
    been | will | first | second | third | above | below | over time | ha(?:s|ve) (?:\w+ly )?\w+ed
    section | chapter | still | ago | century | figure | table | even | it | its | itself | where
    according to | instead | then | once
"""
)

_POINTER = "(?:previous|preceding|next|last|following|earlier|later|above)"
_PART = "(?:section|chapter|example|module|lesson|page|paragraph|discussion|exercise|problem)"
_BACK = rf"""
    \bas (?:we|you) (?:saw|see|have|learned|discussed|know|might|will)\b
    \b(?:mentioned|discussed|described|noted|introduced) (?:earlier|above|below|previously)\b
    \b(?:mentioned|discussed|described|noted|introduced) (?:before|later|here)\b
    \b(?:stated|listed|given|defined|derived) (?:earlier|above|below)\b
    \b{_POINTER} (?:{_PART}|sentence)s?\b | \b(?:this|same|other) {_PART}s?\b
    \b(?:{_PART}|equation|appendix) \d
    \bthe (?:latter|former|following|researchers|authors?|above)\b
    \b(?:recall|remember) (?:that|from|the|how)\b | \blet['’]s\b | \bin (?:the|our) text\b
    \byou (?:just|have (?:read|seen|learned)|learned|read|saw)\b
"""
REFERS_BACK = anywhere(_BACK)
NEEDS_CONTEXT = anywhere(
    _BACK
    + r"""
    ^(?:this|that|these|those|it|they|he|she|his|her|their|its|such|both|another|similarly)\b
    ^(?:likewise|however|but|and|or|so|thus|therefore|hence|instead|also|then|secondly|thirdly)\b
    ^(?:finally|next|moreover|furthermore|as a result|consequently|conversely|here|again|yet)\b
    ^(?:nevertheless|still|in fact|of course|specifically|additionally|meanwhile|otherwise)\b
    ^in (?:contrast|addition|this|that|these|those|other words|turn)\b | ^on the other hand\b
    ^for (?:example|instance)\b | \b(?:this|these)\b | \bsuch (?!as\b|that\b)
    \bthose\b(?! (?:who|that|which|with|without|of|in|from|whose|at|on|for|experienced|born)\b)
"""
)

_PICTURE = r"(?:figure|graph|diagram|chart|image|picture|photo(?:graph)?|map|plot|drawing|geoboard)"
NEEDS_FIGURE = anywhere(rf"""
    !\[ | \b(?:figures?|fig\.|tables?) [\dA-Z]+[.\d] | \bas shown\b | \([a-d]\)
    \b(?:{_PICTURE}|table) (?:above|below|shown|to the|on the|at (?:the )?(?:left|right))
    \b(?:this|the|following|accompanying) {_PICTURE}\b(?! of)
    \b(?:shown|depicted|pictured|illustrated) (?:here|above|below|in|at|on)\b
    \((?:at )?(?:left|right|center|top|bottom)\)
""")

ALL_OF_THE_ABOVE = anywhere(r"""
    \b(?:all|none|both|neither|any|some|two) of (?:these|them)\b
    \b(?:all|none|both|neither|any|some|two) of the (?:above|options|answers|choices|others)\b
    \b(?:both|either|neither) \(?[a-e]\)? (?:and|or|nor) \(?[a-e]\)?\b
""")

REVERSALS = both_ways("""
    increase/decrease increases/decreases increased/decreased increasing/decreasing more/less
    higher/lower larger/smaller greater/smaller stronger/weaker faster/slower longer/shorter
    before/after above/below inside/outside internal/external always/never maximum/minimum
    highest/lowest largest/smallest strengthens/weakens strengthen/weaken voluntary/involuntary
    attract/repel attracts/repels absorbs/releases upward/downward parallel/perpendicular
    excitatory/inhibitory conscious/unconscious visible/invisible hotter/colder warmer/cooler
    rises/falls expands/contracts converging/diverging upper/lower undesirable/desirable
    unpleasant/pleasant presence/absence shortest/longest fastest/slowest strongest/weakest
    widens/narrows soluble/insoluble earlier/later
""")
"""Each makes a statement false whatever it says; a mere contrast (left, right) need not."""

OPPOSITES = REVERSALS | both_ways("""
    active/passive primary/secondary public/private positive/neutral parent/child buyer/seller
    high/low large/small strong/weak fast/slow positive/negative most/least adding/removing
    adding/taking added/removed constant/changing similar/different same/opposite present/absent
    early/late first/last formal/informal dependent/independent known/unknown equal/unequal
    exothermic/endothermic acidic/basic symmetrical/asymmetrical warm/cold toward/away
    short-term/long-term short/long every/some every/only wide/narrow near/far superior/inferior
    static/kinetic qualitative/quantitative discrete/continuous left/right inductive/deductive
    random/systematic without/with majority/minority rich/poor old/young mother/father men/women
    male/female start/end beginning/end solid/liquid liquid/gas reactants/products acid/base
    proton/electron cation/anion oxidation/reduction gain/loss particular/general
    specific/general individual/group one/many one/two two/three three/four two/four
    fixed/variable set/unpredictable moving/rest open/closed real/virtual concave/convex
    global/local micro/macro small-scale/large-scale urban/rural
""")
"""Two descriptions that differ in such a pair describe different things, however alike they are."""

ASKS_AMOUNT = begins(r"""
    (?:\w+,? ){0,3}?what(?:['’]s| (?:is|are|was|were|will|would|must|should|does|do|did))
    (?:\w+,? ){0,3}?what (?:average|force|minimum|maximum)
    (?:\w+,? ){0,3}?how (?:much|many|long|far|fast|high|large|big|deep|often|old|tall|wide)
    (?:\w+,? ){0,3}?(?:find|calculate|determine|compute|evaluate|estimate|solve)
    (?:\w+,? ){0,3}?(?:multiply|divide|add|subtract|convert)
""")

_ALSO = r"(?:(?:it )?(?:is|are) )?(?:also|sometimes|often|commonly|formerly)"
ALSO_CALLED = anywhere(rf"""
    \s*\((?:also|sometimes|often|formerly|abbreviated|or|aka|symbol|denoted|see)\b[^()]*\)
    \s*\((?:represented|compare|called|plural|singular)\b[^()]*\)
    [;,.]\s*see(?: also)?\b.*$ | [;,.]\s*(?:abbreviated|compare with)\b.*$
    [;,.]\s*(?:represented by|denoted|symbol)\b.*$ | [;,.]\s*{_ALSO} (?=\*).*$
    [;,.]\s*{_ALSO} (?:called|known|referred|termed|written|labeled)\b.*$
    ^(?:also,?|also (?:called|known as)|or|abbreviated) [^,;:]+[,;:]\s* | ^aka\b
""")

STEPS = words(r"""
    (?:steps?|stages?|procedures?|phases?|sequence|process)\b[^.:]*(?::|following|order|follows)
    following (?:steps|stages|phases|order|procedure|sequence) | steps? (?:are|is|to)
""")
STEP_MARKS = begins(r"""
    (?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth|then|next|after (?:this|that|which))\b,?\s*
    (?:afterwards?|finally|last(?:ly)?|to (?:begin|start)|begin by|start by|now)\b,?\s*
""")
