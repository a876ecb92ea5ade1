// Leaves out points that do not matter at a scale (Douglas and Peucker), in the plane of the file's own units.

/** Squared distance of p from the segment a-b; `sx` scales x so that both axes are of one length. */
function distanceSquared(p, a, b, sx) {
  const [ax, ay, bx, by] = [a[0] * sx, a[1], b[0] * sx, b[1]];
  const [px, py] = [p[0] * sx, p[1]];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  return (px - ax - t * dx) ** 2 + (py - ay - t * dy) ** 2;
}

/** A line with its ends kept, no dropped point being further than `tolerance` from what is left. */
export function simplifyLine(points, tolerance, sx = 1) {
  if (points.length < 3) return points;
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const spans = [[0, points.length - 1]];
  while (spans.length > 0) {
    const [from, to] = spans.pop();
    let worst = tolerance * tolerance;
    let at = -1;
    for (let i = from + 1; i < to; ++i) {
      const d = distanceSquared(points[i], points[from], points[to], sx);
      if (d > worst) [worst, at] = [d, i];
    }
    if (at < 0) continue;
    keep[at] = 1;
    spans.push([from, at], [at, to]);
  }
  return points.filter((_, i) => keep[i]);
}

/** A closed ring (first point not repeated); empty when less than a triangle is left. */
export function simplifyRing(ring, tolerance, sx = 1) {
  let far = 0;
  let best = -1;
  ring.forEach((p, i) => {
    const d = ((p[0] - ring[0][0]) * sx) ** 2 + (p[1] - ring[0][1]) ** 2;
    if (d > best) [best, far] = [d, i];
  });
  const there = simplifyLine(ring.slice(0, far + 1), tolerance, sx);
  const back = simplifyLine([...ring.slice(far), ring[0]], tolerance, sx);
  const simple = [...there.slice(0, -1), ...back.slice(0, -1)];
  return simple.length < 3 ? [] : simple;
}
