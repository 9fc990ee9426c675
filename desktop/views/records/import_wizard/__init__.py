"""The import wizard: a file, its table, its columns, what to do with known records, the import."""
