"""The neighbours' files that definitions of these tests extend."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
