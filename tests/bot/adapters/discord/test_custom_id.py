"""What a button carries."""

from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord.custom_id import LONGEST, CustomId, Reference, decode, encode, options
from bot.messages import Action, Buttons, Choices, Option, Reply, Text

NAMES = st.from_regex(r"[a-z_]{1,12}(\.[a-z_]{1,12}){1,2}", fullmatch=True)
ACTIONS = st.builds(
    Action,
    name=NAMES,
    args=st.dictionaries(st.text(max_size=20), st.text(max_size=120), max_size=3),
)


@given(ACTIONS, st.integers(0, 300), st.sampled_from(["answer", "offer"]))
def test_an_action_comes_back_or_is_referred_to(action: Action, number: int, kind: str) -> None:
    custom_id = encode(kind, number, action, "m:1234567890123456789:e1764288000000")
    assert len(custom_id) <= LONGEST
    read = decode(custom_id)
    assert read is not None
    assert read.kind == kind
    assert read.means in (action, Reference("m:1234567890123456789:e1764288000000", number))


def test_a_usual_action_needs_no_looking_up() -> None:
    action = Action(name="ask.practise", args={"section": "6-3-operant-conditioning"})
    assert encode("offer", 3, action, "m:1") == "a3|ask.practise|section=6-3-operant-conditioning"


def test_every_id_of_a_message_differs() -> None:
    same = Action(name="quiz.stop")
    assert encode("offer", 0, same, "m:1") != encode("offer", 1, same, "m:1")


@given(st.text(max_size=120))
def test_any_text_is_read_or_is_not_ours(text: str) -> None:
    read = decode(text)
    assert read is None or isinstance(read, CustomId)


def test_options_are_counted_over_all_parts() -> None:
    def option(name: str) -> Option:
        return Option(label=name, action=Action(name=f"a.{name}"))

    reply = Reply(
        parts=(
            Choices(options=(option("x"), option("y"))),
            Text(markdown="and"),
            Buttons(options=(option("z"),)),
        )
    )
    assert [each.label for each in options([reply])] == ["x", "y", "z"]
