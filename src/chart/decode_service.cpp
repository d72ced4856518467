#include <algorithm>

#include "chart/decoder.h"
#include "chart/normalise.h"
#include "language/quantities.h"

// Services, their versions and jobs.

namespace portolan::chart {

namespace {

// What a version never takes from its service: these say something of the name, not of the workload.
constexpr std::string_view of_the_name[] = {"versions", "aliases", "expose", "headless", "extends"};

const yaml::Node* without(const yaml::Node& map, std::span<const std::string_view> keys, yaml::Arena& arena) {
  std::vector<yaml::Entry> kept;
  for (const yaml::Entry& entry : map.entries) {
    if (std::find(keys.begin(), keys.end(), entry.key) == keys.end()) kept.push_back(entry);
  }
  const std::span<yaml::Entry> entries = arena.entries(kept.size());
  std::copy(kept.begin(), kept.end(), entries.begin());
  return arena.map(entries, map.span);
}

bool any_on(const std::vector<std::string>& wanted, const std::vector<std::string>& on) {
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(),
                                       [&on](const std::string& name) { return std::binary_search(on.begin(), on.end(), name); });
}

}  // namespace

void Decoder::service(Service& result, const yaml::Node& whole, const Layered& layered) {
  subject_.self.versioned = given(whole, "versions") != nullptr;
  runtime(result, whole, layered);
  result.headless = flag(whole, "headless");
  if (const yaml::Node* after = given(whole, "after"); after != nullptr) {
    for (const yaml::Node* item : after->items) {
      if (item->is_scalar()) result.after.push_back({text(*item), place(*item)});
    }
  }
  result.has_stand_in = given(whole, "stand-in") != nullptr;
  if (const yaml::Node* local = given(whole, "local"); local != nullptr) {
    result.has_local = true;
    result.local = local->is_map() ? words(*local, "run") : words(whole, "local");
  }
  if (const yaml::Node* node = given(whole, "job"); node != nullptr) {
    Job job;
    job.schedule = formed(*node, "schedule", language::Form::cron);
    if (text(*node, "run") == "manual")
      job.kind = Job::Kind::manual;
    else if (!job.schedule.empty())
      job.kind = Job::Kind::schedule;
    if (node->is_map()) {
      job.timezone = text(*node, "timezone", job.timezone);
      job.retries = number(*node, "retries").value_or(job.retries);
      job.timeout_s = milliseconds(*node, "timeout", job.timeout_s * 1000) / 1000;
      job.overlap = flag(*node, "overlap");
    }
    result.job = job;
  }
  const yaml::Node* versions = given(whole, "versions");
  if (versions == nullptr || !versions->is_map()) return;
  const yaml::Node* shared = without(whole, of_the_name, ground_.arena);
  const Subject of_service = subject_;
  for (const yaml::Entry& entry : versions->entries) {
    if (!entry.value->is_map()) continue;
    const yaml::Node* merged = merge(shared, entry.value, ground_.arena);
    check_required(*merged, "Version", entry.key_span, sink_);
    subject_.self.version = entry.key;
    Version version;
    version.name = entry.key;
    version.runtime.name = result.name;
    version.runtime.name_space = result.name_space;
    version.runtime.owner = text(*entry.value, "owner", result.owner);
    version.runtime.contact = text(*entry.value, "contact", result.contact);
    version.runtime.profiles = texts(*entry.value, "profiles");
    version.runtime.active = result.active && any_on(version.runtime.profiles, chart_.profiles);
    version.runtime.at = {.said = entry.key_span, .via = {}, .over = {}};
    version.runtime.body = entry.value->span;
    subject_.active = version.runtime.active;
    runtime(version.runtime, *merged, layered);
    version.weight = number(*entry.value, "weight");
    if (const yaml::Node* match = given(*entry.value, "match"); match != nullptr) version.match_headers = text_map(*match, "headers");
    result.versions.push_back(std::move(version));
    subject_ = of_service;
  }
  std::sort(result.versions.begin(), result.versions.end(), [](const Version& a, const Version& b) { return a.name < b.name; });
}

}  // namespace portolan::chart
