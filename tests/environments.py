"""New virtual environments, made without the network."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import attrs

ROOT = Path(__file__).parent.parent
PIP = ("pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")


@attrs.frozen
class Environment:
    """A virtual environment: what perfrules depends on is borrowed from this one, perfrules itself is installed."""

    folder: Path

    def __call__(self, *arguments, cwd, language="zh_CN.UTF-8"):
        """Return what a module prints there; both streams together."""
        clean = {
            key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST", "PERFRULES"))
        }
        done = subprocess.run(
            [self.folder / "bin" / "python", "-m", *map(str, arguments)],
            cwd=cwd,
            env={**clean, "LC_ALL": language, "PYTHONUTF8": "1", "COLUMNS": "120", "XDG_CACHE_HOME": str(cwd)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert 0 == done.returncode, done.stdout
        return done.stdout


def environment_in(folder):
    """Return an environment in *folder* in which perfrules is installed as a user installs it."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True, timeout=120)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    borrowed = folder / "lib" / version / "site-packages" / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    made = Environment(folder)
    made(*PIP, "--force-reinstall", ROOT, cwd=folder)
    return made
