#include "tests/history/checker/cross_row.h"

#include <algorithm>
#include <format>
#include <utility>

namespace darkstore::history {
namespace {

using Node = std::uint32_t;

// Nodes: operations of the timeline, then snapshot reads, then moments (the distinct times of completion).
class Graph {
 public:
  Graph(const History& history, const Timeline& timeline) : timeline_(timeline) {
    for (std::size_t i = 0; i + 1 < timeline.operations(); ++i) {
      spans_.push_back(timeline.span(i));
    }
    spans_.push_back({std::numeric_limits<Time>::min(), kNever});  // of entries that nobody asked for
    for (const auto& read : history.reads) {
      if (read.source == ReadSource::kPrimary && read.rows.size() > 1) {
        reads_.push_back(&read);
        spans_.push_back(read.span);
      }
    }
    add_row_edges();
    add_read_edges();
    add_time_edges();
  }

  // Takes away what nothing leads to, again and again; what remains lies on or behind a cycle.
  [[nodiscard]] std::vector<Node> cycle() const {
    const auto [first, to] = adjacency();
    std::vector<std::uint32_t> incoming(nodes_, 0);
    for (const auto& edge : edges_) {
      ++incoming[edge.second];
    }
    std::vector<Node> free;
    for (Node node = 0; node < nodes_; ++node) {
      if (incoming[node] == 0) {
        free.push_back(node);
      }
    }
    std::size_t taken = 0;
    while (!free.empty()) {
      const auto node = free.back();
      free.pop_back();
      ++taken;
      for (auto e = first[node]; e < first[node + 1]; ++e) {
        if (--incoming[to[e]] == 0) {
          free.push_back(to[e]);
        }
      }
    }
    return taken == nodes_ ? std::vector<Node>{} : walk_back(incoming);
  }

  [[nodiscard]] std::string name(Node node) const {
    if (node < timeline_.operations()) {
      return timeline_.name(node);
    }
    if (node < spans_.size()) {
      return std::format("a snapshot read by client {}", reads_[node - timeline_.operations()]->client);
    }
    return "time";
  }

 private:
  // Entries that nobody asked for are no operation: they order nothing.
  void join(std::size_t before, std::size_t after) {
    const auto nobody = timeline_.operations() - 1;
    if (before != nobody && after != nobody) {
      edges_.emplace_back(before, after);
    }
  }

  void add_row_edges() {
    for (const auto& row : timeline_.rows()) {
      for (std::size_t k = 1; k < row.makers.size(); ++k) {
        if (row.makers[k - 1] != row.makers[k]) {
          join(row.makers[k - 1], row.makers[k]);
        }
      }
    }
  }

  // A read stands after the maker of what it saw and before the maker of the next state.
  void add_read_edges() {
    for (std::size_t r = 0; r < reads_.size(); ++r) {
      const auto node = static_cast<Node>(timeline_.operations() + r);
      for (const auto& seen : reads_[r]->rows) {
        const auto* row = timeline_.row(seen.row);
        const auto state = row == nullptr ? std::nullopt : row->order.state_of(seen.version);
        if (state && *state > 0) {
          join(row->makers[*state - 1], node);
        }
        if (state && *state < row->makers.size()) {
          join(node, row->makers[*state]);
        }
      }
    }
  }

  void add_time_edges() {
    std::vector<Time> moments;
    for (const auto& span : spans_) {
      if (span.complete != kNever) {
        moments.push_back(span.complete);
      }
    }
    std::ranges::sort(moments);
    moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
    const auto base = spans_.size();
    nodes_ = base + moments.size();
    for (std::size_t m = 1; m < moments.size(); ++m) {
      edges_.emplace_back(base + m - 1, base + m);
    }
    for (std::size_t node = 0; node < base; ++node) {
      const auto& span = spans_[node];
      if (span.complete != kNever) {
        const auto at = std::ranges::lower_bound(moments, span.complete) - moments.begin();
        edges_.emplace_back(node, base + static_cast<std::size_t>(at));
      }
      const auto before = std::ranges::lower_bound(moments, span.invoke) - moments.begin();
      if (before > 0) {
        edges_.emplace_back(base + static_cast<std::size_t>(before) - 1, node);
      }
    }
  }

  [[nodiscard]] std::pair<std::vector<std::uint32_t>, std::vector<Node>> adjacency() const {
    std::vector<std::uint32_t> first(nodes_ + 1, 0);
    for (const auto& edge : edges_) {
      ++first[edge.first + 1];
    }
    for (std::size_t node = 0; node < nodes_; ++node) {
      first[node + 1] += first[node];
    }
    std::vector<Node> to(edges_.size());
    auto next = first;
    for (const auto& edge : edges_) {
      to[next[edge.first]++] = edge.second;
    }
    return {std::move(first), std::move(to)};
  }

  // From any node that remains, back along edges from nodes that remain, until one comes again.
  [[nodiscard]] std::vector<Node> walk_back(const std::vector<std::uint32_t>& incoming) const {
    std::vector<Node> before(nodes_, kNone);
    for (const auto& edge : edges_) {
      if (incoming[edge.first] > 0 && incoming[edge.second] > 0) {
        before[edge.second] = edge.first;
      }
    }
    Node node = 0;
    while (before[node] == kNone) {
      ++node;
    }
    std::vector<bool> seen(nodes_, false);
    while (!seen[node]) {
      seen[node] = true;
      node = before[node];
    }
    std::vector<Node> loop{node};
    for (auto at = before[node]; at != node; at = before[at]) {
      loop.push_back(at);
    }
    std::ranges::reverse(loop);
    return loop;
  }

  static constexpr Node kNone = ~Node{0};
  const Timeline& timeline_;
  std::vector<const ReadCall*> reads_;
  std::vector<Span> spans_;
  std::size_t nodes_ = 0;
  std::vector<std::pair<Node, Node>> edges_;
};

}  // namespace

void check_cycles(const History& history, const Timeline& timeline, Report& report) {
  const Graph graph(history, timeline);
  const auto cycle = graph.cycle();
  if (cycle.empty()) {
    return;
  }
  std::string text;
  std::string last;
  for (const auto node : cycle) {
    if (const auto name = graph.name(node); name != last) {
      text += (text.empty() ? "" : " < ") + name;
      last = name;
    }
  }
  report.add("strictly serializable",
             std::format("each of these came before the next, and the last before the first: {}", text));
}

}  // namespace darkstore::history
