"""Measures the desk against a bare floor in the same run; `python -m bench` writes docs/performance.md."""
