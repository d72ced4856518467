#include <algorithm>
#include <unordered_map>

#include <fmt/core.h>

#include "proof/check_objects.h"

namespace portolan::proof {

namespace {

struct WantedServicePort {
  Transport transport = Transport::tcp;
  std::uint16_t port = 0, target = 0;
};

class ServiceCheck {
 public:
  ServiceCheck(const wiring::Wiring& wiring, const Evaluator& evaluator, const Pairing& pairing, std::vector<Difference>& into)
      : wiring_(wiring), evaluator_(evaluator), model_(evaluator.model()), pairing_(pairing), into_(into) {}

  void run() {
    std::unordered_map<std::uint64_t, std::uint32_t> by_place;
    by_place.reserve(model_.services.size());
    for (std::uint32_t i = 0; i < model_.services.size(); ++i)
      by_place.try_emplace(key(model_.services[i].name_space, model_.services[i].name), i);
    std::vector<bool> meant(model_.services.size());
    for (const wiring::Address& address : wiring_.addresses) {
      object_ = fmt::format("Service {}/{}", address.name_space, address.name);
      place_ = address.at.said;
      const auto at = by_place.find(key(model_.names.find(address.name_space), model_.names.find(address.name)));
      if (at == by_place.end()) {
        say("is not among the objects");
        continue;
      }
      meant[at->second] = true;
      check(address, model_.services[at->second]);
    }
    for (std::uint32_t i = 0; i < model_.services.size(); ++i) {
      const Service& service = model_.services[i];
      if (meant[i] || !service.selects) continue;
      for (const PodNumber pod : evaluator_.select(service.name_space, service.pods)) {
        if (!pairing_.workload(pod)) continue;
        object_ = fmt::format("Service {}/{}", model_.names.text(service.name_space), model_.names.text(service.name));
        place_ = {};
        say(fmt::format("selects {}, and the file gives it no such name", name(pod)), Difference::Kind::selection);
      }
    }
  }

 private:
  static std::uint64_t key(Name name_space, Name name) { return (static_cast<std::uint64_t>(name_space) << 32) | name; }
  [[nodiscard]] std::string name(PodNumber pod) const { return end_of(wiring_, pairing_, model_, pod).text; }

  void say(std::string problem, Difference::Kind kind = Difference::Kind::service) {
    Difference difference;
    difference.kind = kind;
    difference.object = object_;
    difference.problem = std::move(problem);
    difference.place = place_;
    into_.push_back(std::move(difference));
  }

  void check(const wiring::Address& address, const Service& service) {
    if (!address.alias_for.empty()) {
      const std::string_view target = model_.names.text(service.external_name);
      const bool same = target == address.alias_for || target.starts_with(address.alias_for + ".svc.");
      if (!same) say(fmt::format("stands for `{}`, not for {}", target, address.alias_for));
      return;
    }
    std::vector<PodNumber> wanted;
    for (const std::uint32_t workload : address.workloads) {
      if (const auto pod = pairing_.pod(workload)) wanted.push_back(*pod);
    }
    std::sort(wanted.begin(), wanted.end());
    const std::vector<PodNumber> found = service.selects ? evaluator_.select(service.name_space, service.pods) : std::vector<PodNumber>();
    if (found != wanted) {
      for (const PodNumber pod : found) {
        if (!std::binary_search(wanted.begin(), wanted.end(), pod))
          say(fmt::format("selects {}, which it should not", name(pod)), Difference::Kind::selection);
      }
      for (const PodNumber pod : wanted) {
        if (!std::binary_search(found.begin(), found.end(), pod))
          say(fmt::format("does not select {}", name(pod)), Difference::Kind::selection);
      }
    }
    if (service.headless != address.headless) say(service.headless ? "is headless, and should not be" : "is not headless, and should be");
    callers_ = wiring_.parties[address.party].headless;
    check_ports(address, service, wanted);
  }

  void check_ports(const wiring::Address& address, const Service& service, const std::vector<PodNumber>& pods) {
    std::vector<WantedServicePort> wanted;
    for (const wiring::Port& port : address.ports) wanted.push_back({port.udp ? Transport::udp : Transport::tcp, port.port, port.target});
    for (const WantedServicePort& want : wanted) {
      const auto found = std::find_if(service.ports.begin(), service.ports.end(),
                                      [&](const ServicePort& p) { return p.port == want.port && p.transport == want.transport; });
      if (found == service.ports.end()) {
        say(fmt::format("has no port {} {}", to_text(want.transport), want.port));
        continue;
      }
      for (const PodNumber pod : pods) check_target(service, *found, want, pod);
    }
    for (const ServicePort& port : service.ports) {
      const bool known = std::any_of(wanted.begin(), wanted.end(),
                                     [&](const WantedServicePort& w) { return w.port == port.port && w.transport == port.transport; });
      if (!known) say(fmt::format("has a port {} {} that the file does not give it", to_text(port.transport), port.port));
    }
  }

  void check_target(const Service& service, const ServicePort& port, const WantedServicePort& want, PodNumber pod) {
    if (service.headless) {
      // No translation: callers reach the pod itself on the port they say. A governing Service has no callers.
      if (want.port != want.target && callers_) {
        say(fmt::format("is headless, so that port {} is a port of the pod itself, and {} listens on {}", want.port, name(pod),
                        want.target));
      }
      return;
    }
    std::uint16_t target = port.target;
    if (target == 0) {
      const auto& ports = model_.pods[pod].ports;
      const auto named = std::find_if(ports.begin(), ports.end(),
                                      [&](const ContainerPort& p) { return p.name == port.target_name && p.transport == port.transport; });
      if (named == ports.end()) {
        say(fmt::format("port {} leads to a port named `{}`, which {} does not have", port.port, model_.names.text(port.target_name),
                        name(pod)));
        return;
      }
      target = named->port;
    }
    if (target != want.target)
      say(fmt::format("port {} leads to {} of {}, which listens on {}", port.port, target, name(pod), want.target));
  }

  const wiring::Wiring& wiring_;
  const Evaluator& evaluator_;
  const Model& model_;
  const Pairing& pairing_;
  std::vector<Difference>& into_;
  std::string object_;
  text::Span place_;
  bool callers_ = false;  // of the headless Service under check
};

}  // namespace

void check_services(const wiring::Wiring& wiring, const Evaluator& evaluator, const Pairing& pairing, std::vector<Difference>& into) {
  ServiceCheck(wiring, evaluator, pairing, into).run();
}

}  // namespace portolan::proof
