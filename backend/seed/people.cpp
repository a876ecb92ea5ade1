#include "backend/seed/people.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace darkstore::seed {
namespace {

// The questions asked about one person; each has its own luck.
enum Question : std::int64_t { kHome, kGiven, kFamily, kPhone, kDigits };

template <class Word>
const Word& one_of(const std::vector<Word>& words, const Dice& luck, std::int64_t person, Question question) {
  return words[static_cast<std::size_t>(luck.between(0, std::ssize(words) - 1, person, question))];
}

// The cultures of a region, by their places in the list.
std::vector<std::size_t> at_home(const std::vector<Culture>& cultures, const std::string& region) {
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < cultures.size(); ++place) {
    if (std::ranges::find(cultures[place].regions, region) != cultures[place].regions.end()) {
      places.push_back(place);
    }
  }
  return places;
}

}  // namespace

Result<People> People::make(std::vector<Culture> cultures, const Network& network, std::int64_t seed) {
  for (const auto& culture : cultures) {
    if (culture.given.empty() || culture.family.empty() || culture.phones.empty()) {
      return fail(ErrorKind::kInternal, "", "people: a culture lacks given names, family names or phones");
    }
  }
  std::vector<Home> homes;
  double dcs = 0;
  for (const auto& region : network.regions) {
    const auto local = at_home(cultures, region.code);
    if (local.empty()) {
      return fail(ErrorKind::kInternal, "", "people: nobody lives in region " + region.code);
    }
    double weight = 0;
    for (const auto culture : local) {
      weight += cultures[culture].weight;
    }
    const auto dcs_here =
        static_cast<double>(std::ranges::count(network.dcs, region.id, &storage::SeedDc::region));
    for (const auto culture : local) {
      dcs += dcs_here * cultures[culture].weight / weight;
      homes.push_back({region.id, culture, dcs});
    }
  }
  if (dcs == 0) {
    return fail(ErrorKind::kInternal, "", "people: there are no DCs to live near");
  }
  return People(std::move(cultures), std::move(homes), seed);
}

MadePerson People::person(std::int64_t number) const {
  const auto dc = luck_.unit(number, kHome) * homes_.back().dcs_up_to;
  // The last home takes what rounding leaves.
  const auto home =
      std::ranges::upper_bound(homes_.begin(), std::prev(homes_.end()), dc, {}, &Home::dcs_up_to);
  const auto& culture = cultures_[home->culture];
  const auto& given = one_of(culture.given, luck_, number, kGiven);
  const auto& family = one_of(culture.family, luck_, number, kFamily);
  auto phone = one_of(culture.phones, luck_, number, kPhone);
  auto digits = luck_.roll(number, kDigits);
  for (auto& c : phone) {
    if (c == '#') {
      c = static_cast<char>('0' + digits % 10);
      digits /= 10;
    }
  }
  return {.name = culture.family_first ? family + " " + given : given + " " + family,
          .phone = std::move(phone),
          .region = home->region};
}

}  // namespace darkstore::seed
