"""HTTP: the pages of enterprises and officers, on top of the use cases."""
