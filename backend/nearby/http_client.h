#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "shared/result.h"

namespace darkstore::nearby {

/// What a server answered.
struct HttpAnswer {
  int status = 0;
  std::string body;  ///< at most 64 kB; longer answers are errors
};

/// Plain HTTP/1.1 GETs to one server over connections that are kept. Thread-safe; the calling thread does the
/// work and waits, never past its deadline.
class HttpClient {
 public:
  using Clock = std::chrono::steady_clock;

  /// Resolves the host once, here: a name that moves later needs a restart.
  /// @param url "http://host[:port][/prefix]"
  /// @return kInvalidArgument naming "url" for another form; kUnavailable when the host cannot be resolved
  [[nodiscard]] static Result<std::unique_ptr<HttpClient>> create(const std::string& url);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// @param target path and query, starting with a slash; goes behind the URL's prefix
  /// @return kDeadlineExceeded past `until`; kUnavailable when the server cannot be reached or does not speak
  /// HTTP
  [[nodiscard]] Result<HttpAnswer> get(const std::string& target, Clock::time_point until);

 private:
  struct Parts;
  explicit HttpClient(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace darkstore::nearby
