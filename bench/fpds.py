"""How long an archive of FPDS pages takes to load, and how much memory, as a process of its own into an empty desk."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def fpds(archive: Path) -> None:
    """Print the seconds, the processor's and the clock's, and the peak of memory of one load."""
    with tempfile.TemporaryDirectory() as scratch:
        load = [sys.executable, "-m", "vigie", "load", "fpds", str(archive), "--seen", "2026-06-11"]
        began = time.perf_counter()
        subprocess.run([*load, "--desk", str(Path(scratch) / "desk")], stdout=subprocess.DEVNULL, check=True)
        clock = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor, peak = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
    print(f"{archive.name}: {processor:.0f} s of the processor, {clock:.0f} s by the clock, {peak} MB at most")
    print("  goal: 120 s, 1,000 MB")
