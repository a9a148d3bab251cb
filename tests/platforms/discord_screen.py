"""What a person sees on Discord, as text: messages, buttons, menus, forms."""

from __future__ import annotations

from typing import Any

from tests.platforms.discord_fake import EPHEMERAL, LOADING, V2, FakeDiscord, Interaction, walk


def screen(dc: FakeDiscord, channel: dict[str, Any], *, user: str = "Ada") -> str:
    """A channel as one person sees it, oldest message first."""
    me = dc.user(user)["id"]
    mine = [
        message
        for message in dc.messages.values()
        if message["channel_id"] == channel["id"]
        and not message.get("_deleted")
        and (not message["flags"] & EPHEMERAL or message.get("_for") == me)
    ]
    return "\n\n".join(seen(message) for message in mine)


def seen(message: dict[str, Any]) -> str:
    """One message."""
    author = message["author"]
    name = author["global_name"] or author["username"].capitalize()
    notes = " (only you)" if message["flags"] & EPHEMERAL else ""
    notes += " (reply)" if message.get("referenced_message") else ""
    text = "thinking…" if message["flags"] & LOADING else message["content"]
    lines = [f"{name}{notes}: {text}".rstrip()]
    if message["flags"] & V2:
        return "\n".join([*lines, *(f"  {_component(each)}" for each in message["components"])])
    lines += [
        f"  <{file['filename']}, {len(file['content'])} bytes: {file.get('description') or 'no text'}>"
        for file in message["_files"]
    ]
    lines += ["  " + "  ".join(map(_control, row["components"])) for row in message["components"]]
    return "\n".join(lines)


def _component(component: dict[str, Any]) -> str:
    """One component of a message that has nothing else."""
    match component["type"]:
        case 9:
            (text,) = component["components"]
            return f"{text['content']}  {_control(component['accessory'])}"
        case 10:
            return str(component["content"])
        case 12:
            return "  ".join(f"<{i.get('description') or 'no text'}>" for i in component["items"])
    return "  ".join(map(_control, component["components"]))


def form(interaction: Interaction) -> str:
    """The form that an interaction opened."""
    data = interaction.data
    lines = [f"== {data['title']} =="]
    for part in data["components"]:
        component = part["component"]
        chosen = [o["label"] for o in component.get("options", ()) if o.get("default")]
        value = component.get("value") or ", ".join(chosen) or ""
        options = " | ".join(o["label"] for o in component.get("options", ()))
        lines.append(f"  {part['label']}: {value or '____'}{f'  ({options})' if options else ''}")
    return "\n".join(lines)


def labels(message: dict[str, Any]) -> list[str]:
    """What can be pressed or picked."""
    found = []
    for component in walk(message["components"]):
        if component["type"] == 2 and not component.get("disabled"):
            found.append(component["label"])
        elif component["type"] == 3 and not component.get("disabled"):
            found += [option["label"] for option in component["options"]]
    return found


def _control(component: dict[str, Any]) -> str:
    off = "-" if component.get("disabled") else ""
    if component["type"] == 3:
        options = " | ".join(option["label"] for option in component["options"])
        return f"{off}<{component['placeholder']}: {options}>"
    mark = "[[{}]]" if component["style"] == 1 else "[{}]"
    return off + mark.format(component["label"])
