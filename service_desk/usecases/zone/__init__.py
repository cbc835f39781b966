"""The zone itself: its departments, its calendar, its nightly check."""
