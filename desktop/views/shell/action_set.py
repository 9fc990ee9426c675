"""The actions of one window, bound to what the screens in it can do at the moment."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.i18n import _
from desktop.views.icons import icon
from desktop.views.shell.actions import Action
from desktop.views.shell.bindings import Binding, Bindings, bind, is_within
from desktop.views.shell.text_focus import TextFocus, is_text_field

if TYPE_CHECKING:
    from PySide6.QtGui import QKeySequence

TRAIL: Final = 200  # actions remembered for the crash report
TEXT_METHODS: Final = {
    "edit.cut": "cut",
    "edit.copy": "copy",
    "edit.paste": "paste",
    "edit.select_all": "select_all",
}
Handler = Callable[..., object]


class UnknownActionError(LookupError):
    """No action is registered under that key."""


class ActionSet(QObject):
    """Knows every action, its keys in the person's scheme, and who carries it out now.

    A screen binds its methods; of several screens that bind the same action the one nearest to the
    keyboard focus is asked.

    Signals:
        changed: what can be done is another: buttons are renewed.
        keys_changed: the scheme or the person's own keys are others.
    """

    changed = Signal()
    keys_changed = Signal()

    def __init__(self, window: QWidget, actions: Iterable[Action] = ()) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, Action] = {}
        self._made: dict[str, QAction] = {}
        self._bindings = Bindings()
        self._chain: tuple[QObject, ...] = (window,)
        self._screens: tuple[QObject, ...] = ()
        self._scheme = "outlook"
        self._own: Mapping[str, tuple[str, ...]] = {}
        self._taken: frozenset[str] = frozenset()  # keys of what goes first in the screens in view
        self.trail: deque[str] = deque(maxlen=TRAIL)
        for action in actions:
            self.register(action)
        self._text = TextFocus(self)
        for key in TEXT_METHODS:
            if key in self._actions:
                self.bind(key, getattr(self._text, TEXT_METHODS[key]))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_app_focus_changed)

    # --- what there is
    def register(self, action: Action) -> None:
        """Add an action, as the modules and commands of the manifest come."""
        self._actions[action.key] = action

    def __contains__(self, key: str) -> bool:
        return key in self._actions

    def __iter__(self) -> Iterator[Action]:
        return iter(tuple(self._actions.values()))

    def declared(self, key: str) -> Action:
        """Return the declaration of an action; raise UnknownActionError."""
        try:
            return self._actions[key]
        except KeyError:
            raise UnknownActionError(key) from None

    def label(self, key: str) -> str:
        """Return the words of an action in the person's language."""
        return _(self.declared(key).label)

    def keys(self, key: str) -> tuple[str, ...]:
        """Return the keys of an action in the scheme in use."""
        from desktop.views.shell.shortcuts import keys_of

        return keys_of(self.declared(key), self._scheme, self._own)

    def key_text(self, key: str) -> str:
        """Return the first keys of an action as they are written, or ""."""
        from desktop.views.shell.shortcuts import key_text

        keys = self.keys(key)
        return key_text(keys[0]) if keys else ""

    def tip(self, key: str) -> str:
        """Return what a button for the action says under the pointer."""
        keys, label = self.key_text(key), self.label(key).rstrip("…")
        return f"{label} ({keys})" if keys else label

    # --- who does it
    def bind(
        self,
        key: str,
        handler: Handler,
        *,
        enabled: Callable[[], bool] | None = None,
        checked: Callable[[], bool] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Let `handler`, a method of a screen, carry out an action.

        Args:
            key: the action.
            handler: called without arguments.
            enabled: tells whether it can be done now; without it, always.
            checked: tells whether a switch is on.
            owner: the screen, if the method belongs to another object.
        """
        self.declared(key)
        holder = owner if owner is not None else getattr(handler, "__self__", None)
        if not isinstance(holder, QObject):
            raise TypeError(f"{key}: the handler must be a method of a QObject")
        self._bindings.add(key, bind(holder, handler, enabled, checked))
        self._renew(key)

    def release(self, owner: QObject) -> None:
        """Forget what a screen that is closed had bound, and the parts of it."""
        self._bindings.release(owner)
        self._screens = tuple(s for s in self._screens if not is_within(s, owner))
        self._set_focus(QApplication.focusWidget())

    def show_screens(self, screens: Iterable[QObject]) -> None:
        """Say which screens are in view, the most important first."""
        self._screens = tuple(screens)
        self._set_focus(QApplication.focusWidget())

    def is_bound(self, key: str) -> bool:
        """Tell whether anybody has ever offered to carry the action out."""
        return key in self._bindings

    def is_reachable(self, key: str) -> bool:
        """Tell whether a screen in view carries the action out, though perhaps not just now."""
        return self._find(key) is not None

    def is_enabled(self, key: str) -> bool:
        """Tell whether the action can be done now."""
        found = self._find(key)
        return found is not None and found.is_enabled()

    def is_checked(self, key: str) -> bool:
        """Tell whether a switch is on."""
        found = self._find(key)
        return found is not None and found.is_checked()

    def run(self, key: str) -> bool:
        """Do it; return whether it could be done."""
        found = self._find(key)
        handler = found.handler() if found is not None and found.is_enabled() else None
        if handler is None:
            return False
        self.trail.append(key)
        handler()
        return True

    def refresh(self) -> None:
        """Tell buttons that what can be done may be another, as after a new selection."""
        self.changed.emit()

    # --- for menus and keys
    def action(self, key: str) -> QAction:
        """Return the action as menus use it."""
        if key not in self._made:
            self._made[key] = self._make(self.declared(key))
        return self._made[key]

    def update_action(self, key: str) -> QAction:
        """Return the action with its state of the moment, as a menu shows it."""
        made = self.action(key)
        made.setEnabled(self.is_enabled(key))
        if made.isCheckable():
            made.setChecked(self.is_checked(key))
        return made

    def settle(self, keys: Iterable[str]) -> None:
        """Enable actions again by who is in view: a key must reach what a closed menu showed."""
        for key in keys:
            self._renew(key)

    def set_keys(self, scheme: str, own: Mapping[str, tuple[str, ...]]) -> None:
        """Use a scheme and the person's own keys."""
        self._scheme, self._own = scheme, own
        for key, made in self._made.items():
            made.setShortcuts(self._sequences(key))
        self.keys_changed.emit()

    def install_keys(self) -> None:
        """Make every action that has keys, so that they work without a menu having been open."""
        for key in self._actions:
            if self.keys(key):
                self._renew(key)
                self.action(key)
        self.keys_changed.emit()

    def retranslate(self) -> None:
        """Write the words of all actions in the language in use."""
        for key, made in self._made.items():
            made.setText(self.label(key))

    def _make(self, action: Action) -> QAction:
        made = QAction(icon(action.icon, "danger" if action.danger else None), "", self)
        made.setText(_(action.label))
        made.setObjectName(action.key)
        made.setCheckable(action.checkable)
        made.setShortcuts(self._sequences(action.key))
        made.setEnabled(self._is_live(action.key))
        made.triggered.connect(self._on_action_triggered)
        self._window.addAction(made)
        return made

    def _renew(self, key: str) -> None:
        if key in self._made:
            self._made[key].setEnabled(self._is_live(key))

    def _is_live(self, key: str) -> bool:
        """Tell whether the keys of an action may be taken from the widget that has the focus."""
        if self._find(key) is None:
            return False
        if not is_text_field(QApplication.focusWidget()):
            return True
        from desktop.views.shell.shortcuts import is_letter_only

        return not any(is_letter_only(keys) for keys in self.keys(key))

    def _sequences(self, key: str) -> list[QKeySequence]:
        from desktop.views.shell.shortcuts import sequences

        goes_first = self.declared(key).goes_first
        return sequences(k for k in self.keys(key) if goes_first or k not in self._taken)

    def _find(self, key: str) -> Binding | None:
        return self._bindings.find(key, self._chain)

    def _set_focus(self, focused: QWidget | None) -> None:
        chain: list[QObject] = []
        widget: QWidget | None = focused
        while widget is not None and widget is not self._window:
            chain.append(widget)
            widget = widget.parentWidget()
        if widget is None and focused is not None:
            chain = []  # the focus is in another window
        chain += [screen for screen in self._screens if screen not in chain]
        text = (self._text,) if is_text_field(focused) else ()
        self._chain = (*text, *chain, self._window)
        self._take_keys()
        for key in self._made:
            self._renew(key)
        self.changed.emit()

    def _take_keys(self) -> None:
        """Leave the keys of actions that go first in the screens in view to these."""
        first = [one.key for one in self if one.goes_first and self._find(one.key) is not None]
        taken = frozenset(keys for key in first for keys in self.keys(key))
        changed, self._taken = taken ^ self._taken, taken
        for key, made in self._made.items():
            if changed.intersection(self.keys(key)):
                made.setShortcuts(self._sequences(key))

    @Slot()
    def _on_action_triggered(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.run(sender.objectName())

    @Slot(QWidget, QWidget)
    def _on_app_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._window.window():
            self._set_focus(now)
