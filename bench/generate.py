#!/usr/bin/env python3
"""Writes the chart of an application of any size to standard output: generate.py SERVICES.

Every hundred services are one team with a namespace, and look like every other hundred: each calls three others (one of
them of the next team), uses its team's cache and database, and every tenth publishes what the next one consumes. So the work per
service is the same whatever the size.
"""

import sys

TEAM = 100


def name(number):
    return f"s{number:05d}"


def service(number, count):
    team, place = divmod(number, TEAM)
    calls = {(number + step) % count for step in (1, 7, TEAM + 13)} - {number}
    callees = sorted(name(other) for other in calls)
    lines = [f"  {name(number)}:", f"    image: registry.example.com/bench/{name(number)}:1.{number % 10}.0",
             f"    namespace: team-{team:03d}", "    ports: {http: 80:8080, http-metrics: 9090}", "    health: /healthz",
             "    metrics: http-metrics", "    resources: {cpu: 100m..500m, memory: 128Mi..256Mi}", f"    replicas: {2 + number % 3}..10"]
    if callees:
        lines.append(f"    calls: [{', '.join(callees)}]")
    uses = [f"cache-{team:03d}: write", f"db-{team:03d}: {'own' if place == 0 else 'read' if place % 2 else 'write'}"]
    lines.append(f"    uses: {{{', '.join(uses)}}}")
    if place % 10 == 0:
        lines.append(f"    publishes: [events-{number // 10:04d}]")
    if place % 10 == 1:
        lines.append(f"    consumes: [events-{number // 10:04d}]")
    if place % 20 == 0:
        lines.append(f"    expose: {{host: {name(number)}.example.com}}")
    lines += ["    env:", "      LOG_LEVEL: info", '      PORT: "${self.port}"']
    lines += [f'      PEER_{i}: "${{{callee}.url}}"' for i, callee in enumerate(callees)]
    lines += [f'      CACHE: "${{cache-{team:03d}.address}}"', f'      DATABASE_URL: "${{db-{team:03d}.url}}"',
              "    files:", f'      /etc/app/config.json: {{text: \'{{"name": "{name(number)}", "level": "info"}}\'}}']
    return lines


def chart(count):
    lines = ["portolan: 1", f"app: bench-{count}", "owner: bench", "contact: bench@example.com", "services:"]
    for number in range(count):
        lines += service(number, count)
    teams = range((count + TEAM - 1) // TEAM)
    lines.append("stores:")
    for team in teams:
        lines += [f"  cache-{team:03d}: {{kind: redis, namespace: team-{team:03d}}}",
                  f'  db-{team:03d}: {{kind: postgres, version: "17", size: 10Gi, namespace: team-{team:03d}}}']
    lines.append("brokers:")
    for team in teams:
        channels = ", ".join(f"events-{number // 10:04d}: queue" for number in range(team * TEAM, min(count, team * TEAM + TEAM), 10))
        lines.append(f'  bus-{team:03d}: {{kind: rabbitmq, version: "4.1", size: 5Gi, namespace: team-{team:03d}, channels: {{{channels}}}}}')
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(chart(int(sys.argv[1])))
