import type { Chart } from '../charts/chart.ts';
import { percentOf } from './figure.ts';
import type { BulletinFacts } from './quarter-facts.ts';
import { ofGroups, placesOf, standing, totalsOf } from './reckon.ts';

/** More places than this are compared by the table alone. */
const mostBars = 24;

/** The charts of a bulletin by the names under which a template puts them; null where there is nothing to compare. */
export function bulletinCharts(facts: BulletinFacts): Readonly<Record<string, Chart | null>> {
  const { current, course, roster, placeWord, policy } = facts;
  const groups = standing(current);
  const places = placesOf(groups);
  const { kind } = policy.names;
  const rateOf = (items: typeof current.items) => {
    const { due, done } = totalsOf(items);
    return percentOf(done, due);
  };
  const isComparable = places.length > 1 && places.length <= mostBars;
  const inGroups = new Set(groups.flatMap(({ kindergartenIds }) => kindergartenIds));
  const kindOfBars = places.length > 6 ? 'lying-bar' : 'bar';
  const short = (name: string) => name.replace('年第', '年').replace('季度', '季');
  const rates = places.map(({ id }) => {
    const own = new Set(groups.filter(({ place }) => place.id === id).map((group) => group.id));
    return rateOf(ofGroups(current.items).filter(({ groupId }) => own.has(groupId ?? 0)));
  });
  const course8 = course.map(({ items }) => rateOf(ofGroups(items)));
  const covered = places.map(({ id }) => {
    const all = roster.find(({ place }) => place.id === id)?.kindergartenIds ?? [];
    const inside = all.filter((each) => inGroups.has(each)).length;
    return { inside, outside: all.length - inside };
  });
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null).length;
  return {
    走势图:
      known(course8) < 2
        ? null
        : {
            kind: 'line',
            title: '各季度活动完成率',
            categories: course.map(({ quarter }) => short(quarter.name)),
            series: [{ name: '完成率', values: course8 }],
            unit: '%',
          },
    完成率图:
      !isComparable || known(rates) < 2
        ? null
        : {
            kind: kindOfBars,
            title: `各${placeWord}活动完成率`,
            categories: places.map(({ name }) => name),
            series: [{ name: '完成率', values: rates }],
            unit: '%',
          },
    覆盖图:
      !isComparable || covered.every(({ inside, outside }) => inside + outside === 0)
        ? null
        : {
            kind: 'stacked-bar',
            title: `各${placeWord}园所加入${kind}的情况`,
            categories: places.map(({ name }) => name),
            series: [
              { name: `已加入${kind}`, values: covered.map(({ inside }) => inside) },
              { name: '未加入', values: covered.map(({ outside }) => outside) },
            ],
            unit: '所',
          },
  };
}
