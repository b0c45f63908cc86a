"""The rules of the flake8 engine, one a file; the file name is the registration."""
