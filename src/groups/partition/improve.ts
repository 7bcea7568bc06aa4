import type { Districts } from './districts.ts';

/** Moves, exchanges and new centres until none of them makes the total smaller; nothing where the assignment is the best already. */
export function improve(districts: Districts): void {
  if (districts.model.chainsSuffice) return;
  for (let better = true; better; ) {
    better = shiftAll(districts);
    better = swapAll(districts) || better;
    better = recentreAll(districts) || better;
  }
}

function shiftAll(districts: Districts): boolean {
  const { outside, model } = districts;
  const places = model.problem.leftOut > 0 ? outside + 1 : outside;
  let better = false;
  for (let node = 0; node < model.nodeCount; node += 1) {
    if (!districts.isFree(node)) continue;
    let best = -1;
    let least = 0;
    for (let to = 0; to < places; to += 1) {
      if (to === districts.at[node]) continue;
      const delta = districts.shiftDelta(node, to);
      if (delta < least) [least, best] = [delta, to];
    }
    if (best === -1) continue;
    districts.move(node, best);
    better = true;
  }
  return better;
}

function swapAll(districts: Districts): boolean {
  const { model, at } = districts;
  let better = false;
  for (let one = 0; one < model.nodeCount; one += 1) {
    if (!districts.isFree(one)) continue;
    let best = -1;
    let least = 0;
    for (let other = one + 1; other < model.nodeCount; other += 1) {
      if (at[one] === at[other] || !districts.isFree(other)) continue;
      const delta = districts.swapDelta(one, other);
      if (delta < least) [least, best] = [delta, other];
    }
    if (best === -1) continue;
    const [from, to] = [at[one] as number, at[best] as number];
    districts.move(one, to);
    districts.move(best, from);
    better = true;
  }
  return better;
}

/** The node of each district that would make the cheapest centre becomes it. */
export function recentreAll(districts: Districts): boolean {
  const { model, at, open, outside } = districts;
  const members: number[][] = Array.from({ length: outside + 1 }, () => []);
  for (let node = 0; node < model.nodeCount; node += 1) members[at[node] as number]?.push(node);
  let better = false;
  for (let district = 0; district < outside; district += 1) {
    const seat = open[district] as number;
    if (model.boundTo[model.problem.centres[seat] as number] === seat) continue;
    const own = members[district] as number[];
    const costAt = (candidate: number) => {
      const row = model.problem.costs[candidate] as Float64Array;
      let sum = 0;
      for (const node of own) sum += row[node] as number;
      return sum;
    };
    let best = seat;
    let least = costAt(seat);
    for (const node of own) {
      const candidate = model.seatAt[node] as number;
      if (candidate === -1 || candidate === seat || !model.usable[candidate]) continue;
      const cost = costAt(candidate);
      if (cost < least) [least, best] = [cost, candidate];
    }
    if (best === seat) continue;
    districts.recentre(district, best);
    better = true;
  }
  return better;
}
