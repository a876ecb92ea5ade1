#include "backend/rpc/catalog_adapter.h"

#include <charconv>

#include "backend/catalog/gtin.h"
#include "backend/rpc/checks.h"

namespace darkstore::rpc {
namespace {

std::string about(const v1::SearchItemsRequest& request, const Call& call) {
  return "SearchItems " + call.actor.name + " " + std::to_string(request.category_id()) + " " +
         request.query();
}

}  // namespace

CatalogAdapter::CatalogAdapter(Gate& gate, const catalog::Catalogue& catalogue, const catalog::Search& search,
                               const PageTokens& page_tokens)
    : Adapter(gate), catalogue_(catalogue), search_(search), page_tokens_(page_tokens) {
  unary<v1::GetItemRequest, v1::GetItemResponse>("GetItem", std::bind_front(&CatalogAdapter::get, this));
  unary<v1::SearchItemsRequest, v1::SearchItemsResponse>("SearchItems",
                                                         std::bind_front(&CatalogAdapter::find, this));
  unary<v1::ListCategoriesRequest, v1::ListCategoriesResponse>(
      "ListCategories", std::bind_front(&CatalogAdapter::categories, this));
}

void CatalogAdapter::encode(const catalog::Item& item, const std::string& currency, v1::Item* out) const {
  out->set_id(item.id.value());
  out->set_gtin(item.gtin);
  out->set_name(item.name);
  out->set_brand(item.brand);
  out->set_size(item.size);
  out->set_category_id(item.category_id);
  if (const auto* category = catalogue_.category(item.category_id)) {
    out->set_category(category->name);
    out->set_picture(category->picture);
  }
  for (const auto& price : catalogue_.prices(item.id)) {
    if (currency.empty() || price.currency().code() == currency) {
      auto* money = out->add_prices();
      money->set_minor(price.minor());
      money->set_currency(std::string(price.currency().code()));
    }
  }
  if (item.nutrition) {
    auto* nutrition = out->mutable_nutrition();
    nutrition->set_energy_kj(item.nutrition->energy_kj);
    nutrition->set_fat_mg(item.nutrition->fat_mg);
    nutrition->set_carbohydrate_mg(item.nutrition->carbohydrate_mg);
    nutrition->set_sugar_mg(item.nutrition->sugar_mg);
    nutrition->set_protein_mg(item.nutrition->protein_mg);
    nutrition->set_salt_mg(item.nutrition->salt_mg);
  }
}

Result<v1::GetItemResponse> CatalogAdapter::get(const v1::GetItemRequest& request,
                                                const Call& /*call*/) const {
  const catalog::Item* item = nullptr;
  if (request.by_case() == v1::GetItemRequest::kGtin) {
    if (!catalog::is_gtin13(request.gtin())) {
      return invalid("gtin", "must be 13 digits with a right check digit");
    }
    item = catalogue_.by_gtin(request.gtin());
  } else if (request.by_case() == v1::GetItemRequest::kItemId) {
    item = catalogue_.find(ItemId{request.item_id()});
  } else {
    return invalid("by", "give an item_id or a gtin");
  }
  if (item == nullptr) {
    return fail(ErrorKind::kNotFound, request.by_case() == v1::GetItemRequest::kGtin ? "gtin" : "item_id",
                "no such item");
  }
  v1::GetItemResponse response;
  encode(*item, "", response.mutable_item());
  return response;
}

Result<v1::SearchItemsResponse> CatalogAdapter::find(const v1::SearchItemsRequest& request,
                                                     const Call& call) const {
  const auto query = check_text("query", request.query(), 0, 100);
  const auto size = check_page_size(request.page_size(), 20, 200);
  if (const auto* error = first_error(query, size)) {
    return tl::unexpected(*error);
  }
  if (!request.currency().empty()) {
    if (auto currency = Currency::parse(request.currency()); !currency) {
      return tl::unexpected(currency.error());
    }
  }
  const auto place = page_tokens_.parse(request.page_token(), about(request, call));
  if (!place) {
    return tl::unexpected(place.error());
  }
  catalog::SearchCursor cursor;
  std::from_chars(place->data(), place->data() + place->size(),
                  cursor.offset);  // sealed by us; empty is the first
  const auto page = search_.search(*query, request.category_id(), *size, cursor, call.until);
  if (!page) {
    return tl::unexpected(page.error());
  }
  v1::SearchItemsResponse response;
  for (const auto* item : page->items) {
    encode(*item, request.currency(), response.add_items());
  }
  response.set_total(static_cast<std::int64_t>(catalogue_.items().size()));
  if (page->next) {
    response.set_next_page_token(
        page_tokens_.issue(std::to_string(page->next->offset), about(request, call)));
  }
  return response;
}

Result<v1::ListCategoriesResponse> CatalogAdapter::categories(const v1::ListCategoriesRequest& /*request*/,
                                                              const Call& /*call*/) const {
  v1::ListCategoriesResponse response;
  for (const auto& category : catalogue_.categories()) {
    auto* out = response.add_categories();
    out->set_id(category.id);
    out->set_name(category.name);
    out->set_picture(category.picture);
  }
  return response;
}

}  // namespace darkstore::rpc
