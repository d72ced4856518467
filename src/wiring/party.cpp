#include "wiring/party.h"

namespace portolan::wiring {

const char* to_text(Protocol protocol) {
  switch (protocol) {
    case Protocol::http: return "http";
    case Protocol::http2: return "http2";
    case Protocol::https: return "https";
    case Protocol::grpc: return "grpc";
    case Protocol::tcp: return "tcp";
    case Protocol::tls: return "tls";
    case Protocol::udp: return "udp";
  }
  return "";
}

}  // namespace portolan::wiring
