"""Qt item models: rows are plain data, looked up and never computed."""
