import type { Districts } from './districts.ts';

/**
 * Places all free nodes that stand outside. With demands of 1 each placing is made along the cheapest chain of moves
 * (A to its second best so that B may have the place), which is successive shortest paths on the graph of districts:
 * the result is the best there is for these centres, wanted classes and lower bounds aside. With other demands: the node
 * that would lose most by missing its best place first.
 */
export function assignAll(districts: Districts): void {
  if (districts.model.unit) assignByChains(districts);
  else assignByRegret(districts);
}

function waiting(districts: Districts): number[] {
  const nodes: number[] = [];
  for (let node = 0; node < districts.at.length; node += 1)
    if (districts.at[node] === districts.outside && districts.isFree(node)) nodes.push(node);
  return nodes;
}

function assignByChains(districts: Districts): void {
  const { outside, model } = districts;
  const places = outside + 1;
  const nodes = waiting(districts);
  const members: number[][] = Array.from({ length: places }, () => []);
  for (let node = 0; node < model.nodeCount; node += 1) {
    const district = districts.at[node] as number;
    if (district !== outside && districts.isFree(node)) members[district]?.push(node);
  }
  // Those waiting are not outside yet: whoever ends up there is sent there by a chain.
  const room = Array.from({ length: places }, (_, district) =>
    district === outside
      ? model.problem.leftOut
      : model.problem.capacity - (districts.load[district] as number),
  );
  const edge = new Float64Array(places * places).fill(Infinity);
  const by = new Int32Array(places * places).fill(-1);
  const refresh = (from: number) => {
    for (let to = 0; to < places; to += 1) {
      const slot = from * places + to;
      edge[slot] = Infinity;
      by[slot] = -1;
      if (to === from) continue;
      const [rowTo, rowFrom] = [districts.rowOf(to), districts.rowOf(from)];
      for (const node of members[from] as number[]) {
        const change = (rowTo[node] as number) - (rowFrom[node] as number);
        if (change < (edge[slot] as number)) {
          edge[slot] = change;
          by[slot] = node;
        }
      }
    }
  };
  for (let district = 0; district < places; district += 1) refresh(district);

  const reach = new Float64Array(places);
  const before = new Int32Array(places);
  for (const node of nodes) {
    for (let to = 0; to < places; to += 1) {
      reach[to] = districts.rowOf(to)[node] as number;
      before[to] = -1;
    }
    for (let changed = true; changed; ) {
      changed = false;
      for (let from = 0; from < places; from += 1) {
        for (let to = 0; to < places; to += 1) {
          const length = (reach[from] as number) + (edge[from * places + to] as number);
          if (length < (reach[to] as number)) {
            reach[to] = length;
            before[to] = from;
            changed = true;
          }
        }
      }
    }
    let end = -1;
    for (let to = 0; to < places; to += 1)
      if ((room[to] as number) > 0 && (end === -1 || (reach[to] as number) < (reach[end] as number)))
        end = to;
    // No room anywhere: it stays outside, in breach of what may be left out.
    if (end === -1) continue;
    room[end] = (room[end] as number) - 1;
    const touched: number[] = [];
    for (let to = end; ; ) {
      const from = before[to] as number;
      const moving = from === -1 ? node : (by[from * places + to] as number);
      if (from !== -1) {
        const list = members[from] as number[];
        list.splice(list.indexOf(moving), 1);
      }
      members[to]?.push(moving);
      if (districts.at[moving] !== to) districts.move(moving, to);
      touched.push(to);
      if (from === -1) break;
      to = from;
    }
    for (const district of touched) refresh(district);
  }
}

function assignByRegret(districts: Districts): void {
  const { outside, model } = districts;
  const nodes = waiting(districts);
  const choice = (node: number) => {
    let best = outside;
    let cost = Infinity;
    let second = Infinity;
    for (let district = 0; district < outside; district += 1) {
      const load = (districts.load[district] as number) + (model.demands[node] as number);
      if (load > model.problem.capacity) continue;
      const value = districts.rowOf(district)[node] as number;
      if (value < cost) [second, cost, best] = [cost, value, district];
      else if (value < second) second = value;
    }
    const regret = best === outside ? -1 : (second < Infinity ? second : 2 * model.dearest) - cost;
    return { node, best, regret };
  };
  let open = nodes.map(choice);
  const heavierFirst = (a: number, b: number) =>
    (model.demands[b] as number) - (model.demands[a] as number) || a - b;
  while (open.length > 0) {
    let at = 0;
    for (let index = 1; index < open.length; index += 1) {
      const [mine, held] = [open[index], open[at]] as [(typeof open)[number], (typeof open)[number]];
      if (
        mine.regret > held.regret ||
        (mine.regret === held.regret && heavierFirst(mine.node, held.node) < 0)
      )
        at = index;
    }
    const next = open[at] as (typeof open)[number];
    open = open.filter((_, index) => index !== at);
    const target = next.best === outside ? emptiest(districts) : next.best;
    districts.move(next.node, target);
    open = open.map((each) => (each.best === target ? choice(each.node) : each));
  }
}

/** Where it fits nowhere: the district with most room, in breach; the search repairs it. */
function emptiest(districts: Districts): number {
  const { outside, model, load } = districts;
  if ((load[outside] as number) <= model.problem.leftOut) return outside;
  let best = 0;
  for (let district = 1; district < outside; district += 1)
    if ((load[district] as number) < (load[best] as number)) best = district;
  return best;
}
