#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

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

/// What a category is made of: its name, its drawing, its brands and its products.
struct CategoryWords {
  std::string name;
  std::string picture;
  std::vector<std::string> brands;
  std::vector<Product> products;
};

/// An item that is in every catalogue as it stands here, and sells best.
struct FixedItem {
  std::string name;
  std::string brand;
  std::string size;
  std::string gtin;      ///< empty: one is made
  std::string category;  ///< its name
  std::int64_t euro_cents = 0;
  std::vector<std::int32_t> nutrition;
  bool optimistic = false;
  /// A crowd waits for it: no daily seller, and only a few of it are in only a few places.
  bool launch = false;
};

/// The words that a catalogue is made of.
struct Vocabulary {
  std::vector<CategoryWords> categories;
  std::vector<FixedItem> fixed;
  std::map<std::string, double>
      minor_a_euro_cent;  ///< by currency: what a euro cent is worth in its minor units
};

}  // namespace darkstore::seed
