"""Letters: how they are worded, drawn and carried away."""
