"""What learners say while an exercise is open: a hint, the answer, enough of it.

Rules in English and Spanish, one pattern a wish.
"""

from __future__ import annotations

import re

WANTS_HINT = re.compile(
    r"^\W*(?:(?:i(?:'m| am) )?(?:still )?(?:stuck|lost)|(?:i )?(?:don'?t|do not) (?:know|get it)"
    r"(?: (?:how|where) to (?:start|begin|do (?:it|this)|go on|continue|solve (?:it|this))|"
    r" what to do(?: next| now)?)?|(?:how|where) do i (?:start|begin)|"
    r"idk|no idea|"
    r"(?:(?:give|show) me |can i (?:have|get) |i (?:need|want) )?"
    r"(?:a |an |the |another |one more )?"
    r"(?:next )?(?:hint|clue|help|step)|next|help(?: me)?|"
    r"(?:dame |quiero |necesito )?(?:una |otra )?(?:pista|ayuda)|ayúdame|no (?:lo )?sé"
    r"(?: (?:cómo|por dónde) (?:empezar|seguir|hacerlo)| qué hacer)?|"
    r"siguiente|estoy (?:atascad[oa]|perdid[oa]))(?: please| por favor)?\W*$",
    re.IGNORECASE,
)
OPTION = re.compile(r"^\W*[a-e]\W*$", re.IGNORECASE)
NAMES_HINT = re.compile(r"\b(?:hint|clue|pista)\b", re.IGNORECASE)
WANTS_ANSWER = re.compile(
    r"\b(?:(?:just |please )*(?:tell|give|show) (?:me )?(?:the |what the )?(?:answer|solution|key)|"
    r"what(?:'s| is) the (?:right |correct )?(?:answer|solution)|"
    r"which (?:one )?is (?:right|correct)|"
    r"just (?:tell|give) (?:me|it)|solve it|do it for me|answer it|"
    r"(?:dime|dame|cuál es) (?:la )?(?:respuesta|solución)|resuélvelo|hazlo por mí)\b",
    re.IGNORECASE,
)
PERSUADES = re.compile(
    r"\b(?:ignore (?:all |any |your |the |my )*(?:previous |rules?|instructions?|policy)|"
    r"(?:my|the|our) (?:teacher|prof\w*|tutor|mom|dad|boss) (?:said|says|told|allows?|lets?|wants)|"
    r"pretend|role ?-?play|play the role|act as|you are (?:now|my) |"
    r"you(?:'re| are)? (?:can|may|must|should|allowed to) (?:tell|give|say|show|reveal)|"
    r"answer keys?|system prompts?|developer mode|admin(?:istrator)? mode|jailbreak|"
    r"(?:in|to|as|use) (?:base ?64|rot ?-?13|hex|binary|morse|ascii|pig latin)|"
    r"mi profe\w* (?:dijo|dice|permite)|ignora (?:tus|las|todas)|finge|haz como si)\b",
    re.IGNORECASE,
)
"""Ways to talk the answer out of a tutor: no attempt, and no reason to tell."""
WANTS_SOLUTION = re.compile(
    r"\b(?:(?:show|give|see|tell) (?:me )?(?:the |a )?(?:whole |full |worked |complete )"
    r"(?:solution|answer|way|thing)|how (?:is|was) it (?:done|solved)|"
    r"(?:mu[eé]strame|ens[eé]ñame|dame) (?:la |toda la )?(?:soluci[oó]n (?:completa|entera)|"
    r"forma completa))\b",
    re.IGNORECASE,
)
LEAVES = re.compile(
    r"^\W*(?:stop|skip|leave it|forget it|never ?mind|another (?:topic|question)|quit|"
    r"déjalo|olvídalo|para|otra cosa)\W*$",
    re.IGNORECASE,
)
QUESTION = re.compile(
    r"[?¿]|^\W*(?:what|why|how|when|who|where|which|explain|define|tell|can|could|"
    r"qué|por qué|cómo|cuándo|quién|dónde|cuál|explica)\b",
    re.IGNORECASE,
)
