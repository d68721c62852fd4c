"""The aggregate score of OpenSSF Scorecard as an indicator set of perfrules."""
