"""One program for one profile: a second start raises the window of the first and ends."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.core.paths import Profile
from desktop.views.shell.dead_sockets import remove_dead_sockets

WAIT_MS: Final = 2000
LONGEST: Final = 64 * 1024  # bytes of a message
log = logging.getLogger(__name__)


class FirstInstance(QObject):
    """Listens for further starts.

    Signals:
        called: the arguments of a further start, as a list of texts.
    """

    called = Signal(object)

    def __init__(self, profile: Profile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)
        name = server_name(profile)
        if not self._server.listen(name):
            # A killed program leaves its socket file behind on Unix.
            QLocalServer.removeServer(name)
            if not self._server.listen(name):
                log.warning("further starts cannot be heard: %s", self._server.errorString())
        place = Path(self._server.fullServerName()).parent
        threading.Thread(
            target=remove_dead_sockets, args=(place,), name="dead sockets", daemon=True
        ).start()

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    @Slot()
    def _on_server_new_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.setParent(self)
        socket.readyRead.connect(self._on_socket_ready_read)
        socket.disconnected.connect(socket.deleteLater)
        if socket.bytesAvailable():
            self._read(socket)

    @Slot()
    def _on_socket_ready_read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        try:
            message = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            log.warning("a further start said something that is no message")
            message = None
        socket.write(b"ok\n")
        socket.flush()
        if isinstance(message, list):
            self.called.emit([word for word in message if isinstance(word, str)])


def call_first(profile: Profile, arguments: Sequence[str]) -> bool:
    """Hand the arguments of this start to the program that runs; return whether it answered."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(profile))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(json.dumps(list(arguments)).encode() + b"\n")
    answered = socket.waitForReadyRead(WAIT_MS)
    socket.disconnectFromServer()
    return answered


def server_name(profile: Profile) -> str:
    """Return the name under which the program of a profile listens: short, as Unix demands."""
    place = str(profile.folder.resolve()).encode()
    return f"lienhe-{hashlib.sha256(place).hexdigest()[:16]}"
