"""About the program: version, and the licences of what it is made of."""

from __future__ import annotations

from importlib import metadata
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _
from desktop.core.version import VERSION
from desktop.views.icons import icon
from desktop.views.theme import look
from desktop.views.widgets.round_text import round_corners

PRODUCT: Final = "Lienhe"
PICTURE: Final = 40
# What is shipped with the program: distribution, what it does here, licence.
PARTS: Final = (
    ("PySide6-Essentials", N_("windows (Qt)"), "LGPL-3.0"),
    ("qasync", N_("waiting without standing still"), "BSD-2-Clause"),
    ("SQLAlchemy", N_("records in the database"), "MIT"),
    ("alembic", N_("changes of the database's form"), "MIT"),
    ("sqlcipher3", N_("the database (SQLite, SQLCipher)"), "Zlib, BSD-3-Clause"),
    ("openpyxl", N_("spreadsheets"), "MIT"),
    ("XlsxWriter", N_("spreadsheets"), "BSD-2-Clause"),
    ("python-calamine", N_("spreadsheets"), "MIT"),
    ("phonenumbers", N_("phone numbers"), "Apache-2.0"),
    ("platformdirs", N_("places of files"), "MIT"),
    ("keyring", N_("the system's safe for passwords"), "MIT"),
    ("cryptography", N_("encryption"), "Apache-2.0 OR BSD-3-Clause"),
    ("psycopg", N_("the company server"), "LGPL-3.0"),
    ("httpx", N_("calendars of the web and of servers"), "BSD-3-Clause"),
    ("IMAPClient", N_("mail servers"), "BSD-3-Clause"),
    ("dnspython", N_("mail servers"), "ISC"),
    ("nh3", N_("safe pages of mail"), "MIT"),
    ("css-inline", N_("safe pages of mail"), "MIT"),
    ("zstandard", N_("pressed texts of mail"), "BSD-3-Clause"),
    ("obstore", N_("files of the company in an object store"), "MIT"),
    ("fontpkg-be-vietnam-pro", N_("the typeface Be Vietnam Pro"), "OFL-1.1"),
    ("lucide", N_("the icons of Lucide"), "ISC, MIT"),
)
QT_NOTICE: Final = N_(
    "This program uses Qt under the GNU Lesser General Public License, version 3. You may replace"
    " the Qt libraries in the program's folder by your own build of them."
)


class AboutDialog(QDialog):
    """Names the program, its version and its parts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Lienhe"))
        self.parts = QTextBrowser(self)
        round_corners(self.parts)
        self.parts.setMarkdown(_licences())
        self.parts.setAccessibleName(_("Licences"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self._make_head())
        layout.addWidget(self.parts, 1)
        layout.addWidget(buttons)
        self.resize(look().px(720), look().px(560))

    def _make_head(self) -> QHBoxLayout:
        picture = QLabel(self)
        picture.setPixmap(icon("contact-round", "accent").pixmap(PICTURE, PICTURE))
        name = QLabel(PRODUCT, self)
        name.setFont(look().font("headline", 600))
        version = QLabel(_("Version {version}").format(version=VERSION), self)
        version.setForegroundRole(version.palette().ColorRole.PlaceholderText)
        version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(version)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(picture)
        head.addLayout(words, 1)
        return head


def _version_of(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _licences() -> str:
    rows = [
        f"| {name} | {_version_of(name)} | {_(what)} | {licence} |" for name, what, licence in PARTS
    ]
    head = f"| {_('Part')} | {_('Version')} | {_('What for')} | {_('Licence')} |"
    return "\n".join([_(QT_NOTICE), "", head, "|---|---|---|---|", *rows])
