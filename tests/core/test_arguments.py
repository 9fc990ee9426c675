"""Plain arguments mean what argparse says they mean, without asking it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.core import arguments
from desktop.core.arguments import Arguments, parse_arguments
from desktop.core.settings import THEMES

values = st.sampled_from(["a", "b c", "1400x900", "x9", "-", "--demo", "", "ữ/ê", "900x"])
words = st.lists(
    st.sampled_from(
        ["--profile", "--offscreen", "--demo", "--size", "--marks", "--screenshot", "--language"]
    )
    | values,
    max_size=6,
)


def by_argparse(line: list[str]) -> Arguments | None:
    try:
        return arguments._parse(line)
    except SystemExit:
        return None


@example(["--size", "900x"])
@given(words)
def test_what_is_read_plainly_is_what_argparse_reads(line):
    plain = arguments._read_plain(line) if line else None
    assert plain is None or plain == by_argparse(line)


def test_a_plain_start_does_not_ask_argparse(monkeypatch):
    monkeypatch.setitem(sys.modules, "argparse", None)
    read = parse_arguments(["--profile", "p", "--offscreen", "--size", "800x600", "--marks", "m"])
    assert read == Arguments(Path("p"), offscreen=True, size=(800, 600), marks=Path("m"))


@pytest.mark.parametrize("line", [["--profile=p"], ["--language", "en"], ["table.csv"]])
def test_other_arguments_are_read_too(line):
    assert parse_arguments(line) == by_argparse(line)


@pytest.mark.parametrize("line", [["--size", "wide"], ["--profile"], ["--nonsense"]])
def test_what_cannot_be_understood_ends_the_program(line, capsys):
    with pytest.raises(SystemExit):
        parse_arguments(line)
    assert line[0] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("vi", ["cách dùng: ", "tùy chọn:", "hiện trợ giúp này"]),
        ("en", ["usage: ", "options:", "show this help message"]),
    ],
)
def test_the_help_is_in_one_language(language, heads, capsys):
    with pytest.raises(SystemExit):
        parse_arguments(["--help", "--language", language])
    told = capsys.readouterr().out
    assert [head for head in heads if head not in told] == []


ENGLISH = ("usage", "argument", "error", "invalid", "expected", "choose", "ambiguous", "match")


@pytest.mark.parametrize(
    "line",
    [
        ["--help"],
        ["--size", "wide"],
        ["--profile"],
        ["--nonsense"],
        ["--demo=yes"],
        ["--s=1"],
        ["--theme", "pink"],
    ],
)
def test_no_english_of_argparse_meets_a_person_who_reads_vietnamese(line, capsys):
    with pytest.raises(SystemExit):
        parse_arguments([*line, "--language=vi"])
    told = "".join(capsys.readouterr())
    assert [word for word in ENGLISH if word in told] == []


def test_the_demo_has_a_profile_of_its_own():
    assert parse_arguments(["--demo"]).profile != parse_arguments([]).profile


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_of_the_settings_can_be_asked_for_at_the_start(theme):
    assert parse_arguments(["--theme", theme]).theme == theme
