"""Much of everything: refused or read, in bounded time and memory, never by a crash."""

import subprocess

from trial import GIB, ROOT

MIB = 1 << 20
HEAD = "portolan: 1\napp: shop\n"


def big_chart(services):
    done = subprocess.run(["/usr/bin/python3", str(ROOT / "bench/generate.py"), str(services)], capture_output=True, check=True)
    return done.stdout


def lines(count, form):
    return "".join(form.format(i) for i in range(count))


# name -> (how much of it, the text of so much, what the message names); all are mistakes.
MUCH = {
    "keys": (1_000_000, lambda n: HEAD + lines(n, "k{0}: 1\n"), "portolan.yaml:"),
    "services that are nothing": (50_000, lambda n: HEAD + "services:\n" + lines(n, "  s{0}: 1\n"), "portolan.yaml:"),
    "times the same key": (60_000, lambda n: HEAD + "x: 1\n" * n, "x"),
    "calls to nobody": (40_000, lambda n: HEAD + "services:\n  a:\n    image: a:1\n    calls:\n" + lines(n, "    - n{0}\n"), "n0"),
    "list elements": (40_000, lambda n: HEAD + "include:\n" + "- a\n" * n, "portolan.yaml:"),
    "brackets": (100_000, lambda n: HEAD + "services: " + "[" * n, "portolan.yaml:3"),
    "braces": (100_000, lambda n: HEAD + "services: " + "{a: " * n, "portolan.yaml:3"),
    "brackets, closed": (100_000, lambda n: HEAD + "services: " + "[" * n + "]" * n, "portolan.yaml:3"),
    "levels of indentation": (2_000, lambda n: HEAD + "services:\n" + "".join(f"{' ' * (i + 1)}k:\n" for i in range(n)), "portolan.yaml:"),
    "dashes on a line": (1_000_000, lambda n: HEAD + "services: \n" + "- " * n + "\n", "portolan.yaml:"),
    "question marks on a line": (1_000_000, lambda n: HEAD + "? " * n + "\n", "portolan.yaml:"),
    "characters in a value": (30_000_000, lambda n: HEAD + "owner: " + "x" * n + "\nnonsense: 1\n", "nonsense"),
    "characters in a key": (5_000_000, lambda n: HEAD + "k" * n + ": 1\n", "portolan.yaml:"),
    "characters in a comment": (30_000_000, lambda n: HEAD + "# " + "x" * n + "\nnonsense: 1\n", "nonsense"),
    "anchors": (100_000, lambda n: HEAD + "x:\n" + lines(n, "- &a{0} 1\n"), "portolan.yaml:"),
    "lists of one alias twice": (64, lambda n: HEAD + "x0: &x0 [a, a]\n" + "".join(f"x{i}: &x{i} [*x{i - 1}, *x{i - 1}]\n" for i in range(1, n)),
                                 "portolan.yaml:"),
    "lists of one alias nine times": (12, lambda n: HEAD + "a0: &a0 [l,l,l,l,l,l,l,l,l]\n"
                                      + "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, n)), "portolan.yaml:"),
    "times the alias of a big value": (100_000, lambda n: HEAD + "x: &x [" + "a," * (n // 10) + "]\ny: [" + "*x," * n + "]\n", "portolan.yaml:"),
    "templates of one twice": (60, lambda n: HEAD + "templates:\n  t0: {}\n" + "".join(f"  t{i}: {{extends: [t{i - 1}, t{i - 1}]}}\n" for i in range(1, n))
                               + f"services:\n  a: {{image: a:1, extends: [t{n - 1}], nonsense: 1}}\n", "nonsense"),
    "environments of one twice": (60, lambda n: HEAD + "services: {a: {image: a:1, nonsense: 1}}\nenvironments:\n  e0: {}\n"
                                  + "".join(f"  e{i}: {{extends: [e{i - 1}, e{i - 1}]}}\n" for i in range(1, n)), "nonsense"),
    "templates that extend one another": (20_000, lambda n: HEAD + "templates:\n  t0: {env: {A: b}}\n"
                                          + "".join(f"  t{i}: {{extends: t{i - 1}}}\n" for i in range(1, n))
                                          + f"services: {{a: {{image: a:1, extends: t{n - 1}, nonsense: 1}}}}\n", "nonsense"),
    "templates in a circle": (20_000, lambda n: HEAD + "templates:\n" + "".join(f"  t{i}: {{extends: t{(i + 1) % n}}}\n" for i in range(n))
                              + "services: {a: {image: a:1, extends: t0}}\n", "t0"),
    "variables of one twice": (64, lambda n: HEAD + "vars:\n  v0: xx\n" + "".join(f'  v{i}: "${{vars.v{i - 1}}}${{vars.v{i - 1}}}"\n' for i in range(1, n))
                               + f'services: {{a: {{image: "a:${{vars.v{n - 1}}}"}}}}\n', "portolan.yaml:"),
    "references in one value": (100_000, lambda n: HEAD + 'services: {a: {image: a:1, env: {A: "' + "${b.url}" * n + '"}}}\n', "portolan.yaml:"),
    "environments": (100_000, lambda n: HEAD + "services: {a: {image: a:1, nonsense: 1}}\nenvironments:\n" + lines(n, "  e{0}: {{}}\n"), "nonsense"),
    "digits of a port": (100, lambda n: HEAD + "services: {a: {image: a:1, ports: {http: " + "9" * n + "}}}\n", "portolan.yaml:3"),
    "digits of replicas": (100, lambda n: HEAD + "services: {a: {image: a:1, replicas: 1.." + "9" * n + "}}\n", "portolan.yaml:3"),
    "digits of memory": (100, lambda n: HEAD + "services: {a: {image: a:1, resources: {memory: " + "9" * n + "Gi}}}\n", "portolan.yaml:3"),
}
FEW = 100  # amounts up to here double something, and are never cut
PART = 20  # of an amount is enough, unless everything is wanted


def test(trials):
    with trials.folder() as folder:
        chart = folder / "portolan.yaml"
        for name, (amount, text, culprit) in MUCH.items():
            if amount > FEW and not trials.full:
                amount //= PART
            chart.write_text(text(amount))
            trials.refuses(f"{amount:,} {name}", ["check"], folder, {1}, culprit)
        test_files_too_large(trials, folder, chart)
        # Much that is right is read, and the same memory suffices.
        chart.write_bytes(big_chart(5_000 if trials.full else 200))
        trials.refuses("many services", ["check"], folder, {0}, memory=GIB)


def test_files_too_large(trials, folder, chart):
    with open(chart, "wb") as file:
        file.write(b"# " + b"x" * (MIB - 3) + b"\n")
        file.truncate(100 * MIB)
    trials.refuses("a file of 100 MB", ["check"], folder, {4}, "portolan.yaml", "bytes", memory=GIB // 4)
    with open(chart, "rb") as file:
        trials.refuses("100 MB on standard input", ["check", "-f", "-"], folder, {4}, "standard input", stdin=file, memory=GIB // 2)
    with open(chart, "wb") as file:
        file.truncate(1 << 40)
    trials.refuses("a file of a terabyte of holes", ["check"], folder, {4}, "portolan.yaml", "bytes", memory=GIB // 4)
    chart.write_text(HEAD + "include: [big.yaml]\nservices: {a: {image: a:1, files: {/etc/a: big.yaml}}}\n")
    with open(folder / "big.yaml", "wb") as file:
        file.truncate(100 * MIB)
    trials.refuses("an include of 100 MB", ["check"], folder, {1, 4}, "big.yaml", memory=GIB // 4)
    (folder / "big.yaml").unlink()
