"""What guardians get to know: only what a student switched on, only computed figures.

`model`, `wanted`, `digest` and `wording` are pure; `smtp` sends, `post` carries reminders to
guardians, `doors` answers the pages behind their links.
"""
