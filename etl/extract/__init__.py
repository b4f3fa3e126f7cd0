"""Extractors: one module per kind of fact, each from a `Scope` to frozen values with evidence."""
