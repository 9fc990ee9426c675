"""Texts in every language at once."""

from __future__ import annotations

import gettext

from desktop.core.i18n import Catalogue, in_every_language, read_texts
from desktop.core.resources import resource_path
from tools.catalogue import Entry, build_catalogue


def test_a_text_is_given_in_both_languages():
    assert in_every_language("Tax code") == ("Mã số thuế", "Tax code")


def test_a_text_that_is_the_same_is_given_once():
    assert in_every_language("VND") == ("VND",)


def test_nothing_is_nothing():
    assert in_every_language("") == ()


def test_the_catalogue_says_what_the_library_reads_in_it():
    path = resource_path("i18n", "vi.mo")
    with path.open("rb") as file:
        read = gettext.GNUTranslations(file)
    texts = read_texts(path.read_bytes())
    assert len(texts) > 500
    assert {text: read.gettext(text) for text in texts} == texts


def test_a_counted_text_has_one_form_in_vietnamese_and_two_in_english():
    made = build_catalogue([Entry("a.tsv:1", "{n} file", "{n} files", "{n} tệp")])
    vietnamese, english = Catalogue(read_texts(made)), Catalogue({})
    numbers = (0, 1, 2)
    assert {vietnamese.ngettext("{n} file", "{n} files", n) for n in numbers} == {"{n} tệp"}
    assert [english.ngettext("{n} file", "{n} files", n) for n in numbers] == [
        "{n} files",
        "{n} file",
        "{n} files",
    ]
