"""Whole processes, from exec to exit: wall time, processor time and peak memory."""

import os
import statistics
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Measured:
    wall: float       # seconds, median
    processor: float  # seconds in user and kernel mode, median
    peak: int         # bytes of resident memory, the largest
    code: int         # exit code of the last run


def once(arguments, prepare=None):
    if prepare:
        prepare()
    begin = time.perf_counter()
    process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    return Measured(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, process.returncode)


def median_of(arguments, runs, prepare=None):
    """`prepare` is called before every run and not timed."""
    once(arguments, prepare)  # what it reads is in the page cache from here on
    results = [once(arguments, prepare) for _ in range(runs)]
    return Measured(statistics.median(r.wall for r in results), statistics.median(r.processor for r in results),
                    max(r.peak for r in results), results[-1].code)


def seconds(value):
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def mebibytes(value):
    return f"{value / 2**20:.0f} MiB"
