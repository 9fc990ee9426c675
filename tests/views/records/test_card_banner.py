"""What a card says of a customer whom nobody cares for any more, and what it offers."""

from __future__ import annotations

import uuid

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton

from desktop.core.commands import CommandFacts
from desktop.core.entities import get_entity
from desktop.core.pages import Card
from desktop.services.opening import declare
from desktop.services.seeding import shipped_id
from desktop.views.appearance import apply_theme
from desktop.views.records.card_banner import CardBanners
from desktop.views.records.card_header import CardHeader
from desktop.views.records.notice_bar import NoticeBar
from desktop.views.tokens import THEMES, contrast

REASON = str(shipped_id("stop_reason", "no_need"))


@pytest.fixture
def page(make_page, company, qtbot):
    made = make_page("account")
    with qtbot.waitSignal(made.title_changed):
        made.open(company)
    return made


def bar_of(page) -> NoticeBar:
    return page._header.findChild(CardBanners).findChildren(NoticeBar)[-1]  # after that of the bin


def test_a_customer_who_is_cared_for_has_no_banner(page):
    assert bar_of(page).isHidden()


def test_the_banner_tells_why_and_offers_to_care_again(page, run, company, qtbot):
    with qtbot.waitSignal(page.title_changed):
        run("account.stop_care", ids=[str(company)], stop_reason_id=REASON)
        page.open(company)
    bar = bar_of(page)
    assert not bar.isHidden()
    assert "No need any more" in bar._text.text()
    with qtbot.waitSignal(page.command_requested) as asked:
        bar.findChild(QPushButton).click()
    assert asked.args == ["account.resume_care", [str(company)]]


@pytest.mark.parametrize(("kind", "is_there"), [("prospect", True), ("customer", False)])
def test_only_what_fits_the_record_is_offered(kind, is_there):
    facts = CommandFacts(
        "account.make_real", "Make real", offered=("account_type", "prospect", "other")
    )
    assert facts.is_offered({"account_type": kind}) is is_there


@pytest.mark.parametrize(
    ("value", "empty", "filled"), [(None, True, False), ("", True, False), (5, False, True)]
)
def test_nothing_and_anything_can_be_asked_for(value, empty, filled):
    given = {"care_stopped_at": value}
    assert CommandFacts("a.b", "A", offered=("care_stopped_at", "")).is_offered(given) is empty
    assert CommandFacts("a.b", "A", offered=("care_stopped_at", "*")).is_offered(given) is filled


def test_a_button_of_a_command_that_does_not_fit_is_not_there(page, qtbot):
    commands = (
        CommandFacts("account.stop_care", "Stop caring", offered=("care_stopped_at", "")),
        CommandFacts("account.resume_care", "Care again", offered=("care_stopped_at", "*")),
    )
    header = CardHeader(get_entity("account"), commands, ())
    qtbot.addWidget(header)
    header.show_actions(Card("account", uuid.uuid4(), "A", {"care_stopped_at": None}, {}))
    assert [button.text() for button in header._actions.offered()] == ["Stop caring"]


@pytest.mark.parametrize("theme", [theme for theme in THEMES if theme != "light"])
def test_a_number_in_the_head_follows_the_theme(theme, qtbot, qapp):
    def picture(header):
        header.resize(600, 120)
        header.show_record("Hoa Sen", ['<a href="1">0912 345 678</a>'], "user")
        header.show()
        return header._facts

    declare()
    before, after = (CardHeader(get_entity("account"), (), ()) for _number in range(2))
    for header in (before, after):
        qtbot.addWidget(header)
    shown = picture(before)
    apply_theme(qapp, theme)
    assert shown.grab().toImage() == picture(after).grab().toImage()


@pytest.mark.parametrize("theme", THEMES)
def test_a_notice_can_be_read_on_its_ground(theme, qtbot, qapp):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    apply_theme(qapp, theme)
    text = bar._text.palette().color(QPalette.ColorRole.WindowText).name()
    assert contrast(text, THEMES[theme].accent_soft) >= 4.5


def test_menus_offer_for_a_card_what_fits_its_record(make_page, run, company, jobs, qtbot):
    commands = (
        CommandFacts("account.stop_care", "Stop caring", offered=("care_stopped_at", "")),
        CommandFacts("account.resume_care", "Care again", offered=("care_stopped_at", "*")),
        CommandFacts("account.anonymise", "Anonymise", offered=("owner_id", "-")),
    )
    header = CardHeader(get_entity("account"), commands, ())
    qtbot.addWidget(header)
    assert not header.fits("account.stop_care")  # there is no record yet
    header.show_actions(Card("account", uuid.uuid4(), "A", {"care_stopped_at": 5}, {}))
    fitting = [facts.key for facts in commands if header.fits(facts.key)]
    assert fitting == ["account.resume_care", "account.anonymise"]


def test_the_head_tells_the_points_that_a_customer_has(page, run, company, jobs, qtbot):
    assert "Points" not in page._header._facts.text()
    told = {"account_id": str(company), "points": 1250, "reason": "Mua hàng"}
    with qtbot.waitSignal(page.title_changed, timeout=10_000):
        jobs.announce(run("point_entry.create", values=told))
    assert "Points\u00a0left:\u00a01" in page._header._facts.text()


NAME = "Công ty Cổ phần Thương mại Dịch vụ Khánh Khang Thiên - Chi nhánh thành phố Đà Nẵng"


@pytest.mark.parametrize("size", [(700, 260), (700, 340), (520, 420), (960, 300), (1100, 760)])
def test_a_long_name_beside_the_banner_is_not_cut_through(make_page, run, company, size, qtbot):
    run("account.save", id=str(company), values={"name": ["Công ty Hoa Sen", NAME]})
    run("account.stop_care", ids=[str(company)], stop_reason_id=REASON)
    made = make_page("account")
    made.resize(*size)
    with qtbot.waitSignal(made.title_changed, timeout=10_000):
        made.open(company)
    title = made._header._title

    def is_whole() -> bool:
        needed = title.heightForWidth(title.width()) if title.wordWrap() else title.sizeHint()
        lines = needed if isinstance(needed, int) else needed.height()
        return bool(title.text()) and title.height() >= lines

    qtbot.waitUntil(is_whole, timeout=10_000)
    assert NAME in (title.text(), title.toolTip())
