#include <doctest/doctest.h>

#include "kubernetes/wiring_fixture.h"

namespace portolan::kubernetes {

using fixture::Application;
using fixture::document;

TEST_CASE("a Deployment is hardened in every place where scanners and admission look") {
  Application app;
  const auto cart = app.service("cart", {fixture::port("http", 80, 8080)});
  app.flow(app.service("web"), cart, 8080);
  CHECK(document(app.wiring(), "cart.yaml", "Deployment", "cart") == R"(---
apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/component: service
    app.kubernetes.io/instance: cart
    app.kubernetes.io/managed-by: portolan
    app.kubernetes.io/name: cart
    app.kubernetes.io/part-of: shop
    app.kubernetes.io/version: 1.0.0
    owner: team-shop
  name: cart
  namespace: shop
spec:
  minReadySeconds: 5
  progressDeadlineSeconds: 600
  replicas: 2
  revisionHistoryLimit: 5
  selector:
    matchLabels:
      app.kubernetes.io/instance: cart
  strategy:
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
    type: RollingUpdate
  template:
    metadata:
      labels:
        app.kubernetes.io/component: service
        app.kubernetes.io/instance: cart
        app.kubernetes.io/managed-by: portolan
        app.kubernetes.io/name: cart
        app.kubernetes.io/part-of: shop
        app.kubernetes.io/version: 1.0.0
        owner: team-shop
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
            - matchExpressions:
              - key: kubernetes.io/os
                operator: In
                values:
                - linux
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
          - podAffinityTerm:
              labelSelector:
                matchLabels:
                  app.kubernetes.io/instance: cart
              topologyKey: kubernetes.io/hostname
            weight: 100
      automountServiceAccountToken: false
      containers:
      - image: registry.example.com/shop/cart:1.0.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
        imagePullPolicy: Always
        lifecycle:
          preStop:
            sleep:
              seconds: 10
        livenessProbe:
          failureThreshold: 3
          periodSeconds: 10
          tcpSocket:
            port: 8080
          timeoutSeconds: 2
        name: cart
        ports:
        - containerPort: 8080
          name: http
          protocol: TCP
        readinessProbe:
          failureThreshold: 3
          periodSeconds: 10
          tcpSocket:
            port: http
          timeoutSeconds: 2
        resources:
          limits:
            cpu: 100m
            ephemeral-storage: 64Mi
            memory: 64Mi
          requests:
            cpu: 100m
            ephemeral-storage: 64Mi
            memory: 64Mi
        securityContext:
          allowPrivilegeEscalation: false
          capabilities:
            drop:
            - ALL
          privileged: false
          readOnlyRootFilesystem: true
          runAsGroup: 10001
          runAsNonRoot: true
          runAsUser: 10001
          seccompProfile:
            type: RuntimeDefault
      dnsConfig:
        options:
        - name: ndots
          value: "2"
      enableServiceLinks: false
      restartPolicy: Always
      securityContext:
        fsGroup: 10001
        fsGroupChangePolicy: OnRootMismatch
        runAsGroup: 10001
        runAsNonRoot: true
        runAsUser: 10001
        seccompProfile:
          type: RuntimeDefault
      serviceAccountName: cart
      terminationGracePeriodSeconds: 40
      topologySpreadConstraints:
      - labelSelector:
          matchLabels:
            app.kubernetes.io/instance: cart
        matchLabelKeys:
        - pod-template-hash
        maxSkew: 1
        topologyKey: topology.kubernetes.io/zone
        whenUnsatisfiable: ScheduleAnyway
      - labelSelector:
          matchLabels:
            app.kubernetes.io/instance: cart
        matchLabelKeys:
        - pod-template-hash
        maxSkew: 1
        topologyKey: kubernetes.io/hostname
        whenUnsatisfiable: ScheduleAnyway
)");
}

TEST_CASE("waiting before the stop needs a cluster that knows how, and a caller to wait for") {
  Application app;
  app.service("cart", {fixture::port("http", 80, 8080)});
  app.service("worker");
  CHECK(document(app.wiring(), "worker.yaml", "Deployment", "worker").find("preStop") == std::string::npos);
  CHECK(document(app.wiring(), "worker.yaml", "Deployment", "worker").find("terminationGracePeriodSeconds: 30") != std::string::npos);
  app.wiring().cluster.minor = 29;
  CHECK(document(app.wiring(), "cart.yaml", "Deployment", "cart").find("preStop") == std::string::npos);
}

TEST_CASE("an autoscaler owns the number of replicas") {
  Application app;
  app.workload(app.service("cart")).scale.max = 12;
  const std::string deployment = document(app.wiring(), "cart.yaml", "Deployment", "cart");
  CHECK(deployment.find("\n  replicas:") == std::string::npos);
  CHECK(deployment.find("maxSurge: 25%") != std::string::npos);
  const std::string scaler = document(app.wiring(), "cart.yaml", "HorizontalPodAutoscaler", "cart");
  CHECK(scaler.substr(scaler.find("spec:\n")) == R"(spec:
  behavior:
    scaleDown:
      stabilizationWindowSeconds: 300
  maxReplicas: 12
  metrics:
  - resource:
      name: cpu
      target:
        averageUtilization: 80
        type: Utilization
    type: Resource
  minReplicas: 2
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: cart
)");
}

TEST_CASE("every exception carries its reason and the words of each scanner") {
  Application app;
  const auto cart = app.service("cart", {fixture::port("http", 80, 8080)});
  app.flow(app.service("web"), cart, 8080);
  app.workload(0).waivers = {{"writable-root", "writes to /app/cache"}};
  app.workload(0).wave = 2;
  app.wiring().parties[0].contact = "shop@example.com";
  const std::string said = document(app.wiring(), "cart.yaml", "Deployment", "cart");
  CHECK(said.substr(0, said.find("  labels:")) == R"(---
apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    checkov.io/skip1: CKV_K8S_22=writes to /app/cache
    email: shop@example.com
    ignore-check.kube-linter.io/no-read-only-root-fs: writes to /app/cache
    kube-score/ignore: container-security-context-readonlyrootfilesystem
    polaris.fairwinds.com/notReadOnlyRootFilesystem-exempt: "true"
    portolan.dev/wave: "2"
    waive.portolan.dev/writable-root: writes to /app/cache
)");
  CHECK(said.find("readOnlyRootFilesystem: false") != std::string::npos);
}

TEST_CASE("sidecars start before the containers that run before, and one listening port is declared once") {
  Application app;
  wiring::Workload& cart = app.workload(app.service("cart", {fixture::port("http", 80, 8080), fixture::port("http-too", 81, 8080)}));
  cart.sidecars.push_back(cart.main);
  cart.sidecars[0].name = "proxy";
  cart.init.push_back(cart.main);
  cart.init[0].name = "prepare";
  Emitter emitter(app.wiring());
  value::Builder builder;
  std::vector<Object> objects;
  emitter.emit(emitter.groups()[2], builder, objects);
  for (const Object& object : objects) {
    if (object.kind != "Deployment") continue;
    const value::Value* pod = object.root->find({"spec", "template", "spec"});
    const auto before = pod->get("initContainers")->list();
    REQUIRE(before.size() == 2);
    CHECK(before[0]->get("name")->text() == "proxy");
    CHECK(before[0]->get("restartPolicy")->text() == "Always");
    CHECK(before[1]->get("name")->text() == "prepare");
    CHECK(before[1]->get("restartPolicy") == nullptr);
    CHECK(pod->get("containers")->list()[0]->get("ports")->list().size() == 1);
  }
}

}  // namespace portolan::kubernetes
