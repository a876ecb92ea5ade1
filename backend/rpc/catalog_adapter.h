#pragma once

#include <memory>

#include "backend/catalog/catalogue.h"
#include "backend/catalog/search.h"
#include "backend/rpc/adapter.h"
#include "backend/rpc/page_token.h"
#include "darkstore/v1/catalog.grpc.pb.h"

namespace darkstore::rpc {

/// CatalogService over the catalogue in memory and the directory's search.
class CatalogAdapter final : public Adapter<v1::CatalogService> {
 public:
  CatalogAdapter(Gate& gate, const catalog::Catalogue& catalogue, const catalog::Search& search,
                 const PageTokens& page_tokens);

 private:
  Result<v1::GetItemResponse> get(const v1::GetItemRequest& request, const Call& call) const;
  Result<v1::SearchItemsResponse> find(const v1::SearchItemsRequest& request, const Call& call) const;
  Result<v1::ListCategoriesResponse> categories(const v1::ListCategoriesRequest& request,
                                                const Call& call) const;
  void encode(const catalog::Item& item, const std::string& currency, v1::Item* out) const;

  const catalog::Catalogue& catalogue_;
  const catalog::Search& search_;
  const PageTokens& page_tokens_;
};

}  // namespace darkstore::rpc
