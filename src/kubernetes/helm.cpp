#include <memory>
#include <set>

#include "kubernetes/helm_template.h"
#include "kubernetes/helm_values.h"
#include "kubernetes/layout.h"
#include "kubernetes/rendition.h"
#include "kubernetes/trees.h"

// The chart is made from the plain output of every environment, not from a description of its own. In each object the values that people
// want to set are cut out and replaced by their place in the values; what is then equal in all environments is written once,
// and the rest once for each group of environments that agree, under a condition on `environment`. So the rendering cannot differ from
// the plain output, whatever an environment changes.

namespace portolan::kubernetes {

using value::Value;

namespace {

struct Spelling {
  const Value* tree = nullptr;
  std::vector<std::string_view> environments;
};

class Chart {
 public:
  explicit Chart(std::span<const Variant> variants) {
    for (const Variant& variant : variants) {
      renditions_.push_back(std::make_unique<Rendition>(variant));
      values_.push_back(std::make_unique<HelmValues>(renditions_.back()->objects()));
      for (const Object& object : renditions_.back()->objects()) values_.back()->cut_out(renditions_.back()->builder(), object);
    }
  }

  std::vector<OutputFile> files(std::string_view app) {
    std::vector<OutputFile> files;
    add_description(app, files);
    add_templates(files);
    add_values(files);
    return files;
  }

 private:
  void add_description(std::string_view app, std::vector<OutputFile>& files) {
    value::Builder builder;
    const Value* root = builder.map({{"apiVersion", builder.text("v2")},
                                     {"description", builder.text("The application as portolan.yaml describes it")},
                                     {"name", builder.text(app)},
                                     {"type", builder.text("application")},
                                     {"version", builder.text("0.1.0")}});
    std::string content(file_header);
    value::emit_yaml(*root, content);
    files.push_back({"Chart.yaml", std::move(content)});
  }

  // The different forms of one object, in the order of the environments.
  std::vector<Spelling> spellings(const Identity& identity) const {
    std::vector<Spelling> all;
    for (const auto& rendition : renditions_) {
      const Object* object = rendition->find(identity);
      if (object == nullptr) continue;
      auto same = all.begin();
      while (same != all.end() && !equal_trees(*same->tree, *object->root)) ++same;
      if (same == all.end()) same = all.insert(all.end(), {object->root, {}});
      same->environments.push_back(rendition->environment());
    }
    return all;
  }

  void add_templates(std::vector<OutputFile>& files) {
    std::map<std::string, std::string> texts;
    std::set<Identity> done;
    for (const auto& rendition : renditions_) {
      for (const Object& object : rendition->objects()) {
        if (!done.insert(identity_of(object)).second) continue;
        std::string& text = texts[rendition->file_of(object)];
        const std::vector<Spelling> forms = spellings(identity_of(object));
        for (const Spelling& form : forms) {
          const bool everywhere = form.environments.size() == renditions_.size();
          if (!everywhere) text += open_condition(form.environments);
          std::string document;
          value::emit_yaml(*form.tree, document, {.document_start = true});
          text += helm_text(document);
          if (!everywhere) text += close_condition();
        }
      }
    }
    for (auto& [file, text] : texts) files.push_back({"templates/" + file, std::string(file_header) + text});
  }

  void add_values(std::vector<OutputFile>& files) {
    files.push_back({"values.yaml", values_.front()->base_file(renditions_.front()->environment())});
    for (std::size_t i = 1; i < renditions_.size(); ++i) {
      const std::string environment(renditions_[i]->environment());
      files.push_back({"values-" + environment + ".yaml", values_[i]->difference_file(*values_.front(), environment)});
    }
  }

  std::vector<std::unique_ptr<Rendition>> renditions_;
  std::vector<std::unique_ptr<HelmValues>> values_;
};

}  // namespace

std::vector<OutputFile> helm_layout(std::span<const Variant> variants) {
  if (variants.empty()) return {};
  return Chart(variants).files(variants.front().wiring->app);
}

}  // namespace portolan::kubernetes
