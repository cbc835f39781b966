"""The enterprise service desk of a high-tech zone: requests in, tickets struck off."""
