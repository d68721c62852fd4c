"""Many tables at once (批量评分): which files, where to, what was finished before, and doing it."""
