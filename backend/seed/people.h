#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backend/seed/dice.h"
#include "backend/seed/network.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::seed {

/// How people of some regions are called.
struct Culture {
  std::vector<std::string> regions;  ///< their codes
  std::vector<std::string> given;
  std::vector<std::string> family;
  /// From ranges that are reserved for fiction, a # for each free digit: "+44 20 7946 0###".
  std::vector<std::string> phones;
  bool family_first = false;
  double weight = 1;  ///< how many of a region's people are of this culture, beside its others
};

/// A made-up customer; the phone number is from a range reserved for fiction.
struct MadePerson {
  std::string name;
  std::string phone;
  RegionId region;
};

/// Customers, spread over the regions as the DCs are. The same for the same seed, whatever the order of the
/// questions.
class People {
 public:
  /// @return kInternal when a region has no culture, or a culture no words
  [[nodiscard]] static Result<People> make(std::vector<Culture> cultures, const Network& network,
                                           std::int64_t seed);

  [[nodiscard]] MadePerson person(std::int64_t number) const;

 private:
  // One culture of one region.
  struct Home {
    RegionId region;
    std::size_t culture = 0;
    double dcs_up_to = 0;  ///< DCs of this home and those before it; a region's are shared out by weight
  };
  People(std::vector<Culture> cultures, std::vector<Home> homes, std::int64_t seed)
      : cultures_(std::move(cultures)), homes_(std::move(homes)), luck_(seed, "people") {}

  std::vector<Culture> cultures_;
  std::vector<Home> homes_;
  Dice luck_;
};

}  // namespace darkstore::seed
