"""Does a text give an exercise's answer away? Pure: no model, no files, no clock.

Where things are:

- `check`: the entry points, what is looked for in which order; `leak`: what comes out.
- `forms`: the forms an answer can be told in, one class each (`NumberKey`, `FormulaKey`,
  `LetterKey`, …); `forms.of_item` says which of them an item has.
- `text`: what stands there. Look-alikes and invisible characters are undone in `reading`; `prose`
  has sentences, clauses and whether they state, ask or assume; `formulas`; `view` keeps all of it.
- `numbers`: numbers in digits and words, units, and how a number `standing` there is meant.
- `hidden`: answers to be decoded (base64, Morse), in disguise (``sh4ping``), in pieces.
- `nods`: a yes or no that tells. `solution`: replies about a problem without an item.

In doubt a text is a leak: that costs a weaker hint, while a leak costs the exercise.
"""

from bot.guard.check import LONGEST, leak, reveals
from bot.guard.forms.of_item import keys
from bot.guard.forms.worded import Similarity
from bot.guard.leak import Kind, Leak
from bot.guard.nods import Sent
from bot.guard.solution import Dialogue, reveals_solution

__all__ = [
    "LONGEST",
    "Dialogue",
    "Kind",
    "Leak",
    "Sent",
    "Similarity",
    "keys",
    "leak",
    "reveals",
    "reveals_solution",
]
