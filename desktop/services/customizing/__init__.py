"""What a company makes its own: further fields, and words of its own for what the program shows."""

from desktop.services.customizing import fields, words

__all__ = ["fields", "words"]
