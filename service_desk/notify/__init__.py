"""Letters and messages on their way out: composing and delivering."""
