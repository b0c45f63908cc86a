"""The rules of the mypy engine, one a file; the file name is the registration."""
