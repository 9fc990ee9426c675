"""Mail servers that speak IMAP (RFC 3501, 9051), by IMAPClient behind `MailBackend`."""
