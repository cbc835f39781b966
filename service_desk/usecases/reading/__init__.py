"""Looking without acting: what each person may see of a ticket and of the queues."""
