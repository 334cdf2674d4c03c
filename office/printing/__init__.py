"""Receipt printers: where they are, what is sent to them, what they answer."""
