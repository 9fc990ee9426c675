"""The profiles of a computer: listed, named, begun."""

from __future__ import annotations

import pytest

from desktop.core import arguments, paths, profiles
from desktop.core.arguments import parse_arguments
from desktop.core.errors import InputError
from desktop.core.paths import Profile
from desktop.core.profiles import named_profile, new_profile, read_profiles
from desktop.core.settings import Settings, save_settings


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    def default_profile(name=paths.OWN):
        return Profile(tmp_path / name)

    for module in (profiles, arguments):
        monkeypatch.setattr(module, "default_profile", default_profile)
    return tmp_path


def make(folder, **settings):
    profile = Profile(folder)
    profile.make()
    profile.main.touch()
    save_settings(profile, Settings(**settings))
    return profile


def test_the_main_profile_comes_first_then_the_others_by_name(home):
    for name in ("sông", "An", "main", "demo"):
        make(home / name)
    (home / "not one").mkdir()
    known = [one.name for one in read_profiles()]
    assert known == ["Main profile", "An", "Demo company", "sông"]


def test_a_profile_tells_which_company_it_joined(home):
    make(home / "a", server="an@may-chu.vn")
    make(home / "b")
    assert [(one.server, one.login) for one in read_profiles()] == [("may-chu.vn", "an"), ("", "")]


def test_the_profile_in_use_is_listed_wherever_it_lies(home, tmp_path_factory):
    elsewhere = make(tmp_path_factory.mktemp("stick"))
    assert elsewhere.folder.resolve() in [one.folder for one in read_profiles(elsewhere.folder)]
    assert read_profiles() == []


def test_before_the_first_use_there_is_none(home):
    home.rmdir()
    assert read_profiles() == []


@pytest.mark.parametrize("name", ["", "  ", "a/b", "..", ".git", "CON", "x" * 61, "a:b", "Sông\\H"])
def test_a_name_that_no_folder_can_have_is_refused(name):
    with pytest.raises(InputError):
        new_profile(name)


@pytest.mark.parametrize("name", ["sông hương", "Main profile", "main", "SÔNG HƯƠNG"])
def test_no_two_profiles_have_one_name(home, name):
    make(home / "main")
    make(home / "Sông Hương")
    with pytest.raises(InputError):
        new_profile(name)


def test_a_start_names_its_profile_and_begins_a_new_one(home):
    make(home / "Sông Hương")
    assert parse_arguments(["--named", "sông hương"]).profile == home / "Sông Hương"
    assert parse_arguments(["--named", "Sao Mai", "--offscreen"]).profile == home / "Sao Mai"
    assert named_profile("main").folder == home / "main"


@pytest.mark.parametrize(
    "line", [["--named", "a/b"], ["--named", "a", "--profile", "p"], ["--named", "a", "--demo"]]
)
def test_a_start_that_names_no_profile_or_two_says_so(line, capsys):
    with pytest.raises(SystemExit):
        parse_arguments(line)
    assert "python -m desktop:" in capsys.readouterr().err


def test_the_profiles_are_listed_on_the_command_line(home, capsys):
    make(home / "Sông", server="an@may-chu.vn")
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["--list-profiles"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"Sông\t{(home / 'Sông').resolve()}\tmay-chu.vn\tan\n"
