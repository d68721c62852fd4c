"""A plugin as `perfrules new plugin` writes it, in a new environment: installed, tested and checked as it is."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import attrs
import pytest

ROOT = Path(__file__).parent.parent.parent
PIP = ("pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")
pytestmark = pytest.mark.install


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


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """Return an environment in which perfrules is installed as a user installs it, without the network."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True, timeout=120)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    borrowed = folder / "lib" / version / "site-packages" / "borrowed.pth"
    borrowed.write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    made = Environment(folder)
    made(*PIP, "--force-reinstall", ROOT, cwd=folder)
    return made


@pytest.mark.skipif(os.name == "nt", reason="the folders of an environment have other names there")
@pytest.mark.parametrize(("name", "language"), [("roads", "zh_CN.UTF-8"), ("road-works", "en_US.UTF-8")])
def test_it_installs_and_passes_as_it_is(environment, tmp_path, name, language):
    """Plugins, check, test, pytest and a score: nothing needs to be written first."""

    def run(*arguments, cwd=tmp_path):
        return environment(*arguments, cwd=cwd, language=language)

    run("perfrules", "new", "plugin", name, "--title", "道路养护")
    folder = tmp_path / f"perfrules-{name}"
    package = f"perfrules_{name.replace('-', '_')}"
    run(*PIP, folder)
    listed = run("perfrules", "plugins", "--lang", "en", cwd=folder)
    assert any(line.split()[:4] == [name, f"perfrules-{name}", "0.1.0", "working"] for line in listed.splitlines())
    checked = run("perfrules", "check", f"{package}/sets/projects.toml", "cases/first.toml", "--lang", "en", cwd=folder)
    assert "no problems\n" == checked
    assert "1 passed" in run("perfrules", "test", "cases", "--lang", "en", cwd=folder)
    assert "12 passed" in run("pytest", "-q", "-p", "no:cacheprovider", cwd=folder)
    assert "92" in run("perfrules", "score", "cases/first.toml", cwd=folder)
    assert "delay" in run("perfrules", "show", f"{package.removeprefix('perfrules_')}_delay", cwd=folder)
