"""Learning from what dispatchers decide otherwise: lessons, their versions, and how good the suggestions were."""
