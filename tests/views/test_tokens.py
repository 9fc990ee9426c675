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
