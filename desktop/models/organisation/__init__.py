"""Organisation: users and units."""

from __future__ import annotations

from desktop.models.organisation.app_user import AppUser, OrgUnit

__all__ = ["AppUser", "OrgUnit"]
