"""A plain CSV: name, email or id, role, group."""

from __future__ import annotations

from bot.i18n import N_
from bot.rosters.entry import MOST, Reading
from bot.rosters.table import Columns, NotATable, rows

_KNOWN = {
    "name": (
        "name", "fullname", "displayname", "student", "studentname", "nombre", "nombrecompleto",
        "nombreyapellidos", "estudiante", "alumno",
    ),
    "first": ("firstname", "givenname", "first", "forename", "nombre", "nombres"),
    "last": ("lastname", "familyname", "surname", "last", "apellidos", "apellido"),
    "email": ("email", "emailaddress", "mail", "correo", "correoelectronico"),
    "id": (
        "id", "userid", "studentid", "memberid", "username", "sisid", "identificador", "usuario",
        "matricula", "slackid", "discordid",
    ),
    "role": ("role", "rol", "type"),
    "group": ("group", "section", "team", "class", "period", "grupo", "seccion", "clase"),
}  # fmt: skip


def read_plain(data: bytes) -> Reading:
    """A row a person, under a first line that names the columns."""
    found = Reading()
    try:
        _read(data, found)
    except NotATable as error:
        found.fault(
            int(error.args[0]),
            N_(
                "this is no CSV that I can read. Is a quote missing, or is it another kind of file?"
            ),
        )
    return found


def _read(data: bytes, found: Reading) -> None:
    table = rows(data)
    _, head = next(table, (1, list[str]()))
    columns = Columns(head, _KNOWN)
    split = "last" in columns and "first" in columns
    if not head:
        found.fault(0, N_("the file is empty"))
        return
    if "name" not in columns and not split:
        found.fault(
            1,
            N_(
                "no column is called name. The first line has to name the columns: "
                "name, email (or id), role, group"
            ),
        )
        return
    for number, row in table:
        if len(found.entries) >= MOST:
            found.fault(
                number, N_("more than {most} people; the rest is left out"), most=f"{MOST:,}"
            )
            return
        if any(row[columns.width :]):
            found.fault(
                number,
                N_(
                    "{cells} cells under {columns} columns. Put a name with a comma in it in quotes"
                ),
                cells=len(row), columns=columns.width,
            )  # fmt: skip
            continue
        name = " ".join(filter(None, (columns.of(row, "first"), columns.of(row, "last"))))
        email = columns.of(row, "email")
        if email and ("@" not in email.strip("@") or " " in email):
            found.fault(number, N_("this is no e-mail address: {text}"), text=email[:60])
            continue
        found.add(
            number,
            name=name if split else columns.of(row, "name"),
            ids=(email, columns.of(row, "id")),
            role=columns.of(row, "role"),
            group=columns.of(row, "group"),
        )
    if not found.entries and not found.problems:
        found.fault(0, N_("there are no people under the first line"))
