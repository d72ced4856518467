#pragma once

#include <map>
#include <string>
#include <vector>

#include "secrets/complete.h"

namespace portolan::secrets {

inline constexpr std::string_view previous_password = "previous-password";
inline constexpr std::string_view previous_user = "previous-user";

// The first half of the work: every value that is not rendered from others.
class Resolver {
 public:
  Resolver(const wiring::Wiring& wiring, Completed& into, const Outside& outside, const Wish& wish, diagnostics::Sink& sink)
      : wiring_(wiring), into_(into), outside_(outside), wish_(wish), sink_(sink) {}

  void resolve();

 private:
  // One value, and every place where it stands.
  struct Place {
    const wiring::Secret* secret = nullptr;
    const wiring::Secret::Key* key = nullptr;
  };
  using Places = std::vector<Place>;
  using Identity = std::pair<std::string, std::string>;  // the secret whatever its namespace, and the key

  void collect();
  void of_value(const Places& places);
  void of_pair(const Places& private_places, const Places* public_places);
  void of_login(const Places& places);
  void forget_previous();
  void rotate_account(const Places& places, const std::string& old);

  [[nodiscard]] bool is_rotated(const wiring::Secret& secret) const;
  [[nodiscard]] const std::string* known(const Places& places) const;
  void put(const Places& places, const std::string& value);
  std::optional<std::string> fresh(const Place& place);
  system::Result<std::string> from_outside(const Place& place);
  void missing_outside(const Place& place, const std::string& why);
  void missing(const Place& place, std::string message, std::string hint);
  void tell(const Place& place, Fate fate, std::string note = {});
  std::optional<std::string> usable(system::Result<std::string> made);

  const wiring::Wiring& wiring_;
  Completed& into_;
  const Outside& outside_;
  const Wish& wish_;
  diagnostics::Sink& sink_;
  std::map<Identity, Places> values_;
};

}  // namespace portolan::secrets
