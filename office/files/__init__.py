"""Files that people bring and take along, and the processes that work on them."""
