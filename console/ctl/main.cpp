#include <iostream>

#include "console/ctl/run.h"

int main(int argc, char** argv) {
  return darkstore::console::runCtl(argc, argv, std::cout, std::cerr);
}
