"""Who may come in: inviting people, passwords, signing in and out, the language a person reads."""
