#include "console/pages/entry/customer_search.h"

#include <utility>

#include "console/client/format.h"

namespace darkstore::console {

int CustomerSearch::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(customers_.size());
}

QVariant CustomerSearch::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const auto& customer = customers_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
    case kName:
      return QString::fromStdString(customer.name());
    case kPhone:
      return QString::fromStdString(customer.phone());
    default:
      return {};
  }
}

QHash<int, QByteArray> CustomerSearch::roleNames() const {
  return {{kName, "name"}, {kPhone, "phone"}};
}

void CustomerSearch::setSearch(const QString& search) {
  if (search_ == search) {
    return;
  }
  search_ = search;
  notice_.clear();
  const int no = ++askedNo_;
  if (search_.trimmed().isEmpty()) {
    show({});
    return;
  }
  v1::FindCustomersRequest request;
  request.set_search(search_.toStdString());
  client_.call<v1::FindCustomersResponse>(
      this, request, [this, no](const Result<v1::FindCustomersResponse>& answer) {
        if (no != askedNo_) {
          return;
        }
        if (!answer) {
          notice_ = formatError(answer.error());
          emit changed();
          return;
        }
        notice_ =
            answer->customers().empty() ? tr("Nobody has “%1” in name or phone.").arg(search_) : QString();
        show({answer->customers().begin(), answer->customers().end()});
      });
}

void CustomerSearch::show(std::vector<v1::Customer> customers) {
  beginResetModel();
  customers_ = std::move(customers);
  endResetModel();
  emit changed();
}

QString CustomerSearch::chosenText() const {
  return chosen_.id() == 0 ? QString()
                           : tr("%1 · %2").arg(QString::fromStdString(chosen_.name()),
                                               QString::fromStdString(chosen_.phone()));
}

void CustomerSearch::choose(int row) {
  if (row >= 0 && row < rowCount()) {
    chosen_ = customers_[static_cast<std::size_t>(row)];
    emit chosenChanged();
  }
}

void CustomerSearch::forget() {
  chosen_.Clear();
  emit chosenChanged();
}

}  // namespace darkstore::console
