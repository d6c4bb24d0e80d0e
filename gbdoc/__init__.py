"""gbdoc: Chinese standards kept as Markdown and YAML, printed as GB/T 1.1-2020 asks."""

__version__ = "0.1.0"
