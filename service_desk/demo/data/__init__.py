"""What the demo zone is drawn from: firms, requests and phrases, as TOML."""
