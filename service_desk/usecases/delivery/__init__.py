"""Letters on their way out: what each says, and how it leaves the house."""
