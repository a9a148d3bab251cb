"""Courses for the dialogs, small enough to know by heart."""

from __future__ import annotations

from knowledge.course import (
    AlgebraItem,
    Choice,
    ChoiceItem,
    Course,
    Hint,
    NumericItem,
    Section,
    ShortAnswerItem,
    Term,
    TrueFalseItem,
    Unit,
)

CLASSICAL = Section(
    id="classical",
    number="6.2",
    title="Classical Conditioning",
    url="https://example.org/6-2",
    text="""Classical conditioning is learning by association. Ivan Pavlov rang a bell before he fed
his dogs. After some days the bell alone made the dogs salivate, because it announced the food.

## Extinction

Extinction is the decrease of a conditioned response when the bell rings again and again without
food.

For example, Pavlov's dogs stopped salivating after the bell had announced nothing for weeks.
""",
    summary="In classical conditioning a stimulus comes to announce another one.",
    terms=(
        Term(
            name="classical conditioning",
            definition="learning in which a stimulus comes to announce another one",
        ),
        Term(
            name="extinction",
            definition="decrease of a conditioned response once nothing follows the stimulus",
        ),
    ),
    items=(
        ChoiceItem(
            id="neutral",
            question=(
                "Before training, Pavlov's bell made no dog salivate. What kind of stimulus was the "
                "bell at that time?"
            ),
            choices=(
                Choice(text="a conditioned stimulus", misconception="It becomes one by training."),
                Choice(text="a neutral stimulus", correct=True),
                Choice(text="an unconditioned stimulus", misconception="Food works untrained."),
                Choice(text="a conditioned response"),
            ),
            explanation="It did nothing yet, and that is what the word means.",
        ),
    ),
)
OPERANT = Section(
    id="operant",
    number="6.3",
    title="Operant Conditioning",
    text="""In operant conditioning, behavior is changed by its consequences. Reinforcement makes a
behavior more frequent. Punishment makes a behavior less frequent.

Many people confuse negative reinforcement with punishment, but they pull in opposite directions.
Negative reinforcement takes something unpleasant away, so the behavior increases. Punishment always
decreases a behavior.

B. F. Skinner trained rats in a chamber with a lever. When a rat pressed the lever, food fell into
the box, which is why the rat pressed it more and more often.
""",
    terms=(
        Term(name="negative reinforcement", definition="taking away something unpleasant to increase a behavior"),
        Term(name="punishment", definition="a consequence that decreases a behavior"),
    ),
    items=(
        ShortAnswerItem(
            id="box",
            question="What is a Skinner box and what is its purpose?",
            answer="A chamber with a lever in which an animal is trained by rewards.",
        ),
        TrueFalseItem(
            id="negative",
            question="Negative reinforcement makes a behavior less frequent.",
            answer=False,
            misconception="Negative means that something is taken away, not that it is bad.",
        ),
    ),
)  # fmt: skip
PSYCHOLOGY = Course(
    id="psych",
    title="Tiny Psychology",
    units=(
        Unit(id="u5", title="Senses", number="5"),
        Unit(id="u6", title="Learning", number="6", sections=(CLASSICAL, OPERANT)),
    ),
)

ALGEBRA = Course(
    id="algebra",
    title="Tiny Algebra",
    units=(
        Unit(
            id="c6",
            title="Polynomials",
            sections=(
                Section(
                    id="multiply",
                    number="6.3",
                    title="Multiply Polynomials",
                    text="To multiply a polynomial by a monomial, use the distributive property: "
                    "multiply the monomial with each term of the polynomial, one after the other.",
                    items=(
                        AlgebraItem(
                            id="p1",
                            stem="Multiply:",
                            question=r"$4\left(x+3\right)$",
                            answer="$4x+12$",
                            hints=(
                                Hint(id="h1", text="Multiply what is outside with each part inside."),
                                Hint(id="h2", kind="scaffold", text="What is $4$ times $x$?", answer=("$4x$",)),
                                Hint(id="h3", text="Together that is $4x+12$."),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)  # fmt: skip

ESTADISTICA = Course(
    id="estadistica",
    title="Estadística breve",
    language="es",
    units=(
        Unit(
            id="u2",
            title="Descriptiva",
            number="2",
            sections=(
                Section(
                    id="centro",
                    number="2.5",
                    title="Medidas del centro",
                    text="La media es la suma de los datos entre el número de datos. La mediana es "
                    "el valor del medio cuando los datos están en orden. Usamos la mediana cuando hay "
                    "valores muy extremos, porque esos valores mueven la media.",
                    terms=(
                        Term(name="media", definition="suma de los datos entre su número"),
                        Term(name="mediana", definition="valor del medio de los datos en orden"),
                    ),
                ),
            ),
        ),
    ),
)


def _facts(section: str, *facts: tuple[str, bool]) -> tuple[TrueFalseItem, ...]:
    return tuple(
        TrueFalseItem(
            id=f"{section}-{number}",
            question=text,
            answer=true,
            misconception="" if true else f"Somebody mixed up {section}.",
            explanation=f"The section on {section} says so.",
        )
        for number, (text, true) in enumerate(facts, 1)
    )


LIGHT = Course(
    id="light",
    title="Light",
    units=(
        Unit(
            id="u1",
            title="Rays",
            number="1",
            sections=(
                Section(
                    id="rays",
                    number="1.1",
                    title="Rays",
                    objectives=("Say how light travels.",),
                    text="A ray shows the way that light takes. In one medium rays are straight.",
                    items=_facts(
                        "rays",
                        ("In one medium light travels straight.", True),
                        ("Rays bend around every corner.", False),
                        ("A ray shows the way of light.", True),
                        ("Two crossing rays stop each other.", False),
                        ("Shadows come from straight rays.", True),
                        ("Light needs air to travel.", False),
                    ),
                ),
                Section(
                    id="mirrors",
                    number="1.2",
                    title="Mirrors",
                    prerequisites=("rays",),
                    text="A mirror sends a ray back at the angle at which it came.",
                    items=_facts(
                        "mirrors",
                        ("A mirror keeps the angle.", True),
                        ("A mirror swallows all light.", False),
                        ("The image in a flat mirror is behind it.", True),
                        ("A flat mirror makes you taller.", False),
                        ("Rough paper is a mirror.", False),
                    ),
                ),
            ),
        ),
        Unit(
            id="u2",
            title="Lenses",
            number="2",
            sections=(
                Section(
                    id="lenses",
                    number="2.1",
                    title="Lenses",
                    prerequisites=("mirrors",),
                    text="A lens bends rays. A thick middle brings them together.",
                    items=(
                        *_facts(
                            "lenses",
                            ("A lens bends rays.", True),
                            ("A thick middle brings rays together.", True),
                            ("A lens never makes an image.", False),
                        ),
                        NumericItem(
                            id="power",
                            question="A lens has a focal length of 0.5 m. What is its power in dioptres?",
                            answer="2",
                            solution="Power is one over the focal length in metres.\n\n1/0.5 = 2",
                        ),
                    ),
                ),
                Section(
                    id="history",
                    number="2.2",
                    title="A Word on History",
                    text="Long ago people made lenses from crystal. Nobody is asked about this.",
                ),
            ),
        ),
    ),
)
"""Three concepts that build on one another, each with enough to ask, and a section without items."""


def right(question: str) -> str:
    """The right answer to the question of `LIGHT` that stands in a text."""
    for _, each in LIGHT.items():
        if each.question in question:
            return "2" if isinstance(each, NumericItem) else ("true" if each.answer else "false")
    raise AssertionError(f"no question of LIGHT in {question!r}")


def wrong(question: str) -> str:
    return {"true": "false", "false": "true", "2": "3"}[right(question)]
