"""`python -m gbdoc` is the command line too."""

from gbdoc.cli import main

if __name__ == "__main__":
    main()
