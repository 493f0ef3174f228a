"""One behaviour to change, and the words for it."""
