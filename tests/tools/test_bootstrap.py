"""Making the environment on a bare machine."""

from __future__ import annotations

import os
import sys

import pytest

from tools import bootstrap
from tools.bootstrap import LIBRARIES, find_missing_packages, install_system_packages, is_installed

ALL = {"library": lambda _: True, "module": lambda _: True, "program": lambda _: True}


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """An empty place for the environment, with a file where its interpreter would be."""
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path)
    interpreter = bootstrap.environment_python()
    interpreter.parent.mkdir()
    interpreter.touch()
    return tmp_path


def test_nothing_is_missing_on_a_complete_machine():
    assert find_missing_packages(for_tests=True, **ALL) == []


def test_a_python_without_its_installer_needs_the_package_for_environments():
    missing = find_missing_packages(for_tests=False, **(ALL | {"module": lambda _: False}))
    assert missing == [f"python3.{sys.version_info[1]}-venv"]


def test_every_missing_library_names_its_package():
    missing = find_missing_packages(for_tests=False, **(ALL | {"library": lambda _: False}))
    assert missing == list(LIBRARIES.values())
    assert len(set(missing)) == len(missing)


def test_running_does_not_ask_for_what_only_tests_need():
    without_programs = ALL | {"program": lambda _: False}
    assert find_missing_packages(for_tests=False, **without_programs) == []
    assert "xvfb" in find_missing_packages(for_tests=True, **without_programs)


def test_somebody_who_is_not_root_is_told_the_one_line_to_run(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(bootstrap, "has_program", lambda _: True)
    with pytest.raises(SystemExit, match=r"sudo apt-get install .* libegl1 libgl1"):
        install_system_packages(["libegl1", "libgl1"])


def test_a_system_without_apt_is_told_what_is_missing(monkeypatch):
    monkeypatch.setattr(bootstrap, "has_program", lambda _: False)
    with pytest.raises(SystemExit, match="libegl1"):
        install_system_packages(["libegl1"])


def test_a_second_run_finds_the_first_one(environment, tmp_path):
    lock, mark = tmp_path / "requirements.lock", environment / "installed"
    lock.write_text("qasync==0.28.0", "utf-8")
    assert not is_installed(lock, mark)
    mark.write_text(bootstrap.fingerprint(lock), "utf-8")
    assert is_installed(lock, mark)


def test_a_changed_lock_is_installed_again(environment, tmp_path):
    lock, mark = tmp_path / "requirements.lock", environment / "installed"
    lock.write_text("qasync==0.28.0", "utf-8")
    mark.write_text(bootstrap.fingerprint(lock), "utf-8")
    lock.write_text("qasync==0.28.1", "utf-8")
    assert not is_installed(lock, mark)


def test_an_environment_whose_python_went_away_is_made_again(environment, tmp_path):
    lock, mark = tmp_path / "requirements.lock", environment / "installed"
    lock.write_text("qasync==0.28.0", "utf-8")
    mark.write_text(bootstrap.fingerprint(lock), "utf-8")
    bootstrap.environment_python().unlink()
    assert not is_installed(lock, mark)
    assert not bootstrap.environment_works()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings all its libraries")
def test_a_library_is_found_by_the_name_the_linker_uses():
    assert bootstrap.has_library("libc.so.6")
    assert not bootstrap.has_library("libnothing.so.9")


def test_a_database_is_found_where_debian_keeps_each_version_apart(monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: None)
    assert bootstrap.has_program("initdb")
    assert not bootstrap.has_program("initdb-of-nobody")
