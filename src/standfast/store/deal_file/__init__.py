"""The deal file: plain TOML that a person reads and keeps in git (docs/reference/deal-file.md)."""
