"""Reports to clean a corpus by: everything that is wrong with it and what to do, as a page, a table or data."""
