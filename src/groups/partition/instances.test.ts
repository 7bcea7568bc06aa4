import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InstanceError, problemOf, randomInstance, readInstances, writeInstance } from './instances.ts';

describe('readInstances', () => {
  it('reads n p capacity and the points', () => {
    expect(readInstances('2 1 10\n1 3 4 5\r\n2 0 0 2\n', 'small')).toEqual([
      {
        name: 'small',
        points: [
          { x: 3, y: 4, demand: 5 },
          { x: 0, y: 0, demand: 2 },
        ],
        ...{ districts: 1, capacity: 10, known: null },
      },
    ]);
  });

  it('reads collections: their number, and before each instance its own with the best cost known', () => {
    const text = ' 2\n 1 713\n 1 1 9\n 1 2 3 4\n\n 2 740\n 1 1 8\n 1 5 6 7\n';
    expect(readInstances(text, 'set').map(({ name, known, capacity }) => [name, known, capacity])).toEqual([
      ['set 1', 713, 9],
      ['set 2', 740, 8],
    ]);
  });

  it.each([
    ['3 1 10\n1 2 3 4\n', 1],
    ['1 1 10\n1 2 3\n', 2],
    ['1 1 10\n1 2 3 0\n', 2],
    ['1 0 10\n1 2 3 4\n', 1],
    ['1 1 10\n\n1 2 x 4\n', 3],
    ['1 713\n', 1],
  ])('says where %j is not of the form', (text, line) => {
    expect(() => readInstances(text, 'bad')).toThrow(InstanceError);
    expect(() => readInstances(text, 'bad')).toThrow(`line ${line}:`);
  });

  it('reads back what was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(999), (nodes, seed) => {
        const instance = randomInstance({ nodes, districts: 1, seed });
        const [back] = readInstances(writeInstance(instance), instance.name);
        expect(back).toEqual(instance);
      }),
      { numRuns: 50 },
    );
  });
});

describe('problemOf', () => {
  const [instance] = readInstances('2 1 10\n1 0 0 5\n2 2 2 2\n', 'small');
  it.each([
    [true, 2],
    [false, 2828],
  ])('cuts distances to whole numbers: %s', (floor, cost) => {
    if (!instance) throw new Error('one instance');
    expect(problemOf(instance, { floor }).costs[0]?.[1]).toBe(cost);
  });
});
