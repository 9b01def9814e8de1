"""What on record does not fit together: pure checks of events and tenures, and the one pass that asks them all.

A check knows precision: an error is what cannot be true whatever day a vague date means; what only may be wrong is
a warning or a hint; what vague dates leave open is nothing.
"""
