"""Notices: whom the declarations of entities tell of what, and by which channels."""
