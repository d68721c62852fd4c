"""The docs with their generated pages, in a folder of their own."""

import importlib.util
import shutil

import pytest

from tests.docs.blocks import ROOT


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Return the folder of all pages, those that are generated included."""
    folder = tmp_path_factory.mktemp("site") / "docs"
    generated = ("catalogue", "codes", "api.md", "hooks.md", "keys.md", "commands.md")
    shutil.copytree(ROOT / "docs", folder, ignore=shutil.ignore_patterns(*generated))
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert 100 < module.build(folder)
    return folder
