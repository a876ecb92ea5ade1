#include "backend/seed/seed_files.h"

#include <toml++/toml.hpp>

#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace darkstore::seed {
namespace {

// Reads values out of one file. The first fault is kept, with its line, and what cannot be read is empty.
class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  void blame(const toml::node* at, std::string_view what) {
    if (!failure_) {
      std::ostringstream text;
      text << file_;
      if (at != nullptr) {
        text << ", line " << at->source().begin.line;
      }
      text << ": " << what;
      failure_ = Error{ErrorKind::kInternal, "", text.str()};
    }
  }

  template <class Value>
  Value value(const toml::node& node) {
    const auto read = node.value<Value>();
    if (!read) {
      blame(&node, "is of another type");
    }
    return read.value_or(Value{});
  }

  template <class Value>
  Value required(const toml::table& table, std::string_view key) {
    const auto* node = table.get(key);
    if (node == nullptr) {
      blame(&table, "lacks " + std::string(key));
      return Value{};
    }
    return value<Value>(*node);
  }

  template <class Value>
  Value optional(const toml::table& table, std::string_view key, Value otherwise) {
    const auto* node = table.get(key);
    return node == nullptr ? otherwise : value<Value>(*node);
  }

  template <class Value>
  std::vector<Value> list(const toml::table& table, std::string_view key) {
    std::vector<Value> values;
    if (const auto* array = table.get_as<toml::array>(key)) {
      for (const auto& node : *array) {
        values.push_back(value<Value>(node));
      }
    }
    return values;
  }

  // As list(), but an absent or empty one is a fault.
  template <class Value>
  std::vector<Value> filled_list(const toml::table& table, std::string_view key) {
    auto values = list<Value>(table, key);
    if (values.empty()) {
      blame(&table, "lacks " + std::string(key));
    }
    return values;
  }

  // Every [[key]] of a table.
  template <class Use>
  void each(const toml::table& table, std::string_view key, Use use) {
    const auto* array = table.get_as<toml::array>(key);
    if (array == nullptr) {
      return;
    }
    for (const auto& node : *array) {
      if (const auto* entry = node.as_table()) {
        use(*entry);
      } else {
        blame(&node, "is no table");
      }
    }
  }

  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  std::string file_;
  std::optional<Error> failure_;
};

Result<toml::table> parse(const std::filesystem::path& path) {
  try {
    return toml::parse_file(path.string());
  } catch (const toml::parse_error& fault) {
    std::ostringstream text;
    text << fault;
    return fail(ErrorKind::kInternal, "", path.filename().string() + ": " + text.str());
  }
}

std::vector<Size> sizes_of(Reader& reader, const toml::table& product) {
  std::vector<Size> sizes;
  if (const auto* array = product.get_as<toml::array>("sizes")) {
    for (const auto& node : *array) {
      const auto* pair = node.as_array();
      if (pair == nullptr || pair->size() != 2) {
        reader.blame(&node, "a size is a text and its price in euro cents");
        continue;
      }
      sizes.push_back({reader.value<std::string>((*pair)[0]), reader.value<std::int64_t>((*pair)[1])});
      if (sizes.back().euro_cents < 1) {
        reader.blame(&node, "a price is at least one cent");
      }
    }
  }
  if (sizes.empty()) {
    reader.blame(&product, "lacks sizes");
  }
  return sizes;
}

Product product_of(Reader& reader, const toml::table& table) {
  Product product{.name = reader.required<std::string>(table, "name"),
                  .variants = reader.list<std::string>(table, "variants"),
                  .sizes = sizes_of(reader, table),
                  .nutrition = reader.list<std::int32_t>(table, "nutrition"),
                  .weight = reader.optional<double>(table, "weight", 1),
                  .optimistic = reader.optional<bool>(table, "optimistic", false)};
  if (product.variants.empty()) {
    product.variants.emplace_back();
  }
  if (!product.nutrition.empty() && product.nutrition.size() != 6) {
    reader.blame(&table, "nutrition is kJ, then mg of fat, carbohydrate, sugar, protein and salt");
  }
  if (product.weight <= 0) {
    reader.blame(&table, "weight must be above 0");
  }
  return product;
}

}  // namespace

Result<Vocabulary> read_vocabulary(const std::filesystem::path& path) {
  const auto table = parse(path);
  if (!table) {
    return tl::unexpected(table.error());
  }
  Reader reader(path.filename().string());
  Vocabulary words;
  reader.each(*table, "category", [&](const toml::table& entry) {
    CategoryWords category{.name = reader.required<std::string>(entry, "name"),
                           .picture = reader.required<std::string>(entry, "picture"),
                           .brands = reader.filled_list<std::string>(entry, "brands"),
                           .products = {}};
    reader.each(entry, "product", [&](const toml::table& product) {
      category.products.push_back(product_of(reader, product));
    });
    words.categories.push_back(std::move(category));
  });
  reader.each(*table, "launch", [&](const toml::table& entry) {
    words.launches.push_back({.name = reader.required<std::string>(entry, "name"),
                              .brand = reader.required<std::string>(entry, "brand"),
                              .size = reader.required<std::string>(entry, "size"),
                              .category = reader.required<std::string>(entry, "category"),
                              .euro_cents = reader.required<std::int64_t>(entry, "price")});
  });
  if (reader.failure()) {
    return tl::unexpected(*reader.failure());
  }
  return words;
}

Result<std::vector<Culture>> read_cultures(const std::filesystem::path& path) {
  const auto table = parse(path);
  if (!table) {
    return tl::unexpected(table.error());
  }
  Reader reader(path.filename().string());
  std::vector<Culture> cultures;
  reader.each(*table, "culture", [&](const toml::table& entry) {
    cultures.push_back({.regions = reader.filled_list<std::string>(entry, "regions"),
                        .given = reader.filled_list<std::string>(entry, "given"),
                        .family = reader.filled_list<std::string>(entry, "family"),
                        .phones = reader.filled_list<std::string>(entry, "phones"),
                        .family_first = reader.optional<bool>(entry, "family_first", false)});
  });
  if (reader.failure()) {
    return tl::unexpected(*reader.failure());
  }
  return cultures;
}

}  // namespace darkstore::seed
