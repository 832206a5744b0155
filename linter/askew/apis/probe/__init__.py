"""What runs inside the environment that has the library: it imports only the standard library and the library."""
