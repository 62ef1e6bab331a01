"""``python -m svcqa`` is ``svcqa``."""

import sys

from svcqa.cli import main

if __name__ == "__main__":
    sys.exit(main())
