"""Standfast: what the customer pressed for, how the seller answered, and what it cost."""
