"""Rules about Qt: no nested loops, no lambda slots, no 32-bit signals, nothing that is slow."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import Faults, Source, last_word, rule

# What PySide6-Essentials holds under the LGPL and the program needs; QtCharts and others are GPL.
QT_MODULES = {
    "QtCore",
    "QtGui",
    "QtNetwork",
    "QtPrintSupport",
    "QtSvg",
    "QtSvgWidgets",
    "QtWidgets",
}
# A proxy sorts 50,000 rows in ten seconds, ResizeToContents asks the model 130,000 times, an index
# widget for each row is a widget too many, and Qt frees a QThread that Python still holds.
BANNED_NAMES = {
    "QSortFilterProxyModel": "sort and filter in SQL",
    "QTableWidget": "use a model and a view",
    "setIndexWidget": "paint with a delegate",
    "setItemWidget": "paint with a delegate",
    "ResizeToContents": "the width comes from the field",
    "resizeColumnsToContents": "the width comes from the field",
    "resizeRowsToContents": "rows have one height",
    "QThread": "use Jobs",
    "QThreadPool": "use Jobs",
    "QRunnable": "use Jobs",
    "moveToThread": "use Jobs",
    "QEventLoop": "a nested loop breaks the coroutines that wait",
    "asyncSlot": "connect a plain slot that calls Jobs.start",
}
SHORTCUT_REGISTER = ("desktop/views/shell/actions", "desktop/views/shell/shortcuts")


@rule(
    "desktop/",
    bad=("dialog.exec()", "menu.exec_(point)", "QApplication.processEvents()"),
    good=("dialog.open()", "menu.popup(point)"),
    but_not=("desktop/app/",),  # the one loop of the program begins there
)
def no_nested_event_loop(source: Source) -> Faults:
    for name, call in source.calls:
        if name in {"exec", "exec_", "processEvents"}:
            yield call.lineno, f"{name}: open() and await the answer"


@rule(
    "desktop/",
    bad=(
        "button.clicked.connect(lambda: self.save(3))",
        "button.clicked.connect(partial(self.save, 3))",
        "button.clicked.connect(functools.partial(self.save, 3))",
    ),
    good=("button.clicked.connect(self._on_button_clicked)", "dbapi2.connect(path)"),
)
def a_slot_is_a_method(source: Source) -> Faults:
    for name, call in source.calls:
        if name == "connect" and call.args:
            slot = call.args[0]
            made = isinstance(slot, ast.Call) and last_word(slot.func) == "partial"
            if made or isinstance(slot, ast.Lambda):
                yield call.lineno, "the slot keeps the widget alive: connect a bound method"


@rule(
    "desktop/",
    bad=("moved = Signal(int)", "@Slot(str, int)\ndef f(self): ...", 'moved = Signal("int")'),
    good=("moved = Signal(object)", "@Slot(object)\ndef f(self): ..."),
)
def no_signal_is_cut_at_32_bits(source: Source) -> Faults:
    for name, call in source.calls:
        if name in {"Signal", "Slot"}:
            words = [getattr(arg, "id", getattr(arg, "value", None)) for arg in call.args]
            if "int" in words:
                yield call.lineno, f"{name}(int) cuts ids and amounts: use object"


@rule(
    "desktop/",
    bad=(
        "proxy = QSortFilterProxyModel()",
        "from PySide6.QtCore import QThread",
        "header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)",
        "view.setIndexWidget(index, QLabel())",
        "loop = QEventLoop()",
    ),
    good=("model = RecordTableModel()", "loop = qasync.QEventLoop(app)"),
)
def nothing_of_qt_that_is_slow_or_unsafe(source: Source) -> Faults:
    words = [(last_word(node), node) for node in source.nodes if last_word(node)]
    words += [(name.rpartition(".")[2], statement) for name, statement in source.imports]
    for word, node in words:
        if word in BANNED_NAMES and ast.unparse(node) != "qasync.QEventLoop":
            yield node.lineno, f"{word}: {BANNED_NAMES[word]}"


@rule(
    "desktop/",
    bad=("from PySide6.QtCharts import QChart", "import PySide6.QtSql"),
    good=("from PySide6.QtWidgets import QLabel", "from PySide6 import QtCore"),
)
def only_the_qt_modules_we_ship(source: Source) -> Faults:
    for name, statement in source.imports:
        package, _, rest = name.partition(".")
        module = rest.partition(".")[0]
        if package == "PySide6" and module not in QT_MODULES:
            yield statement.lineno, f"{module} is not shipped, or not free for us"


@rule(
    "desktop/",
    but_not=SHORTCUT_REGISTER,
    bad=(
        'action.setShortcut("Ctrl+S")',
        'QShortcut(QKeySequence("F2"), self)',
        "QKeySequence(Qt.Key.Key_F2)",
    ),
    good=("action.setShortcut(shortcuts.keys_of(command))", "if event.key() == Qt.Key.Key_F2: ..."),
)
def shortcuts_stand_in_one_register(source: Source) -> Faults:
    for name, call in source.calls:
        if name in {"QKeySequence", "setShortcut", "setShortcuts", "QShortcut"}:
            given = " ".join(ast.unparse(arg) for arg in call.args)
            if re.search(r"^'|^\[?'|\bKey_", given):
                yield call.lineno, f"{given} stands in the shortcut register"


@rule(
    "desktop/",
    bad=("app.setStyleSheet(css)", "QApplication.instance().setStyleSheet(css)"),
    good=("self.setStyleSheet(css)", "self._card.setStyleSheet(css)"),
)
def no_style_sheet_for_the_whole_program(source: Source) -> Faults:
    for name, call in source.calls:
        if name == "setStyleSheet" and isinstance(call.func, ast.Attribute):
            receiver = ast.unparse(call.func.value)
            if re.search(r"(?i)\b_?q?app(lication)?\b|instance\(\)", receiver):
                yield call.lineno, "it makes every polish slow: use the palette"


@rule(
    "desktop/views",
    "desktop/app.py",
    bad=("time.sleep(1)", "sleep(0.1)"),
    good=("await asyncio.sleep(0.1)",),
)
def the_window_never_sleeps(source: Source) -> Faults:
    for name, call in source.calls:
        awaited = isinstance(getattr(call, "parent", None), ast.Await)
        if name == "sleep" and not awaited:
            yield call.lineno, "the window stands still: use a timer"


@rule(
    "tests/",
    "tools/",
    "bench/",
    bad=(
        "QTest.mousePress(view.viewport(), LEFT)",
        "def press(qtbot):\n    qtbot.mousePress(button, LEFT)",
    ),
    good=(
        "QTest.mousePress(view, LEFT)\nassert view.is_held\nQTest.mouseRelease(view, LEFT)",
        "qtbot.mouseClick(button, LEFT)",
    ),
)
def who_presses_the_mouse_lets_go_of_it(source: Source) -> Faults:
    presses = [call for name, call in source.calls if name == "mousePress"]
    if not any(name == "mouseRelease" for name, _call in source.calls):
        for call in presses:
            yield call.lineno, "QTest holds the button over all later tests: mouseRelease"
