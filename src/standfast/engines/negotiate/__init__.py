"""Terms and what they are worth, the frontier, what the other side wants."""
