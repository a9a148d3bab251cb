"""What chat platforms have in common: long texts in pieces, formulas as text and pictures."""

from bot.rendering.formulas import readable, with_pictures
from bot.rendering.split import split

__all__ = ["readable", "split", "with_pictures"]
