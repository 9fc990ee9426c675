"""The centre: what prepares, describes and administers the company's PostgreSQL."""
