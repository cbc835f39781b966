"""The people of enterprises: links to their tickets, accounts of a firm, what the desk holds of a person."""
