"""The window's state is read as far as it can be read."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from desktop.views.shell.targets import LIST, Target
from desktop.views.shell.window_memory import FRAME
from desktop.views.shell.window_state import StateKeeper, WindowState, state_from_json


def test_the_state_comes_back(profile):
    keeper = StateKeeper(profile)
    state = keeper.state
    state.box, state.maximised, state.navigation = (10, 20, 1200, 800), True, False
    state.sizes, state.panes = {"navigation": [200, 900]}, {"contacts": "bottom"}
    state.views = {"list:account:": {"sort": "name"}}
    state.tabs, state.main, state.current = [Target(LIST, "lead")], Target(LIST, "account"), 1
    state.folded, state.modules = ["bin"], ["contacts"]
    state.favourites = [Target(LIST, "lead", title="Leads")]
    keeper.close()
    assert StateKeeper(profile).state == state


def test_a_state_of_another_format_is_left_alone():
    assert state_from_json({"format": 99, "maximised": True}) == WindowState()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(list(WindowState().to_json())), json_values))
def test_no_file_whatever_it_holds_stops_the_window(data):
    state = state_from_json({**data, "format": 1})
    assert json.loads(json.dumps(state.to_json()))["format"] == 1


def test_after_a_wipe_no_window_leaves_what_it_showed(profile):
    keeper = StateKeeper(profile)
    beside = keeper.beside(WindowState())
    keeper.state.recents = {"searches": ["Hoa Sen"]}
    keeper.close()
    assert "Hoa Sen" in profile.ui.read_text("utf-8")
    beside.empty()
    keeper.close()
    beside.close()
    assert "Hoa Sen" not in profile.ui.read_text("utf-8")
    assert StateKeeper(profile).state.recents == {}


def test_a_first_window_leaves_the_screen_room_for_its_title_bar(make_window):
    window = make_window(size=None)
    room = window.screen().availableGeometry()
    assert window.width() <= room.width()
    assert window.height() <= max(window.minimumHeight(), room.height() - FRAME)
