"""Answers of calendar servers are read, or refused; nothing in them is expanded or fetched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.dav import questions as ask
from desktop.core.dav.answers import read_answers, read_tree
from desktop.core.errors import InputError

GOOD = (
    b'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:response><d:href>/a/1.ics</d:href>'
    b'<d:propstat><d:prop><d:getetag>"x"</d:getetag></d:prop><d:status>HTTP/1.1 200 OK</d:status>'
    b"</d:propstat><d:propstat><d:prop><d:displayname/></d:prop>"
    b"<d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>"
    b"<d:response><d:href>/a/2.ics</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>"
    b"<d:sync-token>t1</d:sync-token></d:multistatus>"
)


def test_what_was_found_and_what_is_gone_is_told():
    found = read_answers(GOOD)
    there, gone = found.answers
    assert (there.href, there.text(ask.ETAG), there.status) == ("/a/1.ics", '"x"', 0)
    assert ask.NAME not in there.found
    assert gone.status == 404
    assert found.token == "t1"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"<html><body>404</body></html>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"<a>" * 200 + b"</a>" * 200,
        GOOD[:-20],
    ],
)
def test_what_is_none_is_refused(body):
    with pytest.raises(InputError):
        read_answers(body)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body):
    try:
        read_answers(body)
    except InputError:
        return


@given(st.lists(st.text(min_size=1, max_size=30), max_size=5))
def test_any_href_is_asked_for_as_it_is(hrefs):
    clean = [one for one in hrefs if one.isprintable()]
    root = read_tree(ask.ask_texts(clean))
    assert [one.text for one in root.each(f"{ask.DAV}href")] == clean
