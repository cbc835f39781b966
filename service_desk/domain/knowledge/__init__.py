"""Answers kept for the next enterprise that asks: their states, likeness of texts, traces of persons, public notices."""
