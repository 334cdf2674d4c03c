"""What leaves the house on paper, with its number, and where papers lie."""
