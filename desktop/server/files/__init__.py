"""The files of a company: bytes by their hash, beside the centre or in an S3-compatible store."""
