"""Watching over the records: what is kept for speed against what the event log says."""
