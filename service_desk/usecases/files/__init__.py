"""Files that come with tickets: received and looked into, made part of an act, read by whom the act concerns, swept."""
