"""A keyring for journeys: a file in the place of the system's, named by the environment."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class FileKeyring(KeyringBackend):
    """Locked as long as its file says so."""

    priority = 5

    def get_password(self, service, username):
        return self._read().get(f"{service}/{username}")

    def set_password(self, service, username, password):
        kept = {**self._read(), f"{service}/{username}": password}
        self._path().write_text(json.dumps(kept), "utf-8")

    def delete_password(self, service, username):
        kept = self._read()
        del kept[f"{service}/{username}"]
        self._path().write_text(json.dumps(kept), "utf-8")

    @staticmethod
    def _path():
        return Path(os.environ["LIENHE_TEST_KEYRING"])

    def _read(self):
        if not self._path().exists():
            return {}
        text = self._path().read_text("utf-8")
        if text == "locked":
            raise KeyringLocked
        return json.loads(text)
