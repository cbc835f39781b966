"""Answers kept for the next enterprise that asks, hints before filing, and public notices of what concerns many."""
