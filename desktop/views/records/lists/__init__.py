"""Lists of records: the table, what narrows it down, and what is done in it."""
