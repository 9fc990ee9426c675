"""A profile is one folder."""

from __future__ import annotations

from desktop.core.paths import Profile, default_profile


def test_everything_of_a_profile_lies_in_its_folder(tmp_path):
    profile = Profile(tmp_path / "p")
    places = [
        getattr(profile, name)
        for name in dir(Profile)
        if isinstance(getattr(Profile, name), property)
    ]
    paths = [place for place in places if not isinstance(place, bool)]
    assert paths
    assert all(profile.folder in path.parents for path in paths)


def test_a_profile_is_new_until_it_has_a_database(tmp_path):
    profile = Profile(tmp_path / "p")
    profile.make()
    assert profile.is_new
    profile.main.touch()
    assert not profile.is_new


def test_the_demo_does_not_share_the_folder_of_the_own_profile():
    assert default_profile("demo").folder != default_profile().folder
