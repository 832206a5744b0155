"""What libraries offer: an index of names and signatures, read without importing the libraries."""
