"""What signs, LaTeX commands and words stand for: tables for the lexer."""

from __future__ import annotations

import re

_SIGNS = {
    "-": "−–—‒﹣", "*": "·⋅∙•×✕✖∗∘", "/": "÷⁄∕", "<=": "≤⩽≦", ">=": "≥⩾≧", "!=": "≠",
    "~=": "≈≅≃", "=": "＝", "|": "∣❘", " ": "\u00a0\u2009\u202f\u2007\u2002\u2003\t",
    "": "\u200b\u200c\u200d\u2060\ufeff\u2061\u2062\u00ad", "'": "’′´", "°": "º˚",
    r" \infty ": "∞", r" \cup ": "∪", r" \cap ": "∩", r" \in ": "∈", r" \emptyset ": "∅",
    r" \reals ": "ℝ", r"\sqrt ": "√", r"\cuberoot ": "∛", r"\fourthroot ": "∜",
    r" \or ": "∨", r" \and ": "∧", r" \pm ": "±",
}  # fmt: skip
SIGNS = {ord(char): plain for plain, chars in _SIGNS.items() for char in chars}
SIGNS |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full width
"""Characters and what they are read as."""

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", "0123456789+-()n")
LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
FRACTIONS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8), "⅐": (1, 7), "⅑": (1, 9), "⅒": (1, 10),
}  # fmt: skip

GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "η": "eta",
    "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu", "ρ": "rho",
    "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "π": "pi",
    "Δ": "Delta", "Σ": "Sigma", "Ω": "Omega", "Φ": "Phi",
}  # fmt: skip

_COMMANDS = {
    "*": "cdot times ast bullet", "/": "div", "<=": "le leq leqslant leqq",
    ">=": "ge geq geqslant geqq", "!=": "ne neq", "~=": "approx simeq cong", "<": "lt",
    ">": "gt", "=": "equiv", "±": "pm plusmn", "∪": "cup", "∩": "cap", "in": "in",
    "|": "vert lvert rvert mid", "{set": "lbrace", "set}": "rbrace", "°": "circ degree",
    "or": "lor vee or", "and": "land wedge and", "frac": "frac dfrac tfrac cfrac",
    "sqrt": "sqrt", "cuberoot": "cuberoot", "fourthroot": "fourthroot", "infinity": "infty",
    "none": "emptyset varnothing", "reals": "reals R", "bar": "overline bar",
    "matrixopen": "matrixopen", "matrixclose": "matrixclose",
    "hat": "hat widehat", "pi": "pi",
    "": "left right big Big bigg Bigg bigl bigr Bigl Bigr middle displaystyle textstyle limits quad"
    " qquad thinspace space",
}  # fmt: skip
COMMANDS = {name: token for token, names in _COMMANDS.items() for name in names.split()}
COMMANDS |= {",": "", ";": "", ":": "", "!": "", " ": "", "\n": "", "{": "{set", "}": "set}",
             "|": "|", "%": "%", "$": "", "_": "_", "\\": "row"}  # fmt: skip
"""LaTeX commands and the token each is; an empty one leaves nothing."""

_NAMES = {
    "sqrt": "sqrt raíz raiz", "cuberoot": "cbrt", "abs": "abs", "ln": "ln", "log": "log lg",
    "exp": "exp", "sin": "sin sen", "cos": "cos", "tan": "tan tg", "cot": "cot ctg", "sec": "sec",
    "csc": "csc cosec", "arcsin": "arcsin asin arcsen", "arccos": "arccos acos",
    "arctan": "arctan atan arctg", "sinh": "sinh senh", "cosh": "cosh", "tanh": "tanh",
    "pi": "pi", "infinity": "infinity inf infinito",
    "°": "degrees degree deg grados grado", "none": "dne", "%": "percent",
}  # fmt: skip
NAMES = {name: token for token, names in _NAMES.items() for name in names.split()}
"""Words that are part of maths, in lower case."""
NAMES |= {name: name for name in GREEK.values()}
"""With the Greek letters' names, which are variables; pi is a constant."""
JOINTS = {"or": "or", "and": "and", "in": "in"}
"""Words between parts."""

WORDS = frozenset(
    "the is it its of to be so we my me no yes idk not for you can how why who but got get let one"
    " two six ten if as at by do he on up us was are has had did all any out use que los las una"
    " uno dos por con mas más del ser muy se si sí la el lo le un es en de da me te su al qué"
    " son soy hay voy ya ni tal".split()
)
"""Short words that are no product of variables. A longer run of letters never is one."""

_NONE = (
    r"(?:there (?:is|are) )?no (?:real )?solutions?|none|dne|d\.n\.e\.?|does not exist|"
    r"doesn'?t exist|und|undef|undefined|(?:the )?empty set|"
    r"(?:no (?:hay|tiene|existe) |sin )soluci[oó]n(?:es)?|no existe|indefinid[oa]|"
    r"no est[aá] definid[oa]|(?:el )?conjunto vac[ií]o"
)
_REALS = (
    r"(?:all|any|every) (?:real )?(?:numbers?|reals?)|all reals|infinitely many(?: solutions)?|"
    r"tod[oa]s los (?:n[uú]meros )?reales|cualquier n[uú]mero(?: real)?|infinitas soluciones"
)
NONE, REALS = re.compile(_NONE, re.IGNORECASE), re.compile(_REALS, re.IGNORECASE)
