"""What several rules know of Python, of libraries and of a file, each fact in one place."""
