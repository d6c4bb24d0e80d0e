"""Tables of two revisions: their columns and rows side by side, and both in one."""
