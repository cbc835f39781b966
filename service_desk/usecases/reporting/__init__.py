"""The weekly report: compiled from the event logs, frozen, sent once, read again."""
