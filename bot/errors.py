"""Everything that can go wrong and be said to a person, as one tree.

The text a person reads is part of the error. Messages that are shown in chat are English
source texts of the catalogue; `fields` fill their placeholders after translation, which is
done by the conversation.
"""

from __future__ import annotations


class StudylampError(Exception):
    """Base of all errors that carry a text for a person."""

    message = "Something went wrong on my side. Please try again in a moment."

    def __init__(self, message: str | None = None, /, **fields: object) -> None:
        self.template = message if message is not None else type(self).message
        self.fields = fields
        super().__init__(self.template.format(**fields) if fields else self.template)


class SettingsError(StudylampError):
    """A setting is missing or wrong; says which and what to write instead."""


class StoreError(StudylampError):
    """The learner's record can't be read or written."""


class StoreTooNew(StoreError):
    """The store was written by a newer version."""

    message = (
        "This data was made by a newer Studylamp ({found}) than the one running ({known}). "
        "Update Studylamp; nothing was changed."
    )


class CourseError(StudylampError):
    """A course is missing or can't be read."""


class ModelError(StudylampError):
    """Base of what a language model provider can do wrong."""

    message = "The language model isn't available right now."


class ModelUnavailable(ModelError):
    """No connection, a time-out, a 5xx: worth another try later."""


class ModelRateLimited(ModelUnavailable):
    """The provider asks to slow down."""


class ModelRefusedKey(ModelError):
    """The provider does not accept the key or the model's name."""

    message = "The language model's provider refused the key or the model name."


class ModelMisbehaved(ModelError):
    """It answered, but not in the form that was asked for."""

    message = "The language model's answer could not be used."


class BudgetSpent(ModelError):
    """The token budget of this turn or day is used up."""

    message = "Today's language model budget is used up."
