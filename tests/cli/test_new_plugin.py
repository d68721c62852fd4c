"""A plugin as `perfrules new plugin` writes it, in a new environment: installed, tested and checked as it is."""

import os

import pytest

from tests.environments import PIP, environment_in

pytestmark = pytest.mark.install


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """Return an environment in which perfrules is installed as a user installs it, without the network."""
    return environment_in(tmp_path_factory.mktemp("environment"))


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
    assert "13 passed" in run("pytest", "-q", "-p", "no:cacheprovider", cwd=folder)
    assert "92" in run("perfrules", "score", "cases/first.toml", cwd=folder)
    assert "delay" in run("perfrules", "show", f"{package.removeprefix('perfrules_')}_delay", cwd=folder)
