"""The population register: its people, what changes it, how one is found."""
