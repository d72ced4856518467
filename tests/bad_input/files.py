"""Files that cannot be read, are no files, or stand where nobody expects them: named, with the reason, and never waited for."""

import os
import socket

from trial import CHART, ROOT

NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
HEAD = "portolan: 1\napp: shop\n"
SERVICE = "services: {a: {image: a:1, ports: {http: 8080}, health: none, resources: {cpu: 10m, memory: 16Mi}%s}}\n"


def make_socket(path):
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.close()


# name -> (what makes it at a path, words of the message)
NO_FILES = {
    "a folder": (lambda path: path.mkdir(), "folder"),
    "a FIFO": (lambda path: os.mkfifo(path), "`"),
    "a socket": (make_socket, "`"),
    "a link to nothing": (lambda path: path.symlink_to("gone"), "gone"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "circle"),
    "a link to an endless device": (lambda path: path.symlink_to("/dev/zero"), "`"),
    "a link to a terminal's device": (lambda path: path.symlink_to("/dev/tty"), "`"),
    "a link to a folder": (lambda path: path.symlink_to("."), "folder"),
    "a link to a file of the kernel's without end": (lambda path: path.symlink_to("/dev/urandom"), "`"),
}

# How a chart names another file; every one must be named when it cannot be read.
NAMED_BY = {
    "include": HEAD + "include: [other.yaml]\n" + SERVICE % "",
    "extra": HEAD + "extra: [other.yaml]\n" + SERVICE % "",
    "files": HEAD + SERVICE % ", files: {/etc/a: {from: other.yaml}}",
}


def test(trials):
    with trials.folder() as folder:
        test_charts(trials, folder)
        test_named_files(trials, folder)
        test_circles(trials, folder)
        test_permissions(trials, folder)
        test_names(trials, folder)


def test_charts(trials, folder):
    for name, (make, _) in NO_FILES.items():
        path = folder / "it.yaml"
        make(path)
        for command in (["check"], ["build", "-o", "out"], ["describe", "--format", "json"], ["check", "--fix"]):
            trials.refuses(f"{command[0]} of {name}", [*command, "-f", "it.yaml"], folder, {4}, "`it.yaml`")
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    trials.check(not (folder / "out").exists(), "something was written for a chart that could not be read")
    for path in ("/dev/zero", "/dev/full", "/proc/self/mem", "/", "/dev/null/x", "nowhere/at/all.yaml"):
        trials.refuses(f"the chart {path}", ["check", "-f", path], folder, {4}, path)
    trials.refuses("an empty name", ["check", "-f", ""], folder, {2, 4}, "--file")
    trials.refuses("a chart on standard input", ["check", "-f", "-"], folder, {0}, stdin=CHART.encode())
    trials.refuses("what standard input gives, for every environment", ["build", "-f", "-", "--layout", "kustomize", "-o", "from-input"], folder, {0},
                   stdin=(CHART + "environments: {dev: {}, prod: {}}\n").encode())
    trials.refuses("mending standard input", ["check", "--fix", "-f", "-"], folder, {2}, "standard input", stdin=CHART.encode())
    trials.refuses("nothing on standard input", ["check", "-f", "-"], folder, {1}, "<stdin>", stdin=b"")
    with open("/dev/zero", "rb") as zero:
        trials.refuses("an endless standard input", ["check", "-f", "-"], folder, {4}, "standard input", stdin=zero)
    trials.refuses("a folder as standard input", ["check", "-f", "-"], folder, {4}, "standard input", around=["sh", "-c", 'exec "$0" "$@" </'])
    trials.refuses("no standard input at all", ["check", "-f", "-"], folder, {1, 4}, around=["sh", "-c", 'exec "$0" "$@" <&-'])


def test_named_files(trials, folder):
    chart, other = folder / "portolan.yaml", folder / "other.yaml"
    for by, text in NAMED_BY.items():
        chart.write_text(text)
        trials.refuses(f"{by} of nothing", ["check"], folder, {1, 4}, "other.yaml", "portolan.yaml:")
        for name, (make, _) in NO_FILES.items():
            make(other)
            trials.refuses(f"{by} of {name}", ["build", "-o", "out"], folder, {1, 4}, "other.yaml", "portolan.yaml:")
            other.rmdir() if other.is_dir() and not other.is_symlink() else other.unlink()
    trials.check(not (folder / "out").exists(), "something was written although a file was missing")
    for where in ("/etc/hostname", "../../../../etc/hostname"):
        chart.write_text(HEAD + SERVICE % f", files: {{/etc/a: {{from: {where}}}}}")
        trials.refuses(f"files from {where}", ["check"], folder, {0, 1})
    chart.unlink()


def test_circles(trials, folder):
    chart = folder / "portolan.yaml"
    chart.write_text(HEAD + "include: [portolan.yaml]\n" + SERVICE % "")
    trials.refuses("a chart that includes itself", ["check"], folder, {1}, "portolan.yaml:3")
    chart.write_text(HEAD + "include: [one.yaml]\n" + SERVICE % "")
    (folder / "one.yaml").write_text("include: [two.yaml]\n")
    (folder / "two.yaml").write_text("include: [one.yaml]\n")
    trials.refuses("files that include each other", ["check"], folder, {1}, "one.yaml", "two.yaml")
    (folder / "two.yaml").unlink()
    (folder / "two.yaml").symlink_to("one.yaml")
    trials.refuses("a file that includes itself by another name", ["check"], folder, {1}, "one.yaml")
    (folder / "sub").symlink_to(".")
    chart.write_text(HEAD + "include: [sub/one.yaml]\n" + SERVICE % "")
    (folder / "one.yaml").write_text("include: [sub/one.yaml]\n")
    trials.refuses("a circle through a linked folder", ["check"], folder, {1}, "one.yaml")
    for number in range(400):
        (folder / f"c{number}.yaml").write_text(f"include: [c{number + 1}.yaml]\n")
    (folder / "c400.yaml").write_text("nonsense: 1\n")
    chart.write_text(HEAD + "include: [c0.yaml]\n" + SERVICE % "")
    trials.refuses("a chain of 400 includes", ["check"], folder, {1}, ".yaml:")
    chart.unlink()


def test_permissions(trials, folder):
    if os.geteuid() != 0:
        trials.leave_out("files without permission, as another user", "needs root to become nobody")
        return
    folder.chmod(0o755)
    inside = folder / "closed"
    inside.mkdir()
    chart = inside / "portolan.yaml"
    chart.write_text(CHART)
    binary = trials.binary
    if trials.run(["version"], folder, around=NOBODY).code != 0:
        trials.leave_out("files without permission, as another user", f"nobody may not run {binary}")
        return
    chart.chmod(0)
    for command in (["check"], ["build", "-o", "/tmp/never-made-by-nobody"], ["describe"]):
        trials.refuses(f"{command[0]} of a chart without permission", [*command, "-f", "closed/portolan.yaml"], folder, {4}, "`closed/portolan.yaml`", "permission denied", around=NOBODY)
    chart.chmod(0o644)
    inside.chmod(0)
    trials.refuses("a chart in a closed folder", ["check", "-f", "closed/portolan.yaml"], folder, {4}, "`closed/portolan.yaml`", "permission denied", around=NOBODY)
    inside.chmod(0o755)
    trials.refuses("no permission to write", ["build", "-f", "closed/portolan.yaml", "-o", "closed/out"], folder, {4}, "closed/out", "permission denied", around=NOBODY)
    trials.refuses("no permission for a picture", ["picture", "-f", "closed/portolan.yaml", "-o", "closed/a.svg"], folder, {4}, "closed/a.svg", "permission denied", around=NOBODY)
    trials.refuses("no permission for a first chart", ["init", "-o", "closed/new.yaml"], folder, {4}, "closed/new.yaml", "permission denied", around=NOBODY)
    (inside / "wrong.yaml").write_text(CHART.replace("health: grpc", "helth: grpc"))
    before = (inside / "wrong.yaml").read_bytes()
    trials.refuses("no permission to mend", ["check", "--fix", "-f", "closed/wrong.yaml"], folder, {4}, "closed/wrong.yaml", "permission denied", around=NOBODY)
    trials.check((inside / "wrong.yaml").read_bytes() == before, "a file that may not be written was changed")


def test_names(trials, folder):
    strange = [b"caf\xe9.yaml", b"new\nline.yaml", b"\x1b[31mred.yaml", b"-dash.yaml", b"a b'c\"d.yaml", "日本.yaml".encode(), b"x" * 250 + b".yml"]
    wrong = (HEAD + "nonsense: 1\n").encode()
    for name in strange:
        path = os.path.join(os.fsencode(folder), name)
        with open(path, "wb") as file:
            file.write(wrong)
        outcome = trials.run(["check", b"--file=" + name], folder)
        trials.judge(f"the file name {name!r}", outcome, {1}, "nonsense")
        trials.check(b"\x1b" not in outcome.err, f"the file name {name!r}: its control characters reach the terminal")
        for form in ("json", "sarif"):
            shown = trials.run(["check", "--format", form, b"--file=" + name], folder)
            try:
                shown.out.decode("utf-8")
                right = True
            except UnicodeDecodeError:
                right = False
            trials.check(shown.code == 1 and right, f"the file name {name!r} as {form}: {shown.code} {shown.out[:300]!r}")
        os.unlink(path)
    trials.refuses("a name that is too long", ["check", "-f", "x" * 5000], folder, {4}, "too long")
    trials.refuses("a folder's name that is too long", ["build", "-f", str(ROOT / "examples/bookinfo/portolan.yaml"), "-o", "x" * 300], folder, {4}, "too long")
    deep = folder
    for _ in range(40):
        deep = deep / ("d" * 80)
    os.makedirs(deep)
    (deep / "portolan.yaml").write_text(CHART)
    trials.refuses("a path of 3,000 characters", ["check"], deep, {0})
    trials.refuses("an output folder 3,000 characters down", ["build", "-o", "out"], deep, {0})
