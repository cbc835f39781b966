"""Acts at the door: submitting, accepting, asking for information, declining, withdrawing."""
