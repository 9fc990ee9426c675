"""The files that hang on a record: shown, opened, saved, added by every way people know."""
