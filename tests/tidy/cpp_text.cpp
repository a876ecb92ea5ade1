#include "tests/tidy/cpp_text.h"

#include <algorithm>
#include <cctype>
#include <regex>

namespace darkstore::tidy {
namespace {

/// Walks over C++ text and keeps its string literals. It knows comments, character literals, digit separators
/// and raw strings, which is all that decides where a literal begins.
class LiteralScanner {
 public:
  explicit LiteralScanner(std::string_view text) : text_(text) {}

  std::vector<Piece> scan() {
    while (at_ < text_.size()) step();
    return std::move(found_);
  }

 private:
  void step() {
    if (starts("//")) {
      skip_to("\n", 0);
    } else if (starts("/*")) {
      skip_to("*/", 2);
    } else if (text_[at_] == '#') {
      skip_to("\n", 0);
    } else if (starts("R\"")) {
      take_raw();
    } else if (text_[at_] == '"') {
      take_plain();
    } else if (text_[at_] == '\'' && (at_ == 0 || std::isalnum(text_[at_ - 1]) == 0)) {
      skip_character();
    } else {
      joined_ = joined_ && std::isspace(text_[at_]) != 0;
      advance(1);
    }
  }

  [[nodiscard]] bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  void advance(std::size_t count) {
    const auto end = std::min(at_ + count, text_.size());
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    at_ = end;
  }

  void skip_to(std::string_view end, std::size_t past) {
    const auto found = text_.find(end, at_ + 1);
    advance(found == std::string_view::npos ? text_.size() : found + past - at_);
  }

  void skip_character() {
    advance(1);
    while (at_ < text_.size() && text_[at_] != '\'') advance(text_[at_] == '\\' ? 2 : 1);
    advance(1);
  }

  void take_raw() {
    const auto open = text_.find('(', at_);
    const std::string close = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    const auto end = std::min(text_.find(close, open), text_.size());
    keep(std::string(text_.substr(open + 1, end - open - 1)));
    advance(end + close.size() - at_);
  }

  void take_plain() {
    auto end = at_ + 1;
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    end = std::min(end, text_.size());
    keep(std::string(text_.substr(at_ + 1, end - at_ - 1)));
    advance(end + 1 - at_);
  }

  void keep(std::string literal) {
    if (joined_ && !found_.empty()) {
      found_.back().text += literal;
    } else {
      found_.push_back({line_, std::move(literal)});
    }
    joined_ = true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool joined_ = false;  // only blanks since the last literal
  std::vector<Piece> found_;
};

}  // namespace

std::vector<Piece> string_literals(std::string_view text) {
  return LiteralScanner(text).scan();
}

std::vector<Piece> quoted_includes(std::string_view text) {
  static const std::regex include(R"(^\s*#\s*include\s*"([^"]+)\")");
  std::vector<Piece> found;
  for (const auto& line : lines_of(text)) {
    std::smatch match;
    if (std::regex_search(line.text, match, include)) found.push_back({line.line, match[1].str()});
  }
  return found;
}

std::vector<Piece> lines_of(std::string_view text) {
  std::vector<Piece> lines;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back({number, std::string(text.substr(0, end))});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace darkstore::tidy
