"""A year of random requests: whatever people do to them, the rules must hold."""
