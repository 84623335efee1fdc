// src/text/nearest.ts
function nearest(typed, known) {
  let best = null, bestDistance = Number.POSITIVE_INFINITY;
  for (let name of known) {
    let allowed = Math.max(1, Math.floor(name.length / 3));
    if (Math.abs(name.length - typed.length) > allowed) continue;
    let distance = editDistance(typed.toLowerCase(), name);
    distance <= allowed && distance < bestDistance && (best = name, bestDistance = distance);
  }
  return best;
}
function editDistance(a, b) {
  let beforeLast = [], last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    let row = [i];
    for (let j = 1; j <= b.length; j++) {
      let same = a[i - 1] === b[j - 1], cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && (cost = Math.min(cost, beforeLast[j - 2] + 1)), row.push(cost);
    }
    beforeLast = last, last = row;
  }
  return last[b.length];
}

export {
  nearest,
  editDistance
};
