#include "backend/rpc/wire.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/unknown_field_set.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace darkstore::rpc {
namespace {

namespace pb = google::protobuf;

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80        ? 1
                               : lead >> 5U == 6  ? 2
                               : lead >> 4U == 14 ? 3
                               : lead >> 3U == 30 ? 4
                                                  : 0;
    if (length == 0 || i + length > text.size()) {
      return false;
    }
    std::uint32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if (next >> 6U != 2) {
        return false;
      }
      point = point << 6U | (next & 0x3FU);
    }
    constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < kSmallest[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
      return false;
    }
    i += length;
  }
  return true;
}

// Walks the bytes along the descriptor and names the first string that is no UTF-8. Depth is bounded by the
// contract's own nesting, for only known fields are entered.
std::optional<std::string> bad_text(const pb::Descriptor& type, const pb::UnknownFieldSet& fields,
                                    const std::string& path, int depth) {
  std::map<int, int> seen;
  for (int i = 0; i < fields.field_count() && depth < 16; ++i) {
    const auto& field = fields.field(i);
    const auto* known = type.FindFieldByNumber(field.number());
    if (known == nullptr || field.type() != pb::UnknownField::TYPE_LENGTH_DELIMITED) {
      continue;
    }
    auto name = path + known->name();
    if (known->is_repeated()) {
      name += "[" + std::to_string(seen[field.number()]++) + "]";
    }
    if (known->type() == pb::FieldDescriptor::TYPE_STRING && !valid_utf8(field.length_delimited())) {
      return name;
    }
    if (known->type() == pb::FieldDescriptor::TYPE_MESSAGE) {
      pb::UnknownFieldSet inner;
      if (inner.ParseFromString(field.length_delimited())) {
        if (auto bad = bad_text(*known->message_type(), inner, name + ".", depth + 1)) {
          return bad;
        }
      }
    }
  }
  return std::nullopt;
}

std::string flat(const grpc::ByteBuffer& bytes) {
  std::vector<grpc::Slice> slices;
  std::string text;
  if (bytes.Dump(&slices).ok()) {
    for (const auto& slice : slices) {
      text.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
    }
  }
  return text;
}

}  // namespace

Result<void> parse(const grpc::ByteBuffer& bytes, pb::Message& into) {
  const auto text = flat(bytes);
  // The descriptor is walked first: the generated parser would log what strangers send.
  pb::UnknownFieldSet fields;
  if (!fields.ParseFromString(text)) {
    return invalid("request", "not a protocol buffer message");
  }
  if (auto bad = bad_text(*into.GetDescriptor(), fields, "", 0)) {
    return invalid(*bad, "must be valid UTF-8");
  }
  if (!into.ParseFromString(text)) {
    return invalid("request", "not a " + into.GetDescriptor()->name());
  }
  return {};
}

grpc::ByteBuffer serialize(const pb::Message& message) {
  const auto text = message.SerializeAsString();
  const grpc::Slice slice(text);
  return {&slice, 1};
}

}  // namespace darkstore::rpc
