"""The rules of the office: no Flask, no HTML, no clock."""
