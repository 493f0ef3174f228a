"""The doors. Each translates a request, calls one verb, and words the answer."""
