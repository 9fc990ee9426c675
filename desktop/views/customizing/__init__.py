"""Where a company makes fields of its own and calls things by its own words."""
