"""What can be done with a formula; each reading is a module that loops over the nodes."""
