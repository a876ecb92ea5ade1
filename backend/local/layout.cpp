#include "backend/local/layout.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <format>
#include <fstream>
#include <iterator>
#include <system_error>
#include <thread>
#include <utility>

#include "backend/local/system_failure.h"

namespace darkstore::local {
namespace fs = std::filesystem;
namespace {

constexpr int kDirectoryPort = 6500;
constexpr int kReplicaPortOffset = 10;
// The longest name below it, "/.s.PGSQL.6500.lock", has 19 bytes; sun_path ends at 107.
constexpr std::size_t kSocketFolderBytesMax = 88;
constexpr std::chrono::milliseconds kLockRetry{50};

struct Shard {
  int id;
  const char* name;
};
constexpr std::array kShards{Shard{1, "americas"}, Shard{2, "emea"}, Shard{3, "apac"}};

/// Our own 0700 folder and no link, or an error: /tmp is everyone's.
Result<void> make_private_folder(const fs::path& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return system_failure("cannot make " + path.string(), errno);
  }
  struct stat found{};
  if (::lstat(path.c_str(), &found) != 0) {
    return system_failure("cannot look at " + path.string(), errno);
  }
  if (!S_ISDIR(found.st_mode) || found.st_uid != ::getuid()) {
    return fail(ErrorKind::kFailedPrecondition, "",
                path.string() + " belongs to someone else; remove it first");
  }
  if (::chmod(path.c_str(), 0700) != 0) {
    return system_failure("cannot protect " + path.string(), errno);
  }
  return {};
}

/// A folder of ours has one of these from its first moment on.
bool is_ours_or_empty(const Layout& layout) {
  std::error_code ignored;
  return fs::is_empty(layout.data, ignored) || fs::exists(layout.up_lock(), ignored) ||
         fs::exists(layout.servers(), ignored);
}

}  // namespace

std::string_view to_string(Variant variant) {
  return variant == Variant::kFull ? "full" : "small";
}

Result<Variant> parse_variant(std::string_view text) {
  if (text == "full") {
    return Variant::kFull;
  }
  if (text == "small") {
    return Variant::kSmall;
  }
  return invalid("variant", std::format("'{}' is neither full nor small", text));
}

std::string_view to_string(PostgresRole role) {
  switch (role) {
    case PostgresRole::kDirectory:
      return "directory";
    case PostgresRole::kPrimary:
      return "primary";
    case PostgresRole::kReplica:
      return "replica";
    case PostgresRole::kAllInOne:
      return "all databases";
  }
  return "";
}

fs::path Layout::log(std::string_view server) const {
  return logs() / std::format("{}.log", server);
}

fs::path Layout::backend_config(std::string_view backend) const {
  return data / std::format("backend-{}.toml", backend);
}

fs::path Layout::backend_socket(std::string_view backend) const {
  return sockets / std::format("backend-{}.sock", backend);
}

fs::path socket_folder(const fs::path& data, const char* runtime_dir) {
  const std::string text = data.string();
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  std::string name = "ds-";
  for (std::size_t i = 0; i < 6; ++i) {
    name += std::format("{:02x}", hash[i]);
  }
  if (runtime_dir != nullptr && *runtime_dir == '/') {
    // A connection string has no place for blanks and quotes.
    const bool plain = std::strpbrk(runtime_dir, " '\"\\\t\n") == nullptr;
    fs::path folder = fs::path(runtime_dir) / name;
    if (plain && folder.string().size() <= kSocketFolderBytesMax && ::access(runtime_dir, W_OK | X_OK) == 0) {
      return folder;
    }
  }
  return fs::path("/tmp") / name;
}

Result<fs::path> open_data_folder(const fs::path& data) {
  std::error_code error;
  fs::create_directories(data, error);
  Layout layout;
  if (!error) {
    layout.data = fs::canonical(data, error);
  }
  if (error) {
    return fail(ErrorKind::kFailedPrecondition, "data",
                std::format("cannot make the data folder {}: {}", data.string(), error.message()));
  }
  if (!is_ours_or_empty(layout)) {
    return fail(ErrorKind::kFailedPrecondition, "data",
                layout.data.string() + " holds other files; give an empty or a new folder with --data");
  }
  if (!Fd(::open(layout.up_lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)).open()) {
    return system_failure("cannot write to " + layout.data.string(), errno);
  }
  return layout.data;
}

Result<Layout> make_layout(const fs::path& data) {
  const auto folder = open_data_folder(data);
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  Layout layout{*folder, socket_folder(*folder, std::getenv("XDG_RUNTIME_DIR"))};
  for (const fs::path& path : {layout.data, layout.logs(), layout.sockets}) {
    if (auto made = make_private_folder(path); !made) {
      return tl::unexpected(made.error());
    }
  }
  std::error_code error;
  const fs::path fresh = layout.sockets_link().string() + ".new";
  fs::remove(fresh, error);
  fs::create_symlink(layout.sockets, fresh, error);
  if (!error) {
    fs::rename(fresh, layout.sockets_link(), error);
  }
  if (error) {
    return fail(ErrorKind::kInternal, "data",
                std::format("cannot write to {}: {}", layout.data.string(), error.message()));
  }
  return layout;
}

Result<Layout> find_layout(const fs::path& data) {
  std::error_code error;
  Layout layout;
  layout.data = fs::canonical(data, error);
  if (!error) {
    layout.sockets = fs::read_symlink(layout.sockets_link(), error);
  }
  if (error) {
    return fail(ErrorKind::kNotFound, "data", data.string() + " holds no cluster; `up` makes one");
  }
  return layout;
}

std::vector<PostgresPlan> postgres_plans(Variant variant) {
  if (variant == Variant::kSmall) {
    std::vector<std::string> databases{"directory"};
    for (const Shard& shard : kShards) {
      databases.push_back(std::format("shard{}", shard.id));
    }
    return {{"postgres", PostgresRole::kAllInOne, kDirectoryPort, databases, ""}};
  }
  std::vector<PostgresPlan> plans{{"directory", PostgresRole::kDirectory, kDirectoryPort, {"directory"}, ""}};
  for (const Shard& shard : kShards) {
    const std::string primary = std::format("shard-{}-primary", shard.id);
    const int port = kDirectoryPort + shard.id;
    plans.push_back({primary, PostgresRole::kPrimary, port, {std::format("shard{}", shard.id)}, ""});
    plans.push_back({std::format("shard-{}-replica", shard.id),
                     PostgresRole::kReplica,
                     port + kReplicaPortOffset,
                     {},
                     primary});
  }
  return plans;
}

std::vector<DatabasePlan> database_plans(Variant variant) {
  const bool full = variant == Variant::kFull;
  std::vector<DatabasePlan> plans{{0, "directory", "directory", kDirectoryPort, 0}};
  for (const Shard& shard : kShards) {
    const int port = full ? kDirectoryPort + shard.id : kDirectoryPort;
    plans.push_back(
        {shard.id, shard.name, std::format("shard{}", shard.id), port, full ? port + kReplicaPortOffset : 0});
  }
  return plans;
}

std::string conninfo(const Layout& layout, int port, std::string_view database, std::string_view user) {
  return std::format("host={} port={} dbname={} user={}", layout.sockets.string(), port, database, user);
}

std::vector<std::string> backend_names(int count) {
  std::vector<std::string> names(static_cast<std::size_t>(count));
  for (char letter = 'a'; std::string & name : names) {
    name = letter++;
  }
  return names;
}

Result<std::string> read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return fail(ErrorKind::kNotFound, "", "cannot read " + path.string());
  }
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Fd::~Fd() {
  if (fd_ >= 0) {
    ::close(fd_);
  }
}

Fd::Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Fd& Fd::operator=(Fd&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

Result<void> replace_file(const fs::path& path, std::string_view content) {
  const std::string fresh = path.string() + ".new";
  const Fd file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!file.open()) {
    return system_failure("cannot write " + fresh, errno);
  }
  while (!content.empty()) {
    const ssize_t n = ::write(file.get(), content.data(), content.size());
    if (n < 0) {
      return system_failure("cannot write " + fresh, errno);
    }
    content.remove_prefix(static_cast<std::size_t>(n));
  }
  if (::fdatasync(file.get()) != 0 || ::rename(fresh.c_str(), path.c_str()) != 0) {
    return system_failure("cannot write " + path.string(), errno);
  }
  return {};
}

Result<FileLock> FileLock::take(const fs::path& path, std::chrono::steady_clock::time_point until) {
  Fd file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file.open()) {
    return system_failure("cannot open " + path.string(), errno);
  }
  while (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) {
      return system_failure("cannot lock " + path.string(), errno);
    }
    if (std::chrono::steady_clock::now() >= until) {
      return fail(ErrorKind::kUnavailable, "", path.string() + " is held by another darkstore-local");
    }
    std::this_thread::sleep_for(kLockRetry);
  }
  const std::string pid = std::format("{}\n", ::getpid());
  if (::ftruncate(file.get(), 0) != 0 || ::pwrite(file.get(), pid.data(), pid.size(), 0) < 0) {
    return system_failure("cannot write " + path.string(), errno);
  }
  return FileLock(std::move(file));
}

}  // namespace darkstore::local
