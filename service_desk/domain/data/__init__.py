"""The data of the trade, as versioned TOML: departments, request types, calendar, factors, training examples."""
