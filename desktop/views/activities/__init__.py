"""Logging, calling, remembering: what people do with customers all day."""
