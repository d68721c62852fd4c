"""Cases that say what they must give (预期): read from files and tables, run, compared, and told of."""
