"""Visits to enterprises: campaigns, what a visit brings back, what is owed afterwards, and the firms one looks up."""
