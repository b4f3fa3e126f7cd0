"""A small local site in the shape of the real ones, with fictional notices, and with faults on demand."""

from crawlers.replica.server import FAULTS, Replica

__all__ = ["FAULTS", "Replica"]
