"""The parts of the command `housestyle`; each subcommand is a module with a `run`."""
