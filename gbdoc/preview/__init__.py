"""A server of pages that follow their sources: it serves a workshop that is handed in, and knows nothing of standards."""
