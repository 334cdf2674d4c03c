"""The ministry's letters and lists, the lembar that answer them, the answer."""
