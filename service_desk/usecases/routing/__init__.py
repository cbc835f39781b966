"""Acts that find the responsible department: dispatch, signature, return and its ruling, merging."""
