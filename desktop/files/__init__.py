"""The files people exchange: spreadsheets and CSV, read with suspicion and written with care."""
