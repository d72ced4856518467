"""The Kubernetes API by its own protocol: server-side apply, dry runs, removal. One connection, kept open; not thread-safe."""

import http.client
import json
import re
import ssl


class Refused(Exception):
    """An answer other than 2xx; `status` and the server's own words."""

    def __init__(self, status, message):
        super().__init__(f"{status}: {message}")
        self.status = status


class ApiClient:
    def __init__(self, server):
        context = ssl.create_default_context(cafile=server.ca)
        context.load_cert_chain(server.certificate, server.key)
        self._connection = http.client.HTTPSConnection("127.0.0.1", server.port, context=context, timeout=60)
        self._kinds = {}  # apiVersion -> kind -> (plural, namespaced)

    def close(self):
        self._connection.close()

    def request(self, method, path, body=None, content_type="application/json"):
        """Returns (answer, warnings)."""
        data = body if body is None or isinstance(body, str) else json.dumps(body)
        data = data.encode() if data else None
        headers = {"Accept": "application/json"} | ({"Content-Type": content_type} if data else {})
        self._connection.request(method, path, data, headers)
        answer = self._connection.getresponse()
        text = answer.read()
        warnings = [re.sub(r'^299 \S+ "(.*)"$', r"\1", value) for value in answer.headers.get_all("Warning", [])]
        try:
            parsed = json.loads(text)
        except ValueError:
            parsed = text.decode(errors="replace")
        if not 200 <= answer.status < 300:
            raise Refused(answer.status, parsed.get("message", parsed) if isinstance(parsed, dict) else parsed)
        return parsed, warnings

    def path_of(self, thing):
        """The path of the collection that an object belongs to."""
        version, kind = thing["apiVersion"], thing["kind"]
        base = f"/api/{version}" if "/" not in version else f"/apis/{version}"
        if kind not in self._kinds.get(version, {}):
            resources = self.request("GET", base)[0]["resources"]
            self._kinds[version] = {r["kind"]: (r["name"], r["namespaced"]) for r in resources if "/" not in r["name"]}
        if kind not in self._kinds[version]:
            raise Refused(404, f"the server knows no {kind} in {version}")
        plural, namespaced = self._kinds[version][kind]
        namespace = thing["metadata"].get("namespace")
        if namespaced:
            return f"{base}/namespaces/{namespace or 'default'}/{plural}"
        return f"{base}/{plural}"

    def apply(self, thing):
        """Server-side apply with strict field validation. Returns (object as stored, warnings)."""
        path = f"{self.path_of(thing)}/{thing['metadata']['name']}?fieldManager=portolan&fieldValidation=Strict&force=true"
        return self.request("PATCH", path, thing, "application/apply-patch+yaml")

    def apply_text(self, path, text):
        """Server-side apply of one object as YAML text."""
        return self.request("PATCH", f"{path}?fieldManager=portolan&force=true", text, "application/apply-patch+yaml")

    def create_dry(self, thing):
        return self.request("POST", f"{self.path_of(thing)}?dryRun=All&fieldValidation=Strict", thing)

    def delete(self, thing):
        """Removes an object, at once; a namespace too, of which no controller would take off the finalizer."""
        path = f"{self.path_of(thing)}/{thing['metadata']['name']}"
        try:
            self.request("DELETE", path + "?propagationPolicy=Background&gracePeriodSeconds=0")
            if thing["kind"] == "Namespace":
                left = self.request("GET", path)[0]
                left["spec"]["finalizers"] = []
                self.request("PUT", path + "/finalize", left)
        except Refused as refused:
            if refused.status != 404:
                raise
