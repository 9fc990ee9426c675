"""What WebDAV and CalDAV servers say and are asked (RFC 4918, 4791, 6578), without a network."""
