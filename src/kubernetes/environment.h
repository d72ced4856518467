#pragma once

#include <string_view>
#include <vector>

#include "kubernetes/scope.h"

namespace portolan::kubernetes {

// The environment of one container, and every text in it that holds a secret or a fact of the running pod.
//
// Kubernetes fills `$(NAME)` in values and arguments from variables defined further up in the same list. So what is not known
// here becomes a variable of its own in front of the others, and the text refers to it; a variable that is nothing but one secret
// or fact refers to it directly. `$(` of the user's own is written `$$(`, which Kubernetes turns back.
class Environment {
 public:
  Environment(Scope& scope, const wiring::Container& container);

  // A word of a command line.
  value::Value* word(const wiring::Text& text);

  // The whole list, after every word; nullptr where it is empty.
  value::Value* list();

 private:
  struct Hidden {
    const wiring::Piece* piece = nullptr;
    std::string_view name;
  };

  std::string_view hidden_name(const wiring::Piece& piece);
  std::string_view composed(const wiring::Text& text);
  value::Value* source(const wiring::Piece& piece);

  Scope& scope_;
  const wiring::Container& container_;
  std::vector<Hidden> hidden_;
};

// As Kubernetes must find it so that its own filling in gives `text` back. `at_end`: what follows is the end of the whole text.
std::string_view escape_dollars(value::Builder& builder, std::string_view text, bool at_end);

}  // namespace portolan::kubernetes
