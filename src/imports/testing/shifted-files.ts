import type { MadeSheet } from '../../workbook/testing/make-xlsx.ts';

const headings = ['园所名称', '所属区县', '现类别', '班级数', '在园幼儿数', '园长', '联系电话'];
const places = ['阳光', '月亮', '星星', '彩虹', '春风', '小溪', '青禾', '木棉'];
const people = ['邓淇', '李明', '王芳', '赵敏', '孙悦', '周静', '吴桐', '郑秀'];
const categories = ['一类', '二类', '三类'];

/** A roster of eight invented kindergartens. */
function rosterRows(): (string | number)[][] {
  return places.map((place, at) => [
    `东湖区${place}幼儿园`,
    '东湖区',
    categories[at % 3] ?? '',
    3 + at,
    (3 + at) * 28 + at,
    people[at] ?? '',
    `1380000800${at}`,
  ]);
}

/** Files by name: the roster as it is, and the same with two columns exchanged, or filled with another's kind. */
export function shiftedFiles(): Readonly<Record<string, MadeSheet['rows']>> {
  const rows = rosterRows();
  const exchanged = (one: number, other: number) =>
    rows.map((row) => row.map((value, at) => (at === one ? row[other] : at === other ? row[one] : value)));
  return {
    '名册.xlsx': [headings, ...rows],
    '错位.xlsx': [headings, ...exchanged(3, 4)],
    '填错.xlsx': [headings, ...exchanged(5, 6)],
    // 班级数 and what follows stand one row too high; the last row's cells were left blank.
    '错行.xlsx': [
      headings,
      ...rows.map((row, at) =>
        row.map((value, column) => (column < 3 ? value : (rows[at + 1]?.[column] ?? null))),
      ),
    ],
    '新学年.xlsx': [
      headings,
      ...rows.map((row, at) =>
        row.map((value, column) =>
          column === 3 ? Number(value) + 1 : column === 4 ? Number(value) + 20 + at : value,
        ),
      ),
    ],
  };
}
