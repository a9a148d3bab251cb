"""Which character stands for which LaTeX command. unicodeit's tables, with our corrections."""

from __future__ import annotations

from unicodeit.data import COMBININGMARKS, REPLACEMENTS, SUBSUPERSCRIPTS

# What a learner expects to see where the table has a rarer look-alike (or nothing).
_PREFERRED = {
    r"\cdot": "·",
    r"\ast": "*",
    r"\dots": "…",
    r"\dotsc": "…",
    r"\dotsb": "⋯",
    r"\lt": "<",
    r"\gt": ">",
    r"\langle": "⟨",
    r"\rangle": "⟩",
    r"\square": "□",
    r"\Box": "□",
    r"\lvert": "|",
    r"\rvert": "|",
    r"\vert": "|",
    r"\mid": "|",
    r"\lVert": "‖",
    r"\rVert": "‖",
    r"\|": "‖",
    r"\colon": ":",
    r"\And": "&",
    r"\ ": " ",
    r"\space": " ",
    r"\,": " ",
    r"\:": " ",
    r"\>": " ",
    r"\;": " ",
    r"\quad": " ",
    r"\qquad": " ",
    r"\!": "",
    r"\displaystyle": "",
    r"\textstyle": "",
    r"\limits": "",
    r"\nolimits": "",
    r"\hfill": "",
    r"\nonumber": "",
    r"\hline": "",
    r"\bmod": " mod ",
}
SYMBOLS: dict[str, str] = dict(REPLACEMENTS) | _PREFERRED

# The table's superscripts for V and . are characters of other scripts.
_WRONG = {"^V", "^.", "^<", "^>", "^∫"}
SCRIPTS: dict[str, str] = {key: char for key, char in SUBSUPERSCRIPTS if key not in _WRONG}
"""``^2`` -> ``²``, ``_i`` -> ``ᵢ``; no entry where Unicode has no such character."""

NOT = "\u0338"
ACCENTS: dict[str, str] = dict(COMBININGMARKS) | {
    r"\overrightarrow": "\u20d7",
    r"\widehat": "\u0302",
    r"\widetilde": "\u0303",
    r"\cancel": "\u0336",
    r"\not": NOT,
}
"""Commands that put a mark on their argument, as combining characters."""
LINES = {"\u0305", "\u0332", "\u0333", "\u0335", "\u0336"}
"""Marks that run along all of a longer argument: over- and underlines, strokes."""

FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup "
    "inf det dim gcd ker deg arg hom Pr mod liminf limsup".split()
)
"""Commands whose name is what is read."""

RELATIONS = frozenset("=<>≤≥≠≈≡∼≃≅∝→←↔⇒⇐⇔⟹⟸⟺↦∈∉∋⊂⊆⊃⊇⊄⊥∥≪≫≔⩽⩾⇌⟶⟵⟷")
BINARY = frozenset("+−±∓×÷·∪∩∧∨⊕⊗∖∘*")
LARGE = frozenset("∑∏∫∬∭∮⋃⋂")
"""Operators that stand before what they work on, as ``sin`` does."""
OPENING = "([{⟨⌊⌈"
