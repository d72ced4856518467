"""Signals in the middle of a build: the folder holds all or what it held before, and the next run mends the rest."""

import contextlib
import os
import shutil
import signal
import subprocess
import threading

from sizes import big_chart
from trial import SECONDS, snapshot

SERVICES, SERVICES_IN_FULL = 60, 500
# Spread over the reading, the proof and the writing; not one of them is needed at an exact moment.
MOMENTS = (0.01, 0.1, 0.3, 0.6, 0.9)
SIGNALS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGKILL: -9}


def run_and_signal(trials, folder, number, after):
    """The exit code of a build that gets a signal some seconds after its start."""
    program = subprocess.Popen([str(trials.binary), "build", "-o", "out"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               start_new_session=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))

    def send():
        with contextlib.suppress(ProcessLookupError):
            if program.poll() is None:
                program.send_signal(number)
    timer = threading.Timer(after, send)
    timer.start()
    try:
        _, said = program.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        program.kill()
        program.communicate()
        return None, b""
    finally:
        timer.cancel()
        timer.join()
    return program.returncode, said


def left_behind(folder):
    return [name for name in os.listdir(folder) if ".portolan-" in name]


def state(folder):
    return snapshot(folder / "out") if (folder / "out").exists() else None


def test(trials):
    with trials.folder() as folder:
        (folder / "portolan.yaml").write_bytes(big_chart(SERVICES_IN_FULL if trials.full else SERVICES))
        # How long it takes here decides when the signals come.
        begin = os.times().elapsed
        trials.refuses("without a signal", ["build", "-o", "out"], folder, {0})
        whole_time = os.times().elapsed - begin
        whole = state(folder)
        chart = (folder / "portolan.yaml").read_text()
        for number, code in SIGNALS.items():
            for moment in MOMENTS if number in (signal.SIGTERM, signal.SIGKILL) else MOMENTS[1::2]:
                name = f"{signal.Signals(number).name} after {moment:.0%} of the time"
                shutil.rmtree(folder / "out", ignore_errors=True)
                ended, said = run_and_signal(trials, folder, number, whole_time * moment)
                trials.check(ended in (code, 0), f"{name}: exit code {ended}, {said[-300:]}")
                after = state(folder)
                trials.check(after == (whole if ended == 0 else None) or (ended == code and after == whole), f"{name}: half of it was written")
                if number != signal.SIGKILL:
                    trials.check(not left_behind(folder), f"{name}: {left_behind(folder)} stays")
                trials.refuses(f"{name}, and again", ["build", "-o", "out"], folder, {0})
                trials.check(state(folder) == whole and not left_behind(folder), f"{name}: the next run leaves {left_behind(folder)}")
        test_built_again(trials, folder, chart, whole, whole_time)


def test_built_again(trials, folder, chart, whole, whole_time):
    """Over what stands there already: the files before or the files after, never some of each."""
    changed = chart.replace(":1.", ":2.")
    trials.check(changed != chart, "the generated chart has no image of version 1")
    (folder / "portolan.yaml").write_text(changed)
    trials.refuses("built again", ["build", "-o", "out"], folder, {0})
    other = state(folder)
    trials.check(other != whole, "another chart builds the same")
    for moment in (0.5, 0.8, 0.95):
        (folder / "portolan.yaml").write_text(chart)
        trials.refuses("back", ["build", "-o", "out"], folder, {0})
        (folder / "portolan.yaml").write_text(changed)
        ended, said = run_and_signal(trials, folder, signal.SIGTERM, whole_time * moment)
        trials.check(ended in (0, 143), f"built again, SIGTERM after {moment:.0%}: exit code {ended}, {said[-300:]}")
        trials.check(state(folder) in (whole, other), f"built again, SIGTERM after {moment:.0%}: some files are old and some new")
        trials.check(not left_behind(folder), f"built again, SIGTERM after {moment:.0%}: {left_behind(folder)} stays")
