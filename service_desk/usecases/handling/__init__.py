"""Acts of the handling departments: contact, progress, pauses, co-tasks, hold, result and its review."""
