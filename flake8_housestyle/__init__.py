"""The flake8 plugin of Housestyle: what one file proves."""
