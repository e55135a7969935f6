"""Damaged files, by the ten thousand: each ends in a result or in an error of our tree, in time, in memory, without a trace.

A seed is a text, `specimen/damage/number`, and says everything: the same seed makes the same file on every machine.

specimens    the whole files
damage/      what is done to them
cases        a seed -> the damaged file, and the list of all seeds
trial        one case through intake, preparing, rendering, checking; and through the child process
confinement  what a worker may not do, so that doing it shows
pool         workers that are replaced when they die or hang
__main__     script/fuzz
kept.txt     seeds that failed once, and some of every kind; the tests run them
"""
