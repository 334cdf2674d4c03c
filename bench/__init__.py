"""The load harness: starts the real server, drives it over HTTP, prints its figures."""
