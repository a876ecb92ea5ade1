#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "shared/result.h"

namespace darkstore::seed {

/// A size that a product is sold in.
struct Size {
  std::string text;             ///< "500 ml"
  std::int64_t euro_cents = 0;  ///< of a middling brand
};

/// A kind of product: every brand makes it in every variant and size.
struct Product {
  std::string name;                     ///< "Whole milk"
  std::vector<std::string> variants;    ///< "Organic", put before the name; "" = as it is. Never empty
  std::vector<Size> sizes;              ///< never empty
  std::vector<std::int32_t> nutrition;  ///< six facts as table `item` has them; empty where it is no food
  double weight = 1;                    ///< how much oftener than others it sells
  bool optimistic = false;              ///< seldom fought over, whatever it sells: toothpaste
};

struct CategoryWords {
  std::string name;
  std::string picture;
  std::vector<std::string> brands;
  std::vector<Product> products;
};

/// The one item that a crowd waits for: always there, whatever the scale.
struct Launch {
  std::string name;
  std::string brand;
  std::string size;
  std::string category;  ///< its name
  std::int64_t euro_cents = 0;
};

/// The words that a catalogue is made of.
struct Vocabulary {
  std::vector<CategoryWords> categories;
  std::vector<Launch> launches;
};

}  // namespace darkstore::seed
