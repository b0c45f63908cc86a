"""What the two plugins and the command share; imports neither flake8 nor mypy."""

__version__ = "0.1.0"
