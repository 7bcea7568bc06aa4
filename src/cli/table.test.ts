import { expect, it } from 'vitest';
import { renderTable } from './table.ts';

it('aligns columns, numbers to the right, and keeps every row on one line', () => {
  const rows = [
    { name: '星河幼儿园', n: 12 },
    { name: 'A\nB', n: null },
  ];
  const text = renderTable(rows, [
    { heading: '园所', value: (row) => row.name },
    { heading: '班级数', align: 'right', value: (row) => row.n },
  ]);
  expect(text).toBe('园所        班级数\n星河幼儿园      12\nA B\n');
});
