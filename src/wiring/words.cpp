#include "wiring/words.h"

namespace portolan::wiring {

const char* to_text(Verb verb) {
  switch (verb) {
    case Verb::calls: return "calls";
    case Verb::publishes: return "publishes";
    case Verb::consumes: return "consumes";
    case Verb::uses: return "uses";
    case Verb::exposes: return "exposes";
  }
  return "";
}

const char* to_text(ServiceKind kind) {
  switch (kind) {
    case ServiceKind::service: return "service";
    case ServiceKind::worker: return "worker";
    case ServiceKind::job: return "job";
    case ServiceKind::schedule: return "schedule";
  }
  return "";
}

const char* to_text(Reason reason) {
  switch (reason) {
    case Reason::declared: return "declared";
    case Reason::dns: return "dns";
    case Reason::gateway: return "gateway";
    case Reason::load_balancer: return "load-balancer";
    case Reason::node_port: return "node-port";
    case Reason::scraper: return "scraper";
    case Reason::tracing: return "tracing";
    case Reason::peers: return "peers";
    case Reason::access_job: return "access-job";
    case Reason::cloud_metadata: return "cloud-metadata";
    case Reason::api_server: return "api-server";
    case Reason::other_application: return "other-application";
  }
  return "";
}

}  // namespace portolan::wiring
