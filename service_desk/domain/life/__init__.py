"""The rows of the transition table, by stage of a ticket's life."""
