"""Hostile HTML: nothing of it runs or is fetched, and what people wrote is still there."""

from __future__ import annotations

import pytest

from desktop.core.mime.safe_html import remote_addresses, wanted_address
from desktop.mail.html import safe_html


def test_pictures_of_the_web_become_markers_that_can_be_fetched_later():
    found = safe_html('<p>a</p><img src="http://x.vn/a.png?b=1&amp;c=2"><img src="cid:logo@x">')
    assert found.remote == 1
    assert remote_addresses(found.html) == ("http://x.vn/a.png?b=1&c=2",)
    assert 'src="cid:logo@x"' in found.html


def test_a_picture_that_nobody_sees_is_gone():
    found = safe_html('a<img src="http://x.vn/a.gif" width="1" height="1">')
    assert (found.html, found.remote, found.trackers) == ("a", 0, 1)


def test_a_marker_of_a_stranger_is_no_marker():
    assert "remote:" not in safe_html('<img src="remote:http%3A%2F%2Fx.vn">').html
    assert wanted_address("remote:file%3A%2F%2F%2Fetc") == ""


def test_style_sheets_are_written_into_the_elements():
    found = safe_html("<style>p.b{color:#f00} @media x{p{color:blue}}</style><p class=b>chào</p>")
    assert found.html == '<p style="color:#f00">chào</p>'


def test_what_is_not_to_be_seen_is_gone():
    assert safe_html('<div style="display:none">ẩn<b>x</b></div>hiện').html == "hiện"


@pytest.mark.parametrize(
    ("link", "poses_as"),
    [
        ('<a href="https://x.ru/a">https://vietcombank.com.vn</a>', "vietcombank.com.vn"),
        ('<a href="https://x.ru/a">www.vietcombank.com.vn/login</a>', "vietcombank.com.vn"),
        ('<a href="https://a.vietcombank.com.vn">vietcombank.com.vn</a>', ""),
        ('<a href="https://x.ru/a">bấm vào đây</a>', ""),
        ('<a href="https://x.ru/a">báo-giá.pdf</a>', ""),
    ],
)
def test_a_link_that_poses_as_another_is_named(link, poses_as):
    assert [one.poses_as for one in safe_html(link).links] == [poses_as]


SIDES = "padding-top:1px;padding-right:2px;padding-bottom:3px;padding-left:2px"


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("margin:0in 6pt", "margin-top:0px;margin-right:8px;margin-bottom:0px;margin-left:8px"),
        ("padding:1px 2px 3px", SIDES),
        ("border:solid windowtext 1.0pt", "border:1px solid #000000"),
        ("border-top:2px dashed #E1E1E1", "border-top:2px dashed #e1e1e1"),
        ("border:none", "border:none"),
        ("border-left:0 solid red", "border-left:none"),
        ("font-size:1cm", "font-size:28.4pt"),
        ("font-size:5000px", "font-size:96px"),
        ("font-family:Symbol", ""),
        ("background:#fff url(x) no-repeat;color:red!important", "background-color:#fff;color:red"),
        ("background:#D9E2F3", "background-color:#D9E2F3"),
        ("text-indent:-18pt", "text-indent:0px"),
        ("mso-list:l0 level1;position:absolute;float:left", ""),
    ],
)
def test_styles_are_those_that_the_viewer_knows(style, kept):
    found = safe_html(f'<p style="{style}">a</p>').html
    assert found == (f'<p style="{kept}">a</p>' if kept else "<p>a</p>")


def test_the_style_sheet_in_the_head_of_a_page_counts():
    page = "<html><head><title>x</title><style><!-- p.b{color:red} --></style></head>"
    found = safe_html(
        f'{page}<body bgcolor="#eee" style="font-size:12pt;background:#eee"><p class=b>a'
    )
    assert found.html == '<div style="font-size:12pt"><p style="color:red">a</p></div>'
