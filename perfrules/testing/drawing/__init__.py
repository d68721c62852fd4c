"""Definitions, evidence and fields drawn by Hypothesis, and the texts that they are written as."""
