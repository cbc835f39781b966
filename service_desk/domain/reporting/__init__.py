"""The weekly report as a pure function of the tickets' event logs: what happened, what stands, what matters."""
