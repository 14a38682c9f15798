"""The first-start guide: from nothing to an office with a name, a password, a recovery code and its Party committee."""
