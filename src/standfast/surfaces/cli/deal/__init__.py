"""`standfast deal`: the deal desk. One module a verb."""
