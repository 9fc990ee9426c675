"""Importing Qt: what it need not read at a start waits, and is there when it is asked for."""

from __future__ import annotations

import subprocess
import sys

FIRST = """
import builtins, sys
statement = builtins.__import__
from desktop.views.qt_import import LATE, import_qt
import_qt()
assert builtins.__import__ is statement
waiting = [name for name in LATE if sys.modules[name].__spec__.loader is None]
"""


def said(program: str) -> str:
    command = [sys.executable, "-c", FIRST + program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_serves_signatures_waits_for_its_first_use():
    assert said("print(len(waiting) == len(LATE))") == "True\n"


def test_a_wrong_argument_is_still_told_with_what_would_be_right():
    told = said(
        "from PySide6.QtCore import QSize\n"
        "try: QSize(1, 2).scaled('wide', 'high')\n"
        "except TypeError as error: print(error)"
    )
    assert "called with wrong argument types" in told
    assert "scaled(s: PySide6.QtCore.QSize" in told


def test_an_unknown_keyword_is_still_told():
    told = said(
        "from PySide6.QtCore import QObject\n"
        "try: QObject(nothing=1)\n"
        "except (AttributeError, TypeError) as error: print(error)"
    )
    assert "nothing" in told


def test_the_waiting_modules_are_whole_under_both_their_names():
    told = said(
        "import PySide6.support.signature.parser as parser\n"
        "print(callable(parser.pyside_type_init))\n"
        "print(parser is sys.modules['shibokensupport.signature.parser'])\n"
        "from shibokensupport.signature.lib import enum_sig\n"
        "print(hasattr(enum_sig, 'ExactEnumerator'), hasattr(enum_sig, 'nothing'))"
    )
    assert told == "True\nTrue\nTrue False\n"
