"""One folder a tab. Features never import each other; they meet through what their ledgers offer and through people/links."""
