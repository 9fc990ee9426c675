"""Organisation: users, units, roles, and what they may do."""

from __future__ import annotations

from desktop.models.organisation.app_user import AppUser, OrgUnit
from desktop.models.organisation.rights import PermissionGrant, RoleMember, Share, UserRole

__all__ = ["AppUser", "OrgUnit", "PermissionGrant", "RoleMember", "Share", "UserRole"]
