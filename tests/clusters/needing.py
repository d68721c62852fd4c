"""What a machine must have for these tests: without it they are skipped, and where the variable CI is set they fail."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec

import pytest

JAVA = 17


def needed(*libraries):
    """Skip the test, or fail it where the variable CI is "true", unless all *libraries*, or "java", are there."""
    lacking = [name for name in libraries if not (java() if name == "java" else find_spec(name))]
    if lacking:
        said = f"{' and '.join(lacking)} not installed: see docs/how-to/clusters.md"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(said)


def java():
    """Return whether there is a Java that Spark runs on."""
    found = shutil.which("java")
    if found is None:
        return False
    told = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    return version is not None and int(version[1]) >= JAVA
