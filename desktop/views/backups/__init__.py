"""The screen of backups: the list, going back, single records, the second folder, moving."""
