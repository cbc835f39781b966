"""The only SQL of the house: tables, queries, transactions, outbox and leases."""
