#include "backend/nearby/http_client.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <absl/base/thread_annotations.h>
#include <absl/synchronization/mutex.h>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

namespace darkstore::nearby {
namespace {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Endpoints = asio::ip::tcp::resolver::results_type;

constexpr std::size_t kIdleConnectionsMax = 8;
constexpr std::size_t kBodyBytesMax = 64 * 1024;

struct Url {
  std::string host;
  std::string port = "80";
  std::string prefix;
};

std::optional<Url> parse(std::string_view text) {
  constexpr std::string_view kScheme = "http://";
  if (!text.starts_with(kScheme)) {
    return std::nullopt;
  }
  text.remove_prefix(kScheme.size());
  Url url;
  const auto slash = std::min(text.find('/'), text.size());
  url.prefix = text.substr(slash);
  while (url.prefix.ends_with('/')) {
    url.prefix.pop_back();
  }
  const auto authority = text.substr(0, slash);
  const auto colon = authority.rfind(':');
  if (colon != std::string_view::npos && !authority.ends_with(']')) {
    url.port = authority.substr(colon + 1);
    url.host = authority.substr(0, colon);
  } else {
    url.host = authority;
  }
  if (url.host.starts_with('[') && url.host.ends_with(']')) {
    url.host = url.host.substr(1, url.host.size() - 2);
  }
  const bool digits_only = url.port.find_first_not_of("0123456789") == std::string::npos;
  if (url.host.empty() || url.port.empty() || !digits_only) {
    return std::nullopt;
  }
  return url;
}

/// One connection with an event loop of its own, driven by whichever thread holds it: calls look synchronous
/// and still end at the stream's deadline.
class Connection {
 public:
  beast::error_code connect(const Endpoints& endpoints, HttpClient::Clock::time_point until) {
    stream_.expires_at(until);
    return settle([&](auto done) { stream_.async_connect(endpoints, done); });
  }

  beast::error_code exchange(const http::request<http::empty_body>& request,
                             HttpClient::Clock::time_point until,
                             http::response_parser<http::string_body>& parser) {
    stream_.expires_at(until);
    const auto sent = settle([&](auto done) { http::async_write(stream_, request, done); });
    return sent ? sent : settle([&](auto done) { http::async_read(stream_, buffer_, parser, done); });
  }

 private:
  template <class Start>
  beast::error_code settle(Start start) {
    beast::error_code outcome = asio::error::would_block;
    start([&outcome](beast::error_code error, auto&&...) { outcome = error; });
    io_.restart();
    io_.run();
    return outcome;
  }

  asio::io_context io_{1};
  beast::tcp_stream stream_{io_};
  beast::flat_buffer buffer_;
};

tl::unexpected<Error> failure(const beast::error_code& error) {
  const auto kind = error == beast::error::timeout ? ErrorKind::kDeadlineExceeded : ErrorKind::kUnavailable;
  return fail(kind, "url", error.message());
}
}  // namespace

struct HttpClient::Parts {
  Url url;
  Endpoints endpoints;
  absl::Mutex mutex;
  std::vector<std::unique_ptr<Connection>> idle ABSL_GUARDED_BY(mutex);

  std::unique_ptr<Connection> take_idle() {
    const absl::MutexLock lock(&mutex);
    if (idle.empty()) {
      return nullptr;
    }
    auto connection = std::move(idle.back());
    idle.pop_back();
    return connection;
  }

  void keep(std::unique_ptr<Connection> connection) {
    const absl::MutexLock lock(&mutex);
    if (idle.size() < kIdleConnectionsMax) {
      idle.push_back(std::move(connection));
    }
  }

  /// One exchange; a connection that may be used again is kept.
  beast::error_code try_on(std::unique_ptr<Connection> connection,
                           const http::request<http::empty_body>& request, Clock::time_point until,
                           HttpAnswer& answer) {
    http::response_parser<http::string_body> parser;
    parser.body_limit(kBodyBytesMax);
    const auto error = connection->exchange(request, until, parser);
    if (!error) {
      answer.status = static_cast<int>(parser.get().result_int());
      answer.body = std::move(parser.get().body());
      if (parser.keep_alive()) {
        keep(std::move(connection));
      }
    }
    return error;
  }
};

HttpClient::HttpClient(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
HttpClient::~HttpClient() = default;

Result<std::unique_ptr<HttpClient>> HttpClient::create(const std::string& url) {
  auto parsed = parse(url);
  if (!parsed) {
    return invalid("url", "must look like http://host:5000, not '" + url + "'");
  }
  auto parts = std::make_unique<Parts>();
  parts->url = std::move(*parsed);
  asio::io_context io;
  beast::error_code error;
  parts->endpoints = asio::ip::tcp::resolver(io).resolve(parts->url.host, parts->url.port, error);
  if (error) {
    return fail(ErrorKind::kUnavailable, "url", parts->url.host + ": " + error.message());
  }
  return std::unique_ptr<HttpClient>(new HttpClient(std::move(parts)));
}

Result<HttpAnswer> HttpClient::get(const std::string& target, Clock::time_point until) {
  http::request<http::empty_body> request(http::verb::get, parts_->url.prefix + target, 11);
  request.set(http::field::host, parts_->url.host);
  request.keep_alive(true);
  HttpAnswer answer;
  if (auto idle = parts_->take_idle()) {
    const auto error = parts_->try_on(std::move(idle), request, until, answer);
    if (!error) {
      return answer;
    }
    if (error == beast::error::timeout) {
      return failure(error);
    }
    // The server has closed a connection it had kept, as it may at any time: a fresh one decides.
  }
  auto fresh = std::make_unique<Connection>();
  if (const auto error = fresh->connect(parts_->endpoints, until)) {
    return failure(error);
  }
  if (const auto error = parts_->try_on(std::move(fresh), request, until, answer)) {
    return failure(error);
  }
  return answer;
}

}  // namespace darkstore::nearby
