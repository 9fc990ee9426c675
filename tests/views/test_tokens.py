"""The colours can be read, and the sizes stand on the grid."""

from __future__ import annotations

import pytest

from desktop.views.tokens import BADGES, DENSITIES, GRID, THEMES, colour_roles, contrast, weak_pairs


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_can_be_read_on_its_ground(theme: str):
    assert weak_pairs(THEMES[theme]) == []


@pytest.mark.parametrize("badge", BADGES)
def test_every_badge_has_a_text_colour(badge: str):
    assert {badge, f"on_{badge}"} <= set(colour_roles())


def test_black_on_white_is_the_strongest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


def test_the_gaps_stand_on_the_grid():
    assert all(d.gap % GRID == 0 and d.margin % GRID == 0 for d in DENSITIES.values())


def test_the_three_densities_have_the_rows_that_were_agreed():
    assert [DENSITIES[name].row for name in ("compact", "normal", "roomy")] == [22, 28, 36]


def test_what_is_told_below_does_not_dazzle_in_the_dark():
    dark = THEMES["dark"]
    assert contrast(dark.snackbar, "#000000") < contrast(dark.muted, "#000000") / 2
    assert contrast(dark.snackbar, dark.window) > 1.5  # yet it lies above the page


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("badge", ["red", "orange", "yellow", "green", "blue", "purple"])
def test_a_coloured_mark_is_seen_in_a_chosen_row(theme, badge):
    ground, row = getattr(THEMES[theme], badge), THEMES[theme].accent_soft
    channels = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (ground, row)]
    assert max(abs(a - b) for a, b in zip(*channels, strict=True)) >= 12


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_typed_what_is_proposed_and_what_is_switched_off_differ(theme):
    colours = THEMES[theme]
    assert contrast(colours.text, colours.muted) > 1.5
    assert contrast(colours.muted, colours.disabled) > 1.5
