"""From bytes to facts: pure functions, no network, no clock."""
