"""Searching tickets: keeping them findable, and finding them."""
