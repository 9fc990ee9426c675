"""What the surfaces of a diary paint: in every theme, size and language, and on paper."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.core.diary.day_facts import OwnDay
from desktop.core.diary.spans import span_of
from desktop.views.appearance import apply_theme
from desktop.views.diary.canvas.entry_painter import EntryPainter, icons_of
from desktop.views.diary.canvas.inks import Inks
from desktop.views.diary.canvas.month_grid import MonthGrid
from desktop.views.diary.canvas.paper import paint_days, paint_month, paper_inks
from desktop.views.diary.canvas.time_grid import TimeGrid
from desktop.views.diary.canvas.values import Options, Person
from desktop.views.diary.canvas.year_grid import YearGrid
from desktop.views.theme import look
from desktop.views.tokens import BADGES
from tests.core.diary.making import at, days, moment
from tests.views.diary.canvas.conftest import WEEK

COLOURS = st.sampled_from([*BADGES, "", "unknown", "#1f5fd1"])
ENTRIES = st.lists(
    st.builds(
        at,
        st.floats(0, 23.9),
        st.integers(0, 4000),
        day=st.integers(20, 29),
        title=st.text(max_size=30),
        colour=COLOURS,
        show_as=st.sampled_from(["", "busy", "free", "tentative", "away"]),
        status=st.sampled_from(["", "planned", "held", "cancelled"]),
        answer=st.sampled_from(["", "needs_action", "accepted", "declined"]),
        is_private=st.booleans(),
        is_recurring=st.booleans(),
        only_busy=st.booleans(),
        place=st.text(max_size=10),
    ),
    max_size=12,
)


def picture(surface):
    """Return what a surface looks like."""
    image = QImage(surface.viewport().size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    surface.paint(painter)
    painter.end()
    return image


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ENTRIES, st.integers(1, 900), st.integers(1, 700), st.sampled_from([TimeGrid, MonthGrid]))
def test_anything_is_painted_at_any_size(qtbot, clock, entries, width, height, kind):
    surface = kind(clock)
    if isinstance(surface, TimeGrid):
        surface.show_days(WEEK, entries)
    else:
        surface.show_month(date(2026, 11, 1), entries)
    surface.resize(width, height)
    surface.lay_out()
    image = picture(surface)
    surface.deleteLater()
    ground = look().colour("base").rgb()
    assert image.pixel(0, image.height() - 1) in {ground, look().colour("border").rgb()} or (
        image.width() < 30 or image.height() < 90
    )


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("density", "scale"), [("compact", 90), ("roomy", 150)])
def test_every_theme_and_size_leaves_nothing_unpainted(qtbot, clock, theme, density, scale):
    apply_theme(QApplication.instance(), theme, density, scale)
    for surface in (TimeGrid(clock), MonthGrid(clock), YearGrid(clock)):
        qtbot.addWidget(surface)
        surface.resize(804, 520)
        surface.show_entries([at(9, colour="green"), days(23, 3, colour="red")])
        image = picture(surface)
        unpainted = QColor(Qt.GlobalColor.magenta).rgb()
        points = [(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)]
        assert all(image.pixel(*point) != unpainted for point in points)


def block(entry, width=120, height=60):
    """Return the colours of an entry that stands alone, by how often they occur."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(look().colour("base"))
    painter = QPainter(image)
    EntryPainter(painter, Inks(look())).block(entry, QRect(0, 0, width, height))
    painter.end()
    counts = {}
    for y in range(30, height - 2):
        for x in range(8, width - 2):
            counts[image.pixel(x, y)] = counts.get(image.pixel(x, y), 0) + 1
    return counts


def test_a_busy_time_is_filled_a_free_one_is_hollow():
    green, base = look().colour("green").rgb(), look().colour("base").rgb()
    busy, free = (block(at(9, colour="green", show_as=kind)) for kind in ("busy", "free"))
    assert max(busy, key=busy.get) == green
    assert max(free, key=free.get) == base


def test_a_tentative_time_is_hatched_and_an_absence_otherwise():
    plain, perhaps, away = (
        block(at(9, colour="green", show_as=kind)) for kind in ("busy", "tentative", "away")
    )
    assert len({tuple(sorted(one.items())) for one in (plain, perhaps, away)}) == 3
    assert perhaps[look().colour("green").rgb()] < plain[look().colour("green").rgb()]


def test_an_entry_shows_its_state_in_small_pictures():
    entry = at(9, is_private=True, is_recurring=True, answer="needs_action")
    assert icons_of(entry) == ["lock", "repeat", "circle-question-mark"]
    assert icons_of(replace(entry, is_varied=True, is_private=False, answer="accepted")) == [
        "repeat-off",
        "circle-check",
    ]
    assert icons_of(at(9, is_broken=True)) == ["triangle-alert"]


def test_the_line_of_now_moves_on(week, clock):
    frame = week.frame()
    danger = look().colour("danger").rgb()
    before = picture(week)
    x, y = frame.x(1) + 30, frame.y(10 * 60 + 25)
    assert before.pixel(x, y) == danger
    clock.advance(timedelta(hours=1))
    after = picture(week)
    assert after.pixel(x, y) != danger
    assert after.pixel(x, frame.y(11 * 60 + 25)) == danger


def test_hours_without_work_are_shaded(week):
    week.show_options(Options(work_start=9 * 60, own_days={WEEK[3]: OwnDay("Trip")}))
    frame, image = week.frame(), picture(week)
    rest, work = look().colour("window").rgb(), look().colour("base").rgb()
    assert image.pixel(frame.x(0) + 30, frame.y(8 * 60 + 50)) == rest
    assert image.pixel(frame.x(0) + 30, frame.y(9 * 60 + 20)) == work
    assert image.pixel(frame.x(3) + 30, frame.y(9 * 60 + 20)) == rest  # the company is away
    assert image.pixel(frame.x(5) + 30, frame.y(9 * 60 + 20)) == rest  # Saturday


def test_the_theme_keeps_its_colours_when_glass_is_painted(week):
    week.place_cursor(week.first_slot())
    picture(week)
    assert look().colour("accent").alpha() == 255


def test_a_second_scale_stands_beside_the_first(week):
    before = week.frame().ruler
    week.show_options(Options(second_zone="Asia/Kolkata"))
    assert week.frame().ruler == 2 * before


def test_what_is_chosen_has_a_line_around_it(week):
    entry = at(9, 120, day=24)
    week.show_entries([entry])
    rect = week.page().rect_of(span_of(entry), entry)
    accent = look().colour("accent").rgb()
    assert picture(week).pixel(rect.center().x(), rect.bottom()) != accent
    week.choose(entry)
    assert picture(week).pixel(rect.center().x(), rect.bottom()) == accent


def test_many_days_on_a_narrow_screen_are_scrolled_sideways(qtbot, clock):
    grid = TimeGrid(clock)
    qtbot.addWidget(grid)
    grid.resize(500, 400)
    grid.show_days([WEEK[0] + timedelta(days=n) for n in range(14)])
    assert grid.frame().column >= 64
    last = at(9, day=6, title="far")
    far = replace(last, start=datetime.combine(date(2026, 12, 6), last.start.time()))
    grid.bring_into_view(replace(span_of(far), end=far.start + timedelta(hours=1)))
    assert grid.frame().x(14) <= grid.viewport().width() + 1


@pytest.mark.usefixtures("vietnamese")
def test_paper_holds_days_people_and_months(qtbot):
    people = [Person(uuid.uuid4(), "Lan"), Person(uuid.uuid4(), "Hà")]
    entries = [at(5, colour="red", person=people[1].id), days(23, person=people[0].id)]
    stripe = paper_inks().of(entries[0]).stripe.rgb()
    for paint in (
        lambda painter, area: paint_days(painter, area, WEEK, entries, options=Options()),
        lambda painter, area: paint_days(
            painter, area, WEEK[:1], entries, options=Options(), people=people
        ),
        lambda painter, area: paint_month(
            painter, area, moment(1).date(), entries, options=Options()
        ),
    ):
        image = QImage(1100, 760, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint(painter, QRect(20, 20, 1060, 720))
        painter.end()
        found = {image.pixel(x, y) for x in range(1100) for y in range(0, 760, 3)}
        assert stripe in found  # of the entry at five in the morning
        outside = {image.pixel(x, y) for x in range(0, 18, 2) for y in range(0, 760, 9)}
        assert outside == {QColor(Qt.GlobalColor.white).rgb()}


def test_paper_is_light_whatever_the_screen_is(qtbot):
    apply_theme(QApplication.instance(), "dark")
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_month(painter, image.rect(), moment(1).date(), [], options=Options())
    painter.end()
    assert image.pixelColor(200, 60).lightness() > 200
