"""社区党务台账: the program. Rooms and their import rules are described in README.md."""
