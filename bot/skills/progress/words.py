"""What a message about one's progress means, in English and Spanish."""

from __future__ import annotations

import re

from bot.tutor.words import flat

_DOUBTS = re.compile(
    r"\W*(?:no,? |but |pero |hmm,? )?(?:i think )?(?:"
    r"(?:that|this|it)(?:'?s| is| seems) (?:not (?:right|correct|true|accurate|fair)|incorrect|"
    r"wrong|inaccurate|off|unfair|too (?:low|high|much))|"
    r"(?:that|this|it) (?:isn'?t|can'?t be|can not be) (?:right|correct|true|accurate|fair)|"
    r"i (?:disagree|don'?t agree|don'?t think so)|"
    r"i (?:(?:do|already|actually|really) )?know (?:this|that|it)(?: better| well| already)?|"
    r"i don'?t know (?:this|that|it) (?:that|so) well|"
    r"(?:eso |esto )?no es (?:verdad|cierto|correcto|asi)|(?:eso|esto) esta mal|"
    r"no estoy de acuerdo|(?:eso |esto )?ya lo se(?: bien)?"
    r")\W*"
)
_WHY = re.compile(
    r"\W*(?:but |and |so |y |pero )?(?:"
    r"why(?: is that| so| that| do you (?:think|say|believe) (?:that|so|this)| is it so low)?|"
    r"how come|what makes you (?:think|say) (?:that|so)|how do you know(?: that)?|"
    r"what is that based on|explain (?:that|this|the (?:figure|number)s?)|"
    r"por que(?: (?:crees|piensas|dices) eso)?|eso por que|como lo sabes|en que te basas)\W*"
)
_ASKS = re.compile(
    r"\W*(?:(?:how am i (?:doing|getting on)|(?:show me |see |what'?s )?my progress|"
    r"progress(?: report)?|how (?:well|much) do i know|"
    r"what do you (?:think|believe) (?:i|about me)(?: know)?|"
    r"what (?:do|am) i (?:know|good at)|(?:muestra(?:me)? |ver )?mi progreso|progreso|como voy|"
    r"que tal voy|que (?:tan bien )?se|cuanto se)\b)(?P<rest>.*?)\W*"
)
_PORTFOLIO = re.compile(
    r"\W*(?:(?:show|see|export|download|ver|muestra(?:me)?|exporta(?:r)?|descarga(?:r)?)(?: me)? )?"
    r"(?:my |mi |the |el )?(?:portfolio|portafolio)\W*"
)
_IN = re.compile(
    r"^\W*(?:so far )?(?:in|on|about|with|of|en|con|de|sobre)\s+(?:the |la |el )?(.+)$"
)
_OVERALL = re.compile(r"(?:general|overall|this course|the course|este curso|todo|total)")


def doubts(text: str) -> bool:
    """ "That's not right", "I know this better"."""
    return _DOUBTS.fullmatch(flat(text)) is not None


def asks_portfolio(text: str) -> bool:
    return _PORTFOLIO.fullmatch(flat(text)) is not None


def asks_why(text: str) -> bool:
    return _WHY.fullmatch(flat(text)) is not None


def asks_progress(text: str) -> bool:
    return _ASKS.fullmatch(flat(text)) is not None


def place(text: str) -> str:
    """ "how am I doing in chapter 6" names a place; empty when it's about everything."""
    found = _ASKS.fullmatch(flat(text))
    rest = found["rest"] if found else flat(text)
    named = _IN.match(rest)
    where = named[1].strip(" ?.!") if named else ("" if found else rest.strip(" ?.!"))
    return "" if _OVERALL.fullmatch(where) else where
