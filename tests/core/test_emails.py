"""Lists of e-mail addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.emails import (
    MISTYPED,
    NOT_AN_EMAIL,
    Email,
    email_key,
    is_email,
    normalise_email,
    parse_email,
    parse_emails,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A <a@b.vn>; c@d.vn", [("A", "a@b.vn"), ("", "c@d.vn")]),
        ('"Lê, An" <an@ABC.vn>, c@d.vn', [("Lê, An", "an@abc.vn"), ("", "c@d.vn")]),
        ("a@b.vn c@d.vn", [("", "a@b.vn"), ("", "c@d.vn")]),
        ("a@b.vn / c@d.vn và e@f.vn", [("", "a@b.vn"), ("", "c@d.vn"), ("", "e@f.vn")]),
        ("a@b.vn\nc@d.vn\t", [("", "a@b.vn"), ("", "c@d.vn")]),
        ("A <a@b.vn> B <c@d.vn>", [("A", "a@b.vn"), ("B", "c@d.vn")]),
        ("Nguyễn An <an@abc.vn", [("Nguyễn An", "an@abc.vn")]),
        ('John "JJ" <a@b.vn>', [('John "JJ"', "a@b.vn")]),
        ("mailto:a@b.vn", [("", "a@b.vn")]),
        ("an＠abc.vn", [("", "an@abc.vn")]),
        (" ; ,", []),
    ],
)
def test_a_pasted_list_is_split_into_addresses(text, found):
    emails = parse_emails(text)
    assert [(email.name, email.address) for email in emails] == found
    assert all(email.is_valid for email in emails)


@pytest.mark.parametrize("text", ["abc", "a@b", "a..b@c.vn", "@c.vn", "a@", "a@-b.vn", "a@b..vn"])
def test_what_is_no_address_is_kept_with_a_warning(text):
    assert parse_email(text) == Email(text, is_valid=False, warning=NOT_AN_EMAIL)


def test_an_address_may_have_vietnamese_letters():
    assert is_email("an@công-ty.vn")
    assert is_email("nguyễn.an@abc.vn")


def test_an_address_longer_than_the_standard_allows_is_refused():
    assert not is_email("a" * 65 + "@abc.vn")
    assert not is_email("a@" + "b." * 130 + "vn")


def test_a_slip_in_a_known_domain_is_noticed():
    email = parse_email("an@gmail.con")
    assert (email.is_valid, email.warning, email.suggestion) == (True, MISTYPED, "an@gmail.com")


def test_spellings_of_one_mailbox_have_one_key():
    assert email_key("An.Le@ABC.VN ") == email_key("an.le@abc.vn")
    assert normalise_email("An.Le@ABC.VN") == "An.Le@abc.vn"


@given(st.lists(st.tuples(st.sampled_from(["", "An", "Lê, B", "C; D"]), st.integers(0, 99))))
def test_a_list_written_by_us_is_read_back(people):
    emails = [Email(f"u{number}@abc.vn", name) for name, number in people]
    assert parse_emails("; ".join(email.text for email in emails)) == emails


@given(st.text(max_size=60))
def test_any_text_may_stand_in_an_email_field(text):
    for email in parse_emails(text):
        assert email.is_valid or email.warning
