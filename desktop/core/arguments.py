"""What the program can be told at its start.

Most starts have no arguments, or a few plain ones; argparse is asked only about the others, and for
help: reading with it takes as long as opening the database.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop.core.errors import InputError
from desktop.core.i18n import DEFAULT_LANGUAGE, LANGUAGES, _, set_language
from desktop.core.paths import DEMO, OWN, default_profile
from desktop.core.quick_dataclass import dataclass

if TYPE_CHECKING:
    import argparse

SEALED: Final = "--sealed"  # of a worker that hears the key of its profile first
HEARS: Final = "--hears"  # of a start that hears the password for the server first
_PLAIN_SWITCHES: Final = ("--demo", "--offscreen", HEARS)
_OF_PROFILES: Final = ("profile", "named", "list_profiles")  # say which profile is meant
_PLAIN_PATHS: Final = ("--profile", "--screenshot", "--marks")


@dataclass(frozen=True, slots=True)
class Arguments:
    """The arguments of a start; see `python -m desktop --help`."""

    profile: Path
    worker: bool = False
    sealed: bool = False  # the worker hears the key of its profile first
    demo: bool = False
    hears: bool = False  # the program that was before tells the password for the server on stdin
    language: str = ""
    theme: str = ""
    offscreen: bool = False
    size: tuple[int, int] | None = None
    screenshot: Path | None = None
    marks: Path | None = None
    file: Path | None = None

    @property
    def is_unattended(self) -> bool:
        """Whether nobody sits before this start: nothing may be asked."""
        return bool(self.demo or self.screenshot or self.marks)


def parse_arguments(words: Sequence[str]) -> Arguments:
    """Return the arguments; prints help or what is wrong and ends the program where needed."""
    if not words:
        return Arguments(default_profile().folder)
    if words[0] == "--worker" and len(words) == 2:  # noqa: PLR2004 - the switch and the profile
        return Arguments(Path(words[1]), worker=True)
    if words[0] == "--worker" and list(words[2:]) == [SEALED]:
        return Arguments(Path(words[1]), worker=True, sealed=True)
    return _read_plain(words) or _parse(words)


def _read_plain(words: Sequence[str]) -> Arguments | None:
    """Return plain arguments, each written out and apart from its value; None for any others."""
    given: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        if word in _PLAIN_SWITCHES:
            given[word[2:]] = True
            continue
        value = next(rest, "")
        if not value or value.startswith("-"):
            return None
        if word in _PLAIN_PATHS:
            given[word[2:]] = Path(value)
        elif word == "--size" and _is_size(value):
            given["size"] = _size(value)
        else:
            return None
    profile = given.pop("profile", None)
    return Arguments(profile or _usual_profile(is_demo="demo" in given), **given)


def _usual_profile(*, is_demo: bool) -> Path:
    return default_profile(DEMO if is_demo else OWN).folder


def _parser() -> argparse.ArgumentParser:
    """Return what reads any line, in the language in use."""
    import argparse

    from desktop.core.argument_words import translate_argparse
    from desktop.core.settings import THEMES

    translate_argparse()
    parser = argparse.ArgumentParser(
        prog="python -m desktop",
        description=_("Lienhe: customers and the work with them, with or without a network."),
    )
    add = parser.add_argument
    add("file", nargs="?", type=Path, help=_("a table to import once the program is open"))
    add("--profile", type=Path, metavar="DIR", help=_("the folder with the data to open"))
    add("--named", metavar="NAME", help=_("the profile of that name; a new one if there is none"))
    add("--list-profiles", action="store_true", help=_("write which profiles there are, and end"))
    add("--demo", action="store_true", help=_("open the demo company, made at its first start"))
    add("--language", choices=LANGUAGES, default="", help=_("the language of this start"))
    add("--theme", choices=THEMES, default="", help=_("the look"))
    add("--offscreen", action="store_true", help=_("show no window: for tests and pictures"))
    add(
        "--size",
        type=_asked_size,
        metavar="WxH",
        help=_("the size of the window, such as 1400x900"),
    )
    add("--screenshot", type=Path, metavar="PNG", help=_("save a picture of the window and end"))
    add("--marks", type=Path, metavar="JSON", help=_("write when each step of the start was done"))
    add("--worker", action="store_true", help=_("serve a window over stdin (used by the program)"))
    add(HEARS, action="store_true", help=argparse.SUPPRESS)
    return parser


def _parse(words: Sequence[str]) -> Arguments:
    set_language(_wanted_language(words))
    parser = _parser()
    found = parser.parse_args(list(words))
    if found.list_profiles:
        sys.stdout.write(_listed_profiles())
        parser.exit()
    if found.named and (found.profile or found.demo):
        parser.error(_("A profile is named once."))
    try:
        profile = _named(found.named) if found.named else found.profile
    except InputError as error:
        parser.error(str(error))
    given = {name: value for name, value in vars(found).items() if name not in _OF_PROFILES}
    return Arguments(profile or _usual_profile(is_demo=found.demo), **given)


def _named(name: str) -> Path:
    from desktop.core.profiles import named_profile

    return named_profile(name).folder


def _listed_profiles() -> str:
    from desktop.core.profiles import read_profiles

    lines = [
        "\t".join(filter(None, (one.name, str(one.folder), one.server, one.login)))
        for one in read_profiles()
    ]
    return "".join(f"{line}\n" for line in lines)


def _wanted_language(words: Sequence[str]) -> str:
    chosen = [word for word in words if word.removeprefix("--language=") in LANGUAGES]
    return chosen[-1].removeprefix("--language=") if chosen else DEFAULT_LANGUAGE


def _is_size(text: str) -> bool:
    width, _by, height = text.partition("x")
    return width.isdecimal() and height.isdecimal()


def _asked_size(text: str) -> tuple[int, int]:
    """Return the size that somebody wrote, or say how it is written."""
    import argparse

    try:
        return _size(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("write it like 1400x900")) from error


def _size(text: str) -> tuple[int, int]:
    width, height = text.lower().split("x")
    return int(width), int(height)
