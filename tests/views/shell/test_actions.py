"""Every action has words, a picture that exists, and keys that nobody else wants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.views.icons import icon_exists
from desktop.views.shell.actions import SUBMENUS, Action, Area
from desktop.views.shell.actions_window import go_to_module
from desktop.views.shell.all_actions import ALL_ACTIONS
from desktop.views.shell.screens import _MODULES, HOME_MODULE
from desktop.views.shell.shortcuts import (
    SCHEME_LABELS,
    find_clashes,
    is_letter_only,
    is_usable,
    keys_of,
    sequences,
)


def by_key(action: Action) -> str:
    return action.key


def test_no_two_actions_share_a_key():
    keys = [action.key for action in ALL_ACTIONS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("action", ALL_ACTIONS, ids=by_key)
def test_its_icon_exists(action: Action):
    assert not action.icon or icon_exists(action.icon)


@pytest.mark.parametrize("module", [HOME_MODULE, *_MODULES], ids=lambda module: module.key)
def test_the_icon_of_a_module_exists(module):
    assert icon_exists(module.icon)


@pytest.mark.parametrize("action", ALL_ACTIONS, ids=by_key)
def test_its_submenu_exists_in_its_menu(action: Action):
    assert not action.submenu or SUBMENUS[action.submenu][0] == action.menu


@pytest.mark.parametrize("scheme", SCHEME_LABELS)
def test_no_keys_are_wanted_twice(scheme: str):
    modules = [go_to_module(m.key, m.label, m.icon, i) for i, m in enumerate(_MODULES)]
    assert find_clashes((*ALL_ACTIONS, *modules), scheme) == []


@pytest.mark.parametrize("scheme", SCHEME_LABELS)
def test_all_keys_leave_typing_and_telex_alone(scheme: str):
    bad = [
        (action.key, keys)
        for action in ALL_ACTIONS
        for keys in keys_of(action, scheme)
        if not is_usable(keys, action.area)
    ]
    assert bad == []


@pytest.mark.parametrize("action", ALL_ACTIONS, ids=by_key)
def test_qt_understands_its_keys(action: Action):
    assert all(not sequence.isEmpty() for sequence in sequences(action.keys))


@pytest.mark.parametrize(
    ("keys", "area", "usable"),
    [
        ("A", Area.LIST, True),
        ("A", Area.WINDOW, False),
        ("Alt+W", Area.LIST, False),
        ("Alt+Left", Area.GO, True),
        ("Alt+3", Area.DIARY, True),
        ("Ctrl+Alt+N", Area.WINDOW, True),
        ("Del", Area.LIST, True),
        ("", Area.LIST, False),
        ("nonsense", Area.LIST, False),
    ],
)
def test_which_keys_a_person_may_choose(keys: str, area: Area, usable: bool):
    assert is_usable(keys, area) is usable


def test_a_letter_with_shift_is_still_a_letter():
    assert is_letter_only("Shift+A")
    assert not is_letter_only("Ctrl+A")
    assert not is_letter_only("F2")


@given(
    own=st.dictionaries(st.sampled_from([a.key for a in ALL_ACTIONS]), st.tuples(st.just("F12")))
)
def test_own_keys_go_before_the_scheme(own):
    found = {a.key: keys_of(a, "outlook", own) for a in ALL_ACTIONS}
    assert all(found[key] == keys for key, keys in own.items())


def test_a_clash_names_both_actions():
    clashes = find_clashes(ALL_ACTIONS, "outlook", {"help.about": ("Ctrl+S",)})
    assert [{c.first, c.second} for c in clashes] == [{"record.save", "help.about"}]
