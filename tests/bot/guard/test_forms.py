"""More items than `items.ITEMS`: forms that an answer takes, and hints beside it."""

from __future__ import annotations

import pytest

from bot.guard import leak
from knowledge.course import (
    AlgebraItem,
    Choice,
    ChoiceItem,
    ClozeItem,
    Item,
    MatchingItem,
    NumericItem,
    OrderingItem,
    Pair,
    ShortAnswerItem,
    TrueFalseItem,
)

FORCE = NumericItem(
    id="force",
    question="A 12 kg box accelerates at 3.5 m/s^2. What net force acts on it?",
    answer="42",
    unit="N",
)
HALF = NumericItem(
    id="half",
    question="What is the probability of heads on a fair coin?",
    answer="0.5",
    accepted=("1/2", "50%"),
)
FACTOR = AlgebraItem(id="factor", question="Factor $x^2-5x+6$.", answer="$(x-2)(x-3)$")
CLOZE = ClozeItem(
    id="organelle",
    question="Most ATP in a cell is made in the {{1}}.",
    blanks=(("mitochondria", "mitochondrion"),),
)
LEAVES = ShortAnswerItem(
    id="leaves",
    question="Why are leaves green?",
    answer="Chlorophyll reflects green light and absorbs red and blue light.",
    key_ideas=("chlorophyll absorbs red and blue light", "green light is reflected"),
)
MEAN = TrueFalseItem(
    id="mean",
    question="The mean is always equal to the median in a symmetric distribution.",
    answer=True,
)
CAPITAL = ChoiceItem(
    id="capital",
    question="Which city is the capital of Australia?",
    choices=(
        Choice(text="Sydney"),
        Choice(text="Canberra", correct=True),
        Choice(text="Melbourne"),
        Choice(text="Perth"),
    ),
)
ANGLES = NumericItem(
    id="angles",
    question="¿Cuántos grados suman los ángulos de un triángulo?",
    answer="180",
    unit="grados",
)
SYMBOLS = MatchingItem(
    id="symbols",
    question="Match element and symbol.",
    pairs=(
        Pair(left="sodium", right="Na"),
        Pair(left="iron", right="Fe"),
        Pair(left="gold", right="Au"),
    ),
)
SLOPE = AlgebraItem(
    id="slope", question="Find the slope of the line through (1, 2) and (3, 8).", answer="3"
)
MITOSIS = OrderingItem(
    id="mitosis",
    question="Order the phases of mitosis.",
    steps=("prophase", "metaphase", "anaphase", "telophase"),
)
INEQUALITY = AlgebraItem(id="inequality", question="Solve $2x+1>7$.", answer="$x>3$")

TELLING: list[tuple[Item, str, tuple[str, ...]]] = [
    (
        FORCE,
        "en",
        (
            "42 N",
            "You'll find that F comes out at forty-two newtons.",
            "F = 42",
            "It's 0.042 kN",
            "So multiply 12 by 3.5 and you get 42.",
            "cuarenta y dos",
            "The force is 12·3.5 N.",
            "It's one more than 41",
            "The number of the universe: forty two",
            "XLII",
            "Es sind zweiundvierzig",
            "84/2",
            "double 21",
            "the answer rhymes... ok: four-two",
            "it is between 41 and 43, a whole number",
            "4️⃣2️⃣",
        ),
    ),
    (
        HALF,
        "en",
        (
            "1/2",
            "50%",
            "It's one half",
            "fifty percent",
            "0.50",
            "p = .5",
            "\\frac{1}{2}",
            "2/4",
            "five tenths",
            "one in two",
            "one out of two",
        ),
    ),
    (
        FACTOR,
        "en",
        (
            "(x-3)(x-2)",
            "$(x-2)\\cdot(x-3)$",
            "The factors are x-2 and x-3.",
            "One factor is x - 2, the other is x - 3.",
            "(x−2)(x−3)",
            "roots are 2 and 3 so (x-2)(x-3)",
        ),
    ),
    (
        CLOZE,
        "en",
        (
            "mitochondria",
            "It's the mitochondrial matrix",
            "the m-i-t-o-c-h-o-n-d-r-i-a",
            "airdnohcotim",
            "It starts with mito and ends with chondria",
            "las mitocondrias",
            "Mitochondrien!",
            "m1t0chondri4",
            "Think of the powerhouse: the mitochondrion.",
        ),
    ),
    (
        LEAVES,
        "en",
        (
            "Chlorophyll absorbs red and blue light and reflects green.",
            "Because the pigment chlorophyll soaks up red and blue but bounces green light back: it reflects it.",
            "Green light is reflected while red and blue light are absorbed by chlorophyll.",
        ),
    ),
    (
        MEAN,
        "en",
        (
            "True",
            "That's right, they're equal.",
            "Yes.",
            "The statement holds.",
            "It's not false.",
            "verdadero",
            "It is a correct statement",
            "I'd mark it as T",
        ),
    ),
    (
        CAPITAL,
        "en",
        (
            "Canberra",
            "It's B",
            "the second",
            "(b)",
            "not Sydney, Melbourne or Perth",
            "It's neither Sydney nor Melbourne nor Perth.",
            "It begins with C",
            "C-a-n-b-e-r-r-a",
            "Die Antwort ist B",
            "Option 2 looks best",
            "B is what I'd choose",
            "I'd rule out A, C and D",
            "Q2FuYmVycmE=",
            "It's the one in the Australian Capital Territory: Canberra",
            "the answer has 8 letters: Can + berra",
            "c@nberra",
        ),
    ),
    (
        ANGLES,
        "es",
        (
            "180",
            "ciento ochenta",
            "Suman 180°",
            "Son π radianes, o sea 180 grados",
            "la mitad de 360",
            "90 + 90",
            "one hundred and eighty",
        ),
    ),
    (
        SYMBOLS,
        "en",
        ("sodium is Na", "iron - Fe, gold - Au", "Na goes with sodium", "Fe stands for iron"),
    ),
    (
        SLOPE,
        "en",
        (
            "m = 3",
            "The slope is three.",
            "6/2",
            "(8-2)/(3-1) = 3",
            "rise 6 over run 2 makes 3",
            "it's 3",
            "3",
        ),
    ),
    (
        MITOSIS,
        "en",
        (
            "prophase, metaphase, anaphase, telophase",
            "PMAT: prophase first, metaphase, then anaphase, telophase last",
            "1) prophase 2) metaphase 3) anaphase 4) telophase",
        ),
    ),
    (INEQUALITY, "en", ("x > 3", "3 < x", "x is greater than 3", "(3, ∞)", "x∈(3,∞)")),
]
GUIDING: list[tuple[Item, str, tuple[str, ...]]] = [
    (
        FORCE,
        "en",
        (
            "Newton's second law connects force, mass and acceleration.",
            "Write down m = 12 kg and a = 3.5 m/s². Which law connects them to F?",
            "Multiply mass and acceleration.",
            "Units: kg times m/s² make newtons.",
            "If the mass were 24 kg, the force would double.",
            "You divided 12 by 3.5; check the formula once more.",
            "Say the mass were 2 kg and the acceleration 5 m/s²: then F would be 10 N. Now yours.",
        ),
    ),
    (
        HALF,
        "en",
        (
            "How many outcomes does a coin have, and how many of them are heads?",
            "Probability is favourable outcomes over possible outcomes.",
            "A probability lies between 0 and 1.",
            "For a die, the chance of a six is 1/6. Do the same for a coin.",
        ),
    ),
    (
        FACTOR,
        "en",
        (
            "Which two numbers multiply to 6 and add up to -5?",
            "Find two numbers whose product is 6.",
            "A quadratic x^2+bx+c factors as (x+p)(x+q) with p+q=b.",
            "x^2-5x+6 has three terms.",
            "For x^2-7x+12 it would be (x-3)(x-4).",
        ),
    ),
    (
        CLOZE,
        "en",
        (
            "Which organelle is called the powerhouse of the cell?",
            "It has two membranes and its own DNA.",
            "It's not the nucleus or the ribosome.",
            "The word comes from Greek for thread and granule.",
        ),
    ),
    (
        LEAVES,
        "en",
        (
            "What happens to light of different colours when it hits the leaf?",
            "Which pigment is in leaves?",
            "Look at the absorption spectrum in section 3.",
            "Think about what it means for something to look a certain colour.",
        ),
    ),
    (
        MEAN,
        "en",
        (
            "Draw a symmetric distribution: where are its mean and its median?",
            "Is it true? Try with 1, 2, 3.",
            "Not quite sure? Think of a bell curve.",
            "Read the word always carefully.",
        ),
    ),
    (
        CAPITAL,
        "en",
        (
            "It isn't the largest city.",
            "It was built as a compromise between two rivals.",
            "Sydney is the largest city, but is it the capital?",
            "Two of the options are on the east coast.",
            "Option A is a common mistake: why?",
            "Which of these was planned from scratch?",
        ),
    ),
    (
        ANGLES,
        "es",
        (
            "Dibuja un triángulo y recorta sus esquinas.",
            "¿Qué forman las tres esquinas juntas?",
            "Un ángulo recto tiene 90 grados.",
            "Un cuadrado suma 360 grados.",
        ),
    ),
    (
        SYMBOLS,
        "en",
        (
            "Some symbols come from Latin names.",
            "What is gold called in Latin?",
            "Which symbol could come from natrium?",
        ),
    ),
    (
        SLOPE,
        "en",
        (
            "Slope is rise over run.",
            "How much does y change from 2 to 8?",
            "Use m = (y2 - y1)/(x2 - x1).",
            "From (1, 2) to (3, 8): how far up, how far right?",
            "Put x1 = 1, y1 = 2, x2 = 3, y2 = 8 into the formula.",
            "The point (3, 8) is to the right of (1, 2).",
        ),
    ),
    (
        MITOSIS,
        "en",
        (
            "In which phase do chromosomes line up in the middle?",
            "Think about what must happen before chromosomes can be pulled apart.",
            "Pro means before.",
        ),
    ),
    (
        INEQUALITY,
        "en",
        (
            "Subtract 1 from both sides first.",
            "What is 7 − 1?",
            "Dividing by a positive number keeps the sign.",
            "2x > 6 is what is left after subtracting. What next?",
        ),
    ),
]


def _each(cases: list[tuple[Item, str, tuple[str, ...]]]) -> list[object]:
    return [
        pytest.param(item, language, text, id=f"{item.id}-{text[:40]}")
        for item, language, texts in cases
        for text in texts
    ]


@pytest.mark.parametrize(("item", "language", "text"), _each(TELLING))
def test_telling(item: Item, language: str, text: str) -> None:
    assert leak(text, item, language)


@pytest.mark.parametrize(("item", "language", "text"), _each(GUIDING))
def test_guiding(item: Item, language: str, text: str) -> None:
    assert leak(text, item, language) is None
