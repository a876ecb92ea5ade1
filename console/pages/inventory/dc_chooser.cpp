#include "console/pages/inventory/dc_chooser.h"

#include "console/client/format.h"
#include "console/controls/vocabulary.h"

namespace darkstore::console {
namespace {

constexpr int kShown = 50;

}  // namespace

int healthOf(v1::DcHealth health) {
  switch (health) {
    case v1::STRAINED:
      return Health::Strained;
    case v1::CONTENDED:
      return Health::Contended;
    case v1::OFFLINE:
      return Health::Offline;
    default:
      return Health::Healthy;
  }
}

int DcChooser::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(dcs_.size());
}

QVariant DcChooser::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const auto& dc = dcs_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case kDcId:
      return dc.id();
    case kCode:
      return QString::fromStdString(dc.code());
    case Qt::DisplayRole:
    case kName:
      return QString::fromStdString(dc.name());
    case kMetro:
      return QString::fromStdString(dc.metro());
    case kHealth:
      return healthOf(dc.health());
    default:
      return {};
  }
}

QHash<int, QByteArray> DcChooser::roleNames() const {
  return {{kDcId, "dcId"}, {kCode, "code"}, {kName, "name"}, {kMetro, "metro"}, {kHealth, "health"}};
}

void DcChooser::setSearch(const QString& search) {
  if (search_ == search) {
    return;
  }
  search_ = search;
  emit searchChanged();
  read();
}

void DcChooser::read() {
  v1::ListDcsRequest request;
  request.set_search(search_.toStdString());
  request.set_page_size(kShown);
  client_.call<v1::ListDcsResponse>(
      this, request, [this, no = ++askedNo_](const Result<v1::ListDcsResponse>& answer) {
        if (no != askedNo_) {
          return;
        }
        if (answer) {
          beginResetModel();
          dcs_.assign(answer->dcs().begin(), answer->dcs().end());
          endResetModel();
          notice_ = dcs_.empty() ? tr("No DC has “%1” in its code or name.").arg(search_) : QString();
        } else {
          notice_ = formatError(answer.error());
        }
        emit noticeChanged();
      });
}

int DcChooser::dcAt(int row) const {
  return row >= 0 && row < rowCount() ? dcs_[static_cast<std::size_t>(row)].id() : 0;
}

}  // namespace darkstore::console
