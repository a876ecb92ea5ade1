#include "backend/app/health_command.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

namespace darkstore::app {
namespace {

// HealthCheckResponse { status = 1: SERVING = 1 } on the wire; Debian ships no header for grpc.health.v1.
constexpr std::string_view kServing("\x08\x01", 2);

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

Result<void> health(const Config& config) {
  const auto channel = grpc::CreateChannel(config.listen.front(), grpc::InsecureChannelCredentials());
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds{1});
  grpc::CompletionQueue queue;
  grpc::Slice nothing;
  const grpc::ByteBuffer request(&nothing, 1);
  auto call = stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check", request, &queue);
  call->StartCall();
  grpc::ByteBuffer response;
  grpc::Status status;
  int tag = 0;
  call->Finish(&response, &status, &tag);
  void* got = nullptr;
  bool ok = false;
  queue.Next(&got, &ok);
  queue.Shutdown();
  while (queue.Next(&got, &ok)) {
  }
  if (!status.ok() || flat(response) != kServing) {
    return fail(ErrorKind::kUnavailable, config.listen.front(),
                status.ok() ? "the backend does not serve" : status.error_message());
  }
  return {};
}

}  // namespace darkstore::app
