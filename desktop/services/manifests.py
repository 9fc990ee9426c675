"""Writing the manifest: what the window reads at its next start instead of the declarations."""

from __future__ import annotations

from desktop.core.entities import iter_entities
from desktop.core.i18n import own_words_in_use
from desktop.core.manifest import Manifest, write
from desktop.core.paths import Profile
from desktop.core.permissions import Actor
from desktop.services.commands import iter_commands
from desktop.services.seals import MANIFEST, make_seal


def write_manifest(
    profile: Profile, revision: str, owner: Actor, key: bytes | None = None
) -> Manifest:
    """Write what is declared and adopted by now, and return it; `key` of an encrypted profile."""
    # What all entities have comes first: the window makes it later (core.manifest).
    found = sorted((command.facts for command in iter_commands()), key=lambda one: not one.generic)
    facts = tuple(found)
    words = own_words_in_use()
    manifest = Manifest(revision, tuple(iter_entities()), facts, str(owner.user_id), words)
    write(profile.manifest, manifest, make_seal(key, MANIFEST))
    return manifest
