"""What chat platforms have in common: long texts in pieces, formulas as text and pictures."""

from bot.rendering.formulas import readable, with_pictures
from bot.rendering.shared import for_others
from bot.rendering.split import split

__all__ = ["for_others", "readable", "split", "with_pictures"]
