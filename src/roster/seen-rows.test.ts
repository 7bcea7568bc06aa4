import { expect, test } from 'vitest';
import { SeenRows } from './seen-rows.ts';

const file = (path: string, sheet: string) => ({ path, sheet, sha256: '' });

test('knows of each kindergarten the digest and the place of the row that spoke of it', () => {
  const seen = new SeenRows();
  const roster = file('/收到/名册.xlsx', '东湖');
  // More than are held at first.
  for (let id = 1; id <= 3_000; id += 1) seen.add(id, id / 7, roster, `C${id + 1}`);
  seen.add(9_000, -1, file('D:\\收到\\补充.xls', '西岭'), 'B5');
  expect(seen.digest(3_000)).toBe(3_000 / 7);
  expect(seen.place(1)).toBe('名册.xlsx 工作表“东湖” C2');
  expect(seen.place(9_000)).toBe('补充.xls 工作表“西岭” B5');
  expect(seen.digest(4_000)).toBeUndefined();
});
