"""A real Kubernetes API server for tests: etcd and kube-apiserver of tools/test_bed.sh, in a private folder, on 127.0.0.1.

No controllers and no nodes: what is tested is what the server admits. Both processes die with this one, whatever happens
to it; the folder goes with them.
"""

import ctypes
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
READY_SECONDS = 90
PR_SET_PDEATHSIG = 1

# Every namespace without labels of its own enforces and warns by the strictest profile, so that nothing slips in unlabelled.
ADMISSION = """\
apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
- name: PodSecurity
  configuration:
    apiVersion: pod-security.admission.config.k8s.io/v1
    kind: PodSecurityConfiguration
    defaults:
      {enforce: restricted, enforce-version: latest, warn: restricted, warn-version: latest, audit: restricted, audit-version: latest}
"""


def installed(name):
    """Path of a program or folder of tools/test_bed.tsv; an error that names the command to install it."""
    done = subprocess.run([ROOT / "tools/test_bed.sh", "--path", name], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return done.stdout.strip()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class ApiServer:
    """Use as a context. Inside: `port`, and the files `ca`, `certificate`, `key` of an administrator."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="portolan-cluster-")
        self.folder = Path(self._folder.name)
        self.ca, self.certificate, self.key = (self.folder / name for name in ("ca.crt", "admin.crt", "admin.key"))
        self._processes = []

    def __enter__(self):
        try:
            self._make_certificates()
            # A port that was free a moment ago may be taken by now: then once more with another.
            for attempt in range(3):
                try:
                    self._start()
                    return self
                except RuntimeError:
                    self._stop()
                    if attempt == 2:
                        raise
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self._stop()
        self._folder.cleanup()

    def _openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def _make_certificates(self):
        new_key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        self._openssl("req", "-x509", *new_key, "-keyout", "ca.key", "-out", "ca.crt", "-days", "2", "-subj", "/CN=test-ca")
        subjects = {"server": ("/CN=kube-apiserver", "subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth\n"),
                    "admin": ("/O=system:masters/CN=admin", "extendedKeyUsage=clientAuth\n")}
        for name, (subject, extensions) in subjects.items():
            (self.folder / f"{name}.ext").write_text(extensions)
            self._openssl("req", *new_key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", subject)
            self._openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial",
                          "-days", "2", "-extfile", f"{name}.ext", "-out", f"{name}.crt")
        self._openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-out", "accounts.key")
        self._openssl("pkey", "-in", "accounts.key", "-pubout", "-out", "accounts.pub")
        (self.folder / "admission.yaml").write_text(ADMISSION)

    def _spawn(self, name, *arguments):
        log = open(self.folder / f"{name}.log", "wb")
        process = subprocess.Popen([installed(name), *arguments], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log,
                                   stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=die_with_parent)
        log.close()
        self._processes.append((name, process))

    def _start(self):
        etcd, peer, self.port = free_port(), free_port(), free_port()
        self._spawn("etcd", "--data-dir", str(self.folder / f"etcd-{etcd}"), "--unsafe-no-fsync", "--log-level", "error",
                    "--listen-client-urls", f"http://127.0.0.1:{etcd}", "--advertise-client-urls", f"http://127.0.0.1:{etcd}",
                    "--listen-peer-urls", f"http://127.0.0.1:{peer}", "--initial-advertise-peer-urls", f"http://127.0.0.1:{peer}",
                    "--initial-cluster", f"default=http://127.0.0.1:{peer}")
        self._spawn("kube-apiserver", "--etcd-servers", f"http://127.0.0.1:{etcd}", "--bind-address", "127.0.0.1",
                    "--secure-port", str(self.port), "--tls-cert-file", "server.crt", "--tls-private-key-file", "server.key",
                    "--client-ca-file", "ca.crt", "--service-account-issuer", "https://kubernetes.default.svc",
                    "--service-account-key-file", "accounts.pub", "--service-account-signing-key-file", "accounts.key",
                    "--authorization-mode", "RBAC", "--allow-privileged=true", "--endpoint-reconciler-type", "none",
                    "--service-cluster-ip-range", "10.96.0.0/12,fd00:96::/112", "--admission-control-config-file", "admission.yaml",
                    # Its finalizer is taken off by a controller, and there is none: claims could not be removed again.
                    "--disable-admission-plugins", "StorageObjectInUseProtection", "--profiling=false", "-v", "0")
        self._wait_until_ready()

    def _wait_until_ready(self):
        from api_client import ApiClient, Refused  # the client needs the files that are written above

        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            for name, process in self._processes:
                if process.poll() is not None:
                    raise RuntimeError(f"{name} ended with {process.returncode}:\n{self._log_end(name)}")
            try:
                client = ApiClient(self)
                client.request("GET", "/readyz")
                client.close()
                return
            except (OSError, Refused):
                time.sleep(0.05)  # between two looks at a starting process; the loop is bounded
        raise RuntimeError(f"the API server is not ready after {READY_SECONDS} s:\n{self._log_end('kube-apiserver')}")

    def _log_end(self, name):
        return "\n".join((self.folder / f"{name}.log").read_text(errors="replace").splitlines()[-15:])

    def _stop(self):
        for _, process in reversed(self._processes):
            process.kill()
        for _, process in self._processes:
            process.wait()
        self._processes = []
