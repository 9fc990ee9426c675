"""Texts in every language at once."""

from __future__ import annotations

from desktop.core.i18n import in_every_language


def test_a_text_is_given_in_both_languages():
    assert in_every_language("Tax code") == ("Mã số thuế", "Tax code")


def test_a_text_that_is_the_same_is_given_once():
    assert in_every_language("VND") == ("VND",)


def test_nothing_is_nothing():
    assert in_every_language("") == ()
