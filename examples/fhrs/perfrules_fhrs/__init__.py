"""The UK Food Hygiene Rating Scheme as an indicator set of perfrules."""
