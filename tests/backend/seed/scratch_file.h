#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace darkstore::seed {

/// A file in a folder of its own, gone at the end of the test.
class ScratchFile {
 public:
  ScratchFile(std::string_view name, std::string_view text) {
    std::string folder = (std::filesystem::temp_directory_path() / "ds-seed-XXXXXX").string();
    folder_ = ::mkdtemp(folder.data());
    path_ = folder_ / name;
    std::ofstream(path_) << text;
  }
  ~ScratchFile() { std::filesystem::remove_all(folder_); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path folder_;
  std::filesystem::path path_;
};

}  // namespace darkstore::seed
