#!/usr/bin/env python3
"""Lets kube-score and checkov judge what `portolan build` makes of every example in every environment.

With all their optional checks on, no finding is accepted unless the object itself carries the waiver, with its reason,
in the tool's own notation.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/cluster"))
from api_server import installed  # noqa: E402
from charts import OPEN_QUESTIONS, Failed, answer_questions, build, find_charts  # noqa: E402
from objects import read_folder, say  # noqa: E402

# What `portolan check` itself warns about (P0431) and the chart's author left so: the application has no other tag.
SAID_ALREADY = ("container-image-tag", "CKV_K8S_14 ")
WARNING = 5  # kube-score's grades: 10 all well, 7 nearly, 5 warning, 1 critical
REASON = "waive.portolan.dev/"  # annotation that holds the reason of a waiver, one a rule


def kube_score(folder):
    """Findings of kube-score, one sentence each."""
    files = sorted(str(path) for path in folder.rglob("*.yaml"))
    done = subprocess.run([installed("kube-score"), "score", "--all-default-optional", "--kubernetes-version", "v1.34", "-o", "json", *files],
                          capture_output=True, check=False)
    try:
        scored = json.loads(done.stdout)
    except ValueError:
        return [f"kube-score cannot read it: {done.stderr.decode(errors='replace').strip()}"]
    found = []
    for thing in scored or []:
        name = f"{thing['type_meta']['kind']} {thing['object_meta'].get('namespace', '')}/{thing['object_meta']['name']}"
        for check in thing["checks"]:
            if check["skipped"] or check["grade"] > WARNING:
                continue
            remarks = "; ".join(sorted({c["summary"] for c in check.get("comments") or []}))
            found.append(f"kube-score, {check['check']['id']}: {name}: {remarks}")
    return found


def checkov(folder):
    """Findings of checkov by top folder of the file they are in; one process for all, it starts slowly."""
    done = subprocess.run([installed("checkov"), "--directory", folder, "--framework", "kubernetes", "--compact", "--quiet",
                           "--skip-download", "--output", "json"], capture_output=True, check=False, cwd=folder)
    answer = json.loads(done.stdout)
    found = {}
    for report in answer if isinstance(answer, list) else [answer]:
        results = report.get("results", {})
        for check in results.get("failed_checks", []):
            sentence = f"checkov, {check['check_id']} {check['check_name']}: {check['resource']}"
            found.setdefault(check["file_path"].strip("/").split("/")[0], []).append(sentence)
        for check in results.get("skipped_checks", []):
            if not check["check_result"].get("suppress_comment"):
                sentence = f"checkov, {check['check_id']}: {check['resource']} is waived without a reason"
                found.setdefault(check["file_path"].strip("/").split("/")[0], []).append(sentence)
    return found


def unexplained(folder):
    """Objects that silence kube-score without saying why."""
    found = []
    for thing in read_folder(folder):
        annotations = thing["metadata"].get("annotations", {})
        if "kube-score/ignore" in annotations and not any(key.startswith(REASON) and value for key, value in annotations.items()):
            found.append(f"{say(thing)} silences kube-score ({annotations['kube-score/ignore']}) without a reason")
    return found


def ours(found, folder):
    """Without findings about what the chart says in so many words: `latest`, and objects of `extra` in a namespace that enforces
    nothing because they could not run otherwise."""
    privileged = [thing["metadata"]["name"] for thing in read_folder(folder) if thing["kind"] == "Namespace"
                  and thing["metadata"].get("labels", {}).get("pod-security.kubernetes.io/enforce") == "privileged"]
    return [finding for finding in found
            if not any(words in finding for words in SAID_ALREADY)
            and not any(f" {name}/" in finding or f".{name}." in finding or finding.endswith(f"Namespace /{name}") for name in privileged)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only charts whose name holds one of these")
    parser.add_argument("--binary", type=Path, default=ROOT / "build/dev/portolan")
    options = parser.parse_args()
    begin, passed, failed = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory(prefix="portolan-score-") as folders:
        built, answered = Path(folders) / "built", Path(folders) / "answered"
        built.mkdir()
        findings = {}
        for chart in find_charts(options.words):
            if chart.name.startswith("matrix/"):
                continue
            answer_questions(chart, answered)
            for environment in chart.environments:
                title = f"{chart.name}{'_' + environment if environment else ''}"
                folder = built / title
                try:
                    build(options.binary.resolve(), chart, environment, "plain", folder)
                except Failed as failure:
                    if environment is not None or failure.code != OPEN_QUESTIONS or len(chart.environments) == 1:
                        findings[title] = [str(failure)]
                    continue
                findings[title] = kube_score(folder) + unexplained(folder)
        for title, found in checkov(built).items():
            findings[title] = findings.get(title, []) + found
        findings = {title: ours(found, built / title) for title, found in findings.items()}
    for title, found in findings.items():
        passed, failed = passed + (not found), failed + bool(found)
        if found:
            print(f"FAILED {title}", *found[:40], sep="\n    ")
            if len(found) > 40:
                print(f"    and {len(found) - 40} more")
    print(f"kube-score and checkov, {time.monotonic() - begin:.1f} s")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
