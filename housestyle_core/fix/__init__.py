"""Repairs: what a rule's `fix` is given and gives, and the passes over a file that apply it."""
