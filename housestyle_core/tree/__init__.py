"""A file's tree: the walk over it, its names, its places."""
