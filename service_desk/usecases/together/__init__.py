"""Officers together: what has changed, who is here, who is mentioned, who follows."""
