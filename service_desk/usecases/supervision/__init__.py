"""Acts of supervision: urging, instructions, coloured sheets, escalation."""
