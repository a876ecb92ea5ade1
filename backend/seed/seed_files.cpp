#include "backend/seed/seed_files.h"

#include <toml++/toml.hpp>

#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include "backend/catalog/gtin.h"

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

  // Six numbers, or none where it is no food.
  std::vector<std::int32_t> nutrition(const toml::table& table) {
    auto facts = list<std::int32_t>(table, "nutrition");
    if (!facts.empty() && facts.size() != 6) {
      blame(&table, "nutrition is kJ, then mg of fat, carbohydrate, sugar, protein and salt");
    }
    return facts;
  }

  std::int64_t cents(const toml::node& node) {
    const auto euro_cents = value<std::int64_t>(node);
    if (euro_cents < 1) {
      blame(&node, "a price is at least one cent");
    }
    return euro_cents;
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
      sizes.push_back({reader.value<std::string>((*pair)[0]), reader.cents((*pair)[1])});
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
                  .nutrition = reader.nutrition(table),
                  .weight = reader.optional<double>(table, "weight", 1),
                  .optimistic = reader.optional<bool>(table, "optimistic", false)};
  if (product.variants.empty()) {
    product.variants.emplace_back();
  }
  if (product.weight <= 0) {
    reader.blame(&table, "weight must be above 0");
  }
  return product;
}

FixedItem fixed_of(Reader& reader, const toml::table& table) {
  FixedItem item{.name = reader.required<std::string>(table, "name"),
                 .brand = reader.required<std::string>(table, "brand"),
                 .size = reader.required<std::string>(table, "size"),
                 .gtin = reader.optional<std::string>(table, "gtin", ""),
                 .category = reader.required<std::string>(table, "category"),
                 .euro_cents = reader.required<std::int64_t>(table, "euro_cents"),
                 .nutrition = reader.nutrition(table),
                 .optimistic = reader.optional<bool>(table, "optimistic", false),
                 .launch = reader.optional<bool>(table, "launch", false)};
  if (item.euro_cents < 1) {
    reader.blame(&table, "a price is at least one cent");
  }
  if (!item.gtin.empty() && !catalog::is_gtin13(item.gtin)) {
    reader.blame(&table, item.gtin + " is no GTIN-13");
  }
  return item;
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
  reader.each(*table, "fixed",
              [&](const toml::table& entry) { words.fixed.push_back(fixed_of(reader, entry)); });
  if (const auto* rates = table->get_as<toml::table>("currency")) {
    for (const auto& [code, rate] : *rates) {
      words.minor_a_euro_cent[std::string(code.str())] = reader.value<double>(rate);
    }
  }
  if (const auto& failure = reader.failure(); failure) {
    return tl::unexpected(*failure);
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
    const auto weight = reader.optional<double>(entry, "weight", 1);
    if (weight <= 0) {
      reader.blame(&entry, "weight must be above 0");
    }
    cultures.push_back({.regions = reader.filled_list<std::string>(entry, "regions"),
                        .given = reader.filled_list<std::string>(entry, "given"),
                        .family = reader.filled_list<std::string>(entry, "family"),
                        .phones = reader.filled_list<std::string>(entry, "phones"),
                        .family_first = reader.optional<bool>(entry, "family_first", false),
                        .weight = weight});
  });
  if (const auto& failure = reader.failure(); failure) {
    return tl::unexpected(*failure);
  }
  return cultures;
}

}  // namespace darkstore::seed
