#include "backend/seed/people.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace darkstore::seed {
namespace {

// The questions asked about one person; each has its own luck.
enum Question : std::int64_t { kHome, kGiven, kFamily, kPhone, kDigits };

template <class Word>
const Word& one_of(const std::vector<Word>& words, const Dice& luck, std::int64_t person, Question question) {
  return words[static_cast<std::size_t>(luck.between(0, std::ssize(words) - 1, person, question))];
}

}  // namespace

Result<People> People::make(std::vector<Culture> cultures, const Network& network, std::int64_t seed) {
  for (const auto& culture : cultures) {
    if (culture.given.empty() || culture.family.empty() || culture.phones.empty()) {
      return fail(ErrorKind::kInternal, "", "people: a culture lacks given names, family names or phones");
    }
  }
  std::vector<Home> homes;
  std::int64_t dcs = 0;
  for (const auto& region : network.regions) {
    const auto culture = std::ranges::find_if(cultures, [&](const Culture& c) {
      return std::ranges::find(c.regions, region.code) != c.regions.end();
    });
    if (culture == cultures.end()) {
      return fail(ErrorKind::kInternal, "", "people: nobody lives in region " + region.code);
    }
    dcs += std::ranges::count(network.dcs, region.id, &storage::SeedDc::region);
    homes.push_back({region.id, static_cast<std::size_t>(culture - cultures.begin()), dcs});
  }
  if (dcs == 0) {
    return fail(ErrorKind::kInternal, "", "people: there are no DCs to live near");
  }
  return People(std::move(cultures), std::move(homes), seed);
}

MadePerson People::person(std::int64_t number) const {
  const auto dc = luck_.between(1, homes_.back().dcs_up_to, number, kHome);
  const auto home = std::ranges::lower_bound(homes_, dc, {}, &Home::dcs_up_to);
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
