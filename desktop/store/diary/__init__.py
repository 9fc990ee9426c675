"""The diary in the database: when each event takes place, and reading it as the screens need it."""
