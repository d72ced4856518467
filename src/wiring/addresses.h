#pragma once

#include "wiring/draft.h"

namespace portolan::wiring {

// The Services, sorted by namespace and name:
//   NAME            everything with ports; headless where its clients learn the pods' own addresses
//   NAME-VERSION    of each version, where weights or matches need one
//   X-headless      governs a StatefulSet X whose NAME is not headless itself; knows the ports between members
//   NAME-external   carries the load balancer routes, NAME-node the node ports: only the ports that are exposed. Of a load balancer
//                   Port::port is the one outside (`at`); of a node port `at` stays in the Route
//   aliases         a second Service in the own namespace, an ExternalName in another one
void make_addresses(Draft& draft);

// Every namespace that something of ours stands in; those in which only an alias stands exist already.
void make_namespaces(Draft& draft);

}  // namespace portolan::wiring
