"""What we ship as data, and the reading of it: response cards in TOML, sample talks."""
