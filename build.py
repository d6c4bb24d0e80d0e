"""Build the standards below content/; `python build.py --help` tells more."""

from gbdoc.cli import main

if __name__ == "__main__":
    main()
