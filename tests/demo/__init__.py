"""The demo office as a clerk meets it."""
