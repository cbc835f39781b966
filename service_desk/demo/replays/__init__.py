"""Real cases from a newspaper page, acted out on the desk with what the page says and nothing else."""
