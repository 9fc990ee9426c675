"""The surfaces of the diary, painted by ourselves: hours, months, years. They know no store."""
