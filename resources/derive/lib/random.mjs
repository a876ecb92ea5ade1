// A small seeded generator (mulberry32), so that the same seed gives the same network on every machine.

export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** A generator of its own for `name`, so that one metro's luck does not move its neighbours. */
  static of(seed, name) {
    let hash = 2166136261 ^ seed;
    for (const c of name) hash = Math.imul(hash ^ c.codePointAt(0), 16777619);
    return new Random(hash);
  }

  /** 0 <= x < 1 */
  unit() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  between(low, high) {
    return low + (high - low) * this.unit();
  }

  /** One key of {key: weight}. */
  pick(weights) {
    const total = Object.values(weights).reduce((a, b) => a + b, 0);
    let left = this.unit() * total;
    for (const [key, weight] of Object.entries(weights)) {
      left -= weight;
      if (left < 0) return key;
    }
    return Object.keys(weights).at(-1);
  }
}
