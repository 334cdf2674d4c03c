"""What the hall's walls show and say beside the calls."""
