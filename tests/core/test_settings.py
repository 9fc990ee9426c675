"""Settings survive anything that can happen to their file."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.paths import Profile
from desktop.core.settings import Settings, from_json, load_settings, save_settings, to_json


@pytest.fixture
def profile(tmp_path) -> Profile:
    return Profile(tmp_path / "hồ sơ")


def test_a_profile_without_settings_has_the_defaults(profile):
    assert load_settings(profile) == Settings()


def test_settings_come_back_as_they_were_saved(profile):
    chosen = Settings(language="en", theme="dark", shortcuts={"record.save": ("Ctrl+S", "F12")})
    save_settings(profile, chosen)
    assert load_settings(profile) == chosen


def test_a_broken_file_gives_the_defaults_and_is_kept(profile):
    profile.folder.mkdir()
    profile.settings.write_text('{"theme": "dark"', encoding="utf-8")
    assert load_settings(profile) == Settings()
    kept = profile.settings.with_name("settings.json.broken")
    assert kept.read_text("utf-8") == '{"theme": "dark"'


def test_what_is_not_allowed_takes_its_default(profile):
    found = from_json({"theme": "pink", "font_scale": 100000, "density": ["x"], "language": "en"})
    assert found == Settings(language="en")


def test_settings_of_a_later_version_are_read_as_far_as_they_are_known():
    assert from_json({"theme": "dark", "holograms": True}) == Settings(theme="dark")


def test_a_failed_write_leaves_the_old_file(profile, monkeypatch):
    save_settings(profile, Settings(theme="dark"))
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        save_settings(profile, Settings(theme="light"))
    assert load_settings(profile).theme == "dark"


def fail(*_args: object, **_words: object) -> None:
    raise OSError("the disk is full")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(list(to_json(Settings()))), json_values))
def test_no_file_whatever_it_holds_stops_the_program(data):
    assert isinstance(from_json(data), Settings)
