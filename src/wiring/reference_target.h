#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wiring/draft.h"
#include "wiring/targets.h"

namespace portolan::wiring {

// `${TARGET.FIELD}` in a text of one workload. A reference needs the link; one's own name, `public-url` and `public-host` need none.
class TargetValue {
 public:
  TargetValue(Draft& draft, std::uint32_t workload, const Speaker& speaker, const chart::Reference& reference, const chart::Place& at);

  Text get();
  // Afterwards: whether the link is missing, which was not said yet.
  [[nodiscard]] bool missing() const { return missing_ != nullptr || missing_channel_ != nullptr; }
  [[nodiscard]] std::string missing_name() const;
  void refuse_missing();

 private:
  std::optional<Text> of_channel();
  Text of_public(const Named& named);
  bool find_links(const Named& named);
  Text of_party(const Named& named, const Party& party);
  Text of_server(const Named& named, const Party& party);
  const Port* choose_port(const Party& party);
  Text one_host(const Named& named, const Party& party);
  Text url(const Named& named, const Party& party);
  Text server_url(const Named& named, const Party& party, const Port& port);
  [[nodiscard]] std::optional<std::string> chosen_part(const Named& named, const Party& party);
  [[nodiscard]] std::optional<std::uint32_t> chosen_account(bool& several) const;
  Text login(const Party& party, bool password, bool encoded);
  void refuse(diagnostics::Diagnostic diagnostic);
  void refuse_field(const Named& named);

  Draft& draft_;
  std::uint32_t workload_;
  const Speaker& speaker_;
  const chart::Reference& reference_;
  const chart::Place& at_;
  std::vector<const Declared*> declared_;  // links of the workload to the target, of the port and part named
  const Named* missing_ = nullptr;
  const chart::Channel* missing_channel_ = nullptr;
};

}  // namespace portolan::wiring
