"""The words that argparse itself writes into help and errors, in the language of the program.

argparse asks the `gettext` that its module imported, in a domain that every library shares; it is
given ours in its place. A Python that asks otherwise shows its English.
"""

from __future__ import annotations

import argparse
from typing import Final

from desktop.core import i18n
from desktop.core.i18n import N_

# Those that a command line can meet; an argparse that words one otherwise shows it in English.
_WORDS: Final = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("ignored explicit argument %r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)


def translate_argparse() -> None:
    """Let argparse write in the language in use, from now on."""
    vars(argparse).update(_=i18n._)
