"""Viewports of our own are as those that Qt makes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QTreeView

from desktop.views.widgets.own_viewport import ON_BASE, use_own_viewport

ATTRIBUTES = Qt.WidgetAttribute.__members__.values()


def test_it_has_everything_that_the_viewport_of_qt_has(qtbot):
    views = [QTreeView(), QTreeView()]
    use_own_viewport(views[1], is_filled=True)
    for view in views:
        qtbot.addWidget(view)
        view.show()
    qts, ours = (view.viewport() for view in views)
    assert [ours.testAttribute(a) for a in ATTRIBUTES] == [qts.testAttribute(a) for a in ATTRIBUTES]
    assert ours.backgroundRole() == qts.backgroundRole()
    assert ours.autoFillBackground() == qts.autoFillBackground()
    assert (ours.objectName(), ours.geometry()) == (qts.objectName(), qts.geometry())
    assert ours.focusProxy() is views[1]


def test_its_scroll_bars_have_the_ground_of_the_list(qtbot):
    view = QTreeView()
    qtbot.addWidget(view)
    use_own_viewport(view, is_filled=True)
    palette = view.palette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#123456"))
    view.setPalette(palette)
    for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
        assert bar.property(ON_BASE)
        assert bar.palette().color(QPalette.ColorRole.Base) == QColor("#123456")
