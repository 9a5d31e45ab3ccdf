"""`python -m greffier` is `greffier`."""

from greffier.cli import main

# the guard is for the reading workers, which load this file again to know the parent's classes
if __name__ == "__main__":
    main()
