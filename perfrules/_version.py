"""The one place that states the version; the build reads it from here. Imported before the rest of the library."""

import time

__version__ = "0.1.0"
STARTED = time.time_ns()
"""When this process began to import the library, in nanoseconds: files that changed since are not what it runs."""
