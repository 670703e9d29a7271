"""Run the command line: ``python -m mixedmethods``."""

from mixedmethods.cli import main

if __name__ == "__main__":
    main()
