"""Acts at the end: callback, rating, redo, strike-off, reopening."""
