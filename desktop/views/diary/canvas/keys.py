"""The keys of a diary's surfaces, as they are called there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from desktop.core.diary.steps import Step

Key = Qt.Key
ENTER: Final = frozenset({Key.Key_Return, Key.Key_Enter})
ARROWS: Final = frozenset({Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down})
STEPS: Final = {
    Key.Key_Left: Step.LEFT,
    Key.Key_Right: Step.RIGHT,
    Key.Key_Up: Step.UP,
    Key.Key_Down: Step.DOWN,
    Key.Key_Home: Step.HOME,
    Key.Key_End: Step.END,
    Key.Key_PageUp: Step.PAGE_UP,
    Key.Key_PageDown: Step.PAGE_DOWN,
}
SINGLE: Final = frozenset({Key.Key_F2, Key.Key_Delete, Key.Key_Escape, Key.Key_Space}) | ENTER
NONE: Final = Qt.KeyboardModifier.NoModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
CTRL: Final = Qt.KeyboardModifier.ControlModifier
ALT: Final = Qt.KeyboardModifier.AltModifier
KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
BY_KEYS: Final = frozenset({
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
})  # fmt: skip
