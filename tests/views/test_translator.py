"""Qt speaks the language of the program, and everything follows at once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.core.i18n import language
from desktop.views.backups.backup_list import size_text
from desktop.views.translator import use_language
from tests.speed import quickest


@pytest.fixture(autouse=True)
def _english_again(qapp):
    yield
    use_language(qapp, "en")


def test_the_buttons_of_dialogs_are_translated(qapp, qtbot):
    use_language(qapp, "vi")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text().replace("&", "") == "Hủy"


def test_switching_back_gives_english_again(qapp, qtbot):
    use_language(qapp, "vi")
    use_language(qapp, "en")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text().replace("&", "") == "Cancel"
    assert language() == "en"


@pytest.mark.parametrize(("language", "size"), [("vi", "38,0 MB"), ("en", "38.0 MB")])
def test_sizes_are_written_as_the_language_writes_numbers(qapp, language, size):
    use_language(qapp, language)
    assert size_text(38 * 2**20) == size


def test_only_one_translator_is_installed(qapp):
    for _time in range(3):
        use_language(qapp, "vi")
    use_language(qapp, "en")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_switching_many_widgets_is_quick(qapp, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    for _row in range(100):
        layout.addWidget(QDialogButtonBox(QDialogButtonBox.StandardButton.Ok, window))
    window.show()

    def there_and_back() -> None:
        for each in ("vi", "en"):
            use_language(qapp, each)
            qapp.sendPostedEvents()

    assert quickest(there_and_back) < 0.3
