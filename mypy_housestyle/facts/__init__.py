"""What several typed rules know of types and of mypy's tree, each fact in one place."""
