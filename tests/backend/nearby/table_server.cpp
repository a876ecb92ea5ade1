#include "tests/backend/nearby/table_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>
#include <vector>

#include "shared/invariant.h"

namespace darkstore::nearby {
namespace {

/// @return whether `file` can be read; false once the server is to end
bool wait_for(int file, int wake) {
  std::array<pollfd, 2> files{{{file, POLLIN, 0}, {wake, POLLIN, 0}}};
  return ::poll(files.data(), files.size(), -1) > 0 && files[1].revents == 0;
}

/// Reads up to the blank line; GETs have no body. Empty at the end of the connection.
std::string read_request(int socket, int wake) {
  std::string request;
  std::array<char, 4096> part{};
  while (!request.ends_with("\r\n\r\n")) {
    const auto count = wait_for(socket, wake) ? ::read(socket, part.data(), part.size()) : 0;
    if (count <= 0) {
      return {};
    }
    request.append(part.data(), static_cast<std::size_t>(count));
  }
  return request;
}
}  // namespace

TableServer::TableServer(Answer answer) : answer_(std::move(answer)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  wake_ = ::eventfd(0, EFD_CLOEXEC);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  invariant(::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
                ::listen(listener_, 8) == 0 &&
                ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) == 0,
            "the loopback has a free port");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

TableServer::~TableServer() {
  const std::uint64_t one = 1;
  invariant(::write(wake_, &one, sizeof one) == sizeof one, "an eventfd takes one");
  thread_.join();
  ::close(listener_);
  ::close(wake_);
}

std::string TableServer::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

void TableServer::serve() {
  std::vector<std::thread> connections;
  while (wait_for(listener_, wake_)) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    ++connections_;
    connections.emplace_back([this, socket] { serve_connection(socket); });
  }
  for (auto& connection : connections) {
    connection.join();
  }
}

void TableServer::serve_connection(int socket) {
  for (auto request = read_request(socket, wake_); !request.empty(); request = read_request(socket, wake_)) {
    ++requests_;
    const auto from = request.find(' ') + 1;
    const auto reply = answer_(request.substr(from, request.find(' ', from) - from));
    if (reply.silent) {
      continue;
    }
    const std::string text = "HTTP/1.1 " + std::to_string(reply.status) +
                             " x\r\nContent-Length: " + std::to_string(reply.body.size()) + "\r\n\r\n" +
                             reply.body;
    invariant(::send(socket, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()),
              "a small answer goes out in one piece");
    if (!reply.keep_alive) {
      break;
    }
  }
  ::close(socket);
}

}  // namespace darkstore::nearby
