"""Definitions: from a TOML file to a document with places, a validated form and the model."""
