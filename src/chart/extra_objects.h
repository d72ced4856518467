#pragma once

#include <filesystem>

#include "chart/chart.h"
#include "chart/load.h"

namespace portolan::chart {

// `extra`: objects of the user's own, written in place or as files of one or several documents.
class ExtraObjects {
 public:
  ExtraObjects(Ground& ground, diagnostics::Sink& sink, Chart& chart) : ground_(ground), sink_(sink), chart_(chart) {}

  // Paths of `list` are relative to `folder`.
  void add(const yaml::Node& list, const std::filesystem::path& folder);

 private:
  void add_object(const yaml::Node& object, text::Span said);

  Ground& ground_;
  diagnostics::Sink& sink_;
  Chart& chart_;
};

}  // namespace portolan::chart
