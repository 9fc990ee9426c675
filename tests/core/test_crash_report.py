"""A crash report helps whoever mends the program and gives nobody's data away."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.core.crash_report import report_text
from desktop.core.version import VERSION

AT = dt.datetime(2026, 11, 21, 8, 30, tzinfo=dt.UTC)


def error_of(act) -> BaseException:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any will do
        act()
    return caught.value


def save_nothing() -> None:
    nothing = None
    nothing.save()


def test_it_names_version_moment_place_and_last_actions():
    report = report_text(error_of(lambda: 1 / 0), at=AT, actions=["record.save"], facts={"Qt": "6"})
    assert f"Lienhe {VERSION}" in report
    assert "2026-11-21 08:30:00 UTC" in report
    assert "Qt 6" in report
    assert "test_crash_report.py" in report
    assert "ZeroDivisionError" in report
    assert "Last actions: record.save" in report


def test_what_somebody_typed_is_left_out():
    report = report_text(error_of(lambda: int("Nguyễn Thị Hường 0912345678")), at=AT)
    assert "Hường" not in report
    assert "0912345678" not in report


def test_the_words_of_our_own_mistakes_stay():
    report = report_text(error_of(save_nothing), at=AT)
    assert "has no attribute 'save'" in report


def test_the_folders_of_the_person_are_left_out(tmp_path):
    source = tmp_path / "An Nguyen" / "desktop" / "views" / "trial.py"
    source.parent.mkdir(parents=True)
    source.write_text("def go():\n    raise KeyError('secret')\n")
    space: dict[str, object] = {}
    exec(compile(source.read_text(), str(source), "exec"), space)
    report = report_text(error_of(space["go"]), at=AT)
    assert "desktop/views/trial.py:2 in go" in report
    assert "An Nguyen" not in report
    assert "secret" not in report


def test_the_cause_is_told_too():
    def act():
        try:
            {}["x"]
        except KeyError as error:
            raise TypeError("cannot") from error

    report = report_text(error_of(act), at=AT)
    assert report.index("KeyError") < report.index("TypeError: cannot")


def test_a_chain_that_bites_its_tail_ends():
    error = ValueError()
    other = KeyError()
    error.__cause__, other.__cause__ = other, error
    assert report_text(error, at=AT).count("ValueError") == 1


@pytest.mark.parametrize("count", [0, 500])
def test_only_the_last_actions_are_named(count):
    report = report_text(ValueError(), at=AT, actions=[f"a.{n}" for n in range(count)])
    assert report.count("a.") <= 30
