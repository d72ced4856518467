"""Folders that cannot take what is built: whatever happens, they hold what they held before, or all of it."""

import os
import subprocess

from trial import CHART, ROOT, snapshot

EXAMPLE = ROOT / "examples/online-boutique/portolan.yaml"


def build(out, chart="portolan.yaml", *more):
    return ["build", "-f", str(chart), "-o", str(out), *more]


def test(trials):
    with trials.folder() as folder:
        (folder / "portolan.yaml").write_text(CHART)
        test_no_folders(trials, folder)
        test_files_of_others(trials, folder)
        test_mounts(trials, folder)


def test_no_folders(trials, folder):
    (folder / "file").write_text("mine")
    os.mkfifo(folder / "fifo")
    (folder / "nothing").symlink_to("gone")
    (folder / "circle").symlink_to("circle")
    (folder / "circle.svg").symlink_to("circle.svg")
    (folder / "nothing.svg").symlink_to("gone.svg")
    (folder / "folder.svg").mkdir()
    before = snapshot(folder)
    for out in ("file", "file/below", "fifo", "nothing", "circle", "circle/below", "/dev/null", "/dev/null/below", "/proc/below"):
        trials.refuses(f"into {out}", build(out), folder, {4}, out.removesuffix("/below"))
    trials.refuses("into nothing named", build(""), folder, {2, 4})
    for command in (["picture", "-o"], ["init", "-o"]):
        for out in ("file/below.svg", "circle.svg", "nothing.svg", "/proc/below.svg", "folder.svg"):
            trials.refuses(f"{command[0]} into {out}", [*command, out], folder, {4}, out)
    trials.refuses("init over a file", ["init", "-o", "file"], folder, {4}, "file")
    trials.check(snapshot(folder) == before, "a refused output changed something")
    (folder / "real").mkdir()
    (folder / "linked").symlink_to("real")
    trials.refuses("through a link to a folder", build("linked"), folder, {0})
    trials.check((folder / "linked").is_symlink() and any((folder / "real").iterdir()), "the link was replaced")


def test_files_of_others(trials, folder):
    out = folder / "shared"
    (out / "mine").mkdir(parents=True)
    (out / "mine" / "notes.txt").write_text("keep")
    (out / "frontend.yaml.bak").write_bytes(b"\0keep")
    (out / "link").symlink_to("mine")
    mine = {path: what for path, what in snapshot(out).items()}
    for name in ("plain", "kustomize", "helm"):
        trials.refuses(f"beside files of others, {name}", build("shared", "portolan.yaml", "--layout", name), folder, {0})
        after = snapshot(out)
        trials.check(all(after.get(path) == what for path, what in mine.items()), f"{name}: a file of others is gone or changed")
    trials.refuses("plain again", build("shared"), folder, {0})
    # A file of ours that somebody edited, a folder and a link in its place.
    (out / "frontend.yaml").write_text("edited")
    before = snapshot(out)
    trials.refuses("over an edited file", build("shared"), folder, {4}, "frontend.yaml", "was changed")
    trials.check(snapshot(out) == before, "an edited file was overwritten")
    for make, what in ((lambda path: path.mkdir(), "folder"), (lambda path: path.symlink_to("/etc/passwd"), "link"), (os.mkfifo, "FIFO")):
        (out / "frontend.yaml").unlink() if not (out / "frontend.yaml").is_dir() else (out / "frontend.yaml").rmdir()
        make(out / "frontend.yaml")
        before = snapshot(out)
        trials.refuses(f"over a {what}", build("shared"), folder, {4}, "frontend.yaml")
        trials.check(snapshot(out) == before, f"a {what} in the place of a file was touched")
    (out / "frontend.yaml").unlink()
    for content in (b"nonsense", b"\0" * 100, b"../../etc/passwd\n", bytes(range(256))):
        (out / ".portolan-files").write_bytes(content)
        before = snapshot(out)
        outcome = trials.run(build("shared"), folder)
        trials.judge(f"a list of files that holds {content[:20]!r}", outcome, {4}, "shared")
        trials.check(snapshot(out) == before, f"a list of files that holds {content[:20]!r}: something changed")


# What runs inside a mount namespace of its own; $0 is the program, $1 the chart.
FULL = """set -e; mkdir -p small; mount -t tmpfs -o size=64k tmpfs small; echo mine >small/mine.txt
%s
code=0; "$0" build -f "$1" -o %s || code=$?
echo "--- $code"; find small -mindepth 1 | sort; cat small/mine.txt"""
READ_ONLY = """set -e; mkdir -p fixed/out; echo mine >fixed/out/mine.txt; mount --bind fixed fixed; mount -o remount,bind,ro fixed
code=0; "$0" build -f "$1" -o fixed/%s || code=$?
echo "--- $code"; find fixed -mindepth 1 | sort"""


def test_mounts(trials, folder):
    if subprocess.run(["unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"], capture_output=True, check=False).returncode != 0:
        trials.leave_out("full and read-only file systems", "mounting is not allowed here")
        return

    def inside(script):
        done = subprocess.run(["unshare", "-m", "sh", "-c", script, str(trials.binary), str(EXAMPLE)], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
        printed, _, rest = done.stdout.partition("--- ")
        return printed, rest.split(), done.stderr

    for name, prepare, out in (("the mount itself", "", "small"), ("a new folder in it", "", "small/out"), ("a folder in it", "mkdir small/out", "small/out")):
        _, rest, said = inside(FULL % (prepare, out))
        expected = ["4", "small/mine.txt", *(["small/out"] if prepare else []), "mine"]
        trials.check(rest == expected, f"no space, {name}: {rest}")
        trials.check("no space left on the device" in said and out in said, f"no space, {name}: says {said[-300:]}")
    # A full disk when a folder is built again: the old output stays whole.
    again = FULL.replace("64k", "400k") % ('"$0" build -f "$1" -o small/out >/dev/null 2>&1; sha256sum small/out/*.yaml >sums; '
                                           'sed "s/app: .*/app: renamed-shop/" "$1" >changed.yaml; head -c 10M /dev/zero >small/filler || true; set -- changed.yaml', "small/out")
    _, rest, said = inside(again + "; sha256sum --quiet -c sums && echo whole")
    trials.check(rest[:1] == ["4"] and rest[-1] == "whole", f"no space for building again: {rest[:3]} ... {rest[-2:]} {said[-300:]}")
    trials.check(not [path for path in rest if ".portolan-" in path and not path.endswith(".portolan-files")], f"no space for building again: left behind {rest}")
    for out in ("out", "new"):
        _, rest, said = inside(READ_ONLY % out)
        trials.check(rest == ["4", "fixed/out", "fixed/out/mine.txt"], f"read-only, {out}: {rest}")
        trials.check("read-only" in said and f"fixed/{out}" in said, f"read-only, {out}: says {said[-300:]}")
