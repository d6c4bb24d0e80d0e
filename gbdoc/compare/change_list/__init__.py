"""The list of main technical changes: drafted from a comparison, and held against it (GB/T 1.1, 8.3 c)."""
