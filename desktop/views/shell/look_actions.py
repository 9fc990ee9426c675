"""Actions on how the program looks and speaks: theme, density, size of text, language."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core import i18n
from desktop.core.settings import DENSITIES, FONT_SCALES, THEMES, Settings
from desktop.views.appearance import apply_theme
from desktop.views.records.lists.table_habits import table_habits
from desktop.views.shell.action_set import ActionSet
from desktop.views.shell.settings_keeper import SettingsKeeper
from desktop.views.translator import use_language

LANGUAGES: Final = i18n.LANGUAGES


class _Choice(QObject):
    """One value of a setting that is switched on by an action."""

    def __init__(self, keeper: SettingsKeeper, name: str, value: str, parent: QObject) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._name = name
        self._value = value

    def choose(self) -> None:
        """Use this value."""
        self._keeper.change(**{self._name: self._value})

    def is_chosen(self) -> bool:
        """Tell whether this value is in use."""
        return bool(getattr(self._keeper.settings, self._name) == self._value)


class LookActions(QObject):
    """Carries out what concerns the look, and shows the settings as they change."""

    def __init__(self, actions: ActionSet, keeper: SettingsKeeper, window: QWidget) -> None:
        super().__init__(window)
        self._actions = actions
        self._keeper = keeper
        self._choices = [
            self._offer(f"{prefix}.{value}", name, value, window)
            for prefix, name, values in (
                ("theme", "theme", THEMES),
                ("density", "density", DENSITIES),
                ("language", "language", LANGUAGES),
            )
            for value in values
        ]
        actions.bind("text.larger", self.enlarge, enabled=self.can_enlarge, owner=window)
        actions.bind("text.smaller", self.reduce, enabled=self.can_reduce, owner=window)
        actions.bind("text.normal", self.reset_text, owner=window)
        keeper.changed.connect(self._on_keeper_changed)
        _use_habits(keeper.settings)

    def enlarge(self) -> None:
        """Show larger text."""
        self._step_text(1)

    def reduce(self) -> None:
        """Show smaller text."""
        self._step_text(-1)

    def reset_text(self) -> None:
        """Show text in its ordinary size."""
        self._keeper.change(font_scale=100)

    def can_enlarge(self) -> bool:
        """Tell whether there is a larger size."""
        return self._keeper.settings.font_scale < FONT_SCALES[-1]

    def can_reduce(self) -> bool:
        """Tell whether there is a smaller size."""
        return self._keeper.settings.font_scale > FONT_SCALES[0]

    def _step_text(self, by: int) -> None:
        at = FONT_SCALES.index(self._keeper.settings.font_scale) + by
        self._keeper.change(font_scale=FONT_SCALES[max(0, min(at, len(FONT_SCALES) - 1))])

    def _offer(self, key: str, name: str, value: str, window: QWidget) -> _Choice:
        choice = _Choice(self._keeper, name, value, self)
        self._actions.bind(key, choice.choose, checked=choice.is_chosen, owner=window)
        return choice

    @Slot(object, object)
    def _on_keeper_changed(self, before: Settings, now: Settings) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        if _look(before) != _look(now):
            apply_theme(app, now.theme, now.density, now.font_scale)
        if before.language != now.language:
            use_language(app, now.language)
            self._actions.retranslate()
        _use_habits(now)
        if (before.key_scheme, before.shortcuts) != (now.key_scheme, now.shortcuts):
            self._actions.set_keys(now.key_scheme, now.shortcuts)


def _use_habits(settings: Settings) -> None:
    habits = table_habits()
    habits.types_into_cells = settings.list_typing == "cell"
    habits.edits_by_double_click = settings.list_double_click == "edit"


def _look(settings: Settings) -> tuple[str, str, int]:
    return settings.theme, settings.density, settings.font_scale
