"""Plain Python that every layer may use: no Qt, no SQL, no network."""
