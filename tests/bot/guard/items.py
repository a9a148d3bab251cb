"""One item of each kind, for checking what gives it away."""

from __future__ import annotations

from knowledge.course import (
    AlgebraItem,
    Choice,
    ChoiceItem,
    ClozeItem,
    Item,
    MatchingItem,
    MultipleChoiceItem,
    NumericItem,
    OrderingItem,
    Pair,
    ShortAnswerItem,
    TrueFalseItem,
)

CHOICE = ChoiceItem(
    id="choice",
    question="Rewarding successive approximations toward a target behavior is ________.",
    choices=(
        Choice(text="extinction"),
        Choice(text="shaping", correct=True),
        Choice(text="positive reinforcement"),
        Choice(text="negative reinforcement"),
    ),
)
MULTIPLE = MultipleChoiceItem(
    id="multiple",
    question="Which of these are stages of memory?",
    choices=(
        Choice(text="encoding", correct=True),
        Choice(text="punishment"),
        Choice(text="retrieval", correct=True),
        Choice(text="conditioning"),
    ),
)
TRUE_FALSE = TrueFalseItem(
    id="true_false", question="Punishment increases how often a behavior occurs.", answer=False
)
CLOZE = ClozeItem(
    id="cloze",
    question="The {{1}} is essential for forming new memories of facts and events.",
    blanks=(("hippocampus",),),
)
NUMERIC = NumericItem(
    id="numeric",
    question="A bus covers 45 km in 50 minutes. What is its average speed in km/h?",
    answer="54",
    unit="km/h",
)
SMALL = NumericItem(id="small", question="Solve for x: 3(x - 4) = 2x - 5.", answer="7")
ALGEBRA = AlgebraItem(id="algebra", question="Multiply $4(x+3)$.", answer="$4x+12$")
SHORT = ShortAnswerItem(
    id="short",
    question="What is the difference between reinforcement and punishment?",
    answer="Reinforcement increases the likelihood of a behavior; punishment decreases it.",
)
ORDERING = OrderingItem(
    id="ordering",
    question="Put the steps of the scientific method in order.",
    steps=("ask a question", "form a hypothesis", "run an experiment", "draw a conclusion"),
)
MATCHING = MatchingItem(
    id="matching",
    question="Match each psychologist with what they are known for.",
    pairs=(
        Pair(left="Pavlov", right="salivating dogs"),
        Pair(left="Skinner", right="operant chamber"),
        Pair(left="Bandura", right="Bobo doll"),
    ),
)
SPANISH = ChoiceItem(
    id="spanish",
    question="¿Qué medida de tendencia central cambia más con un valor atípico?",
    choices=(
        Choice(text="la mediana"),
        Choice(text="la moda"),
        Choice(text="la media aritmética", correct=True),
    ),
)

ITEMS: tuple[Item, ...] = (
    CHOICE,
    MULTIPLE,
    TRUE_FALSE,
    CLOZE,
    NUMERIC,
    SMALL,
    ALGEBRA,
    SHORT,
    ORDERING,
    MATCHING,
    SPANISH,
)


HINTS: dict[str, tuple[str, ...]] = {
    "choice": (
        "Think about what is rewarded: the finished behavior or the steps on the way to it?",
        "It isn't extinction: nothing is taken away here. What is added, and when?",
    ),
    "multiple": (
        "Two of these belong to learning, not to memory. Which of them need a reward?",
        "What has to happen to a name between hearing it and saying it a week later?",
    ),
    "true_false": (
        "What is a punishment meant to do to a behavior? Think of a parking ticket.",
        "Say in your own words what reinforcement does, then compare.",
    ),
    "cloze": (
        "Which part of the brain did the patient H.M. lose, so that he kept no new memories?",
        "It lies in the temporal lobe, next to the amygdala, and is named after a sea animal.",
    ),
    "numeric": (
        "The speed is asked for in km/h, but the time is given in minutes. What comes first?",
        "What part of an hour are 50 minutes?",
    ),
    "small": (
        "Distribute the 3 first: what is 3 times −4?",
        "Now you have 3x − 12 = 2x − 5. How can all the x go to one side?",
    ),
    "algebra": (
        "The 4 stands before a bracket: what does it do to each part inside?",
        "For 2(y + 5) it is 2y + 10. Do the same here.",
    ),
    "short": (
        "Both change how a behavior goes on. Start with what happens to it after each of them.",
        "Take a dog that gets a treat and one that is scolded. What do they do the next day?",
    ),
    "ordering": (
        "What do you need before you can guess an explanation?",
        "Could anybody test something that nobody has put into words yet?",
    ),
    "matching": (
        "One of them studied children who watched adults. What did the adults do?",
        "Start with the one you are sure of. Which animals do you know from the chapter?",
    ),
    "spanish": (
        "Prueba con 1, 2, 3 y luego con 1, 2, 300. ¿Qué medida se mueve?",
        "¿Cuál de las medidas usa todos los valores en su cálculo?",
    ),
}
"""Good hints for each item: what a tutor would say instead."""


def language(item: Item) -> str:
    """Of the course that the item stands for."""
    return "es" if item is SPANISH else "en"
