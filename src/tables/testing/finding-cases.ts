import type { FindingCode } from '../../findings/catalogue.ts';
import type { MadeCell, MadeSheet } from '../../workbook/testing/make-xlsx.ts';

/** The smallest file that brings a finding about: `fixtures/findings/<code>/表.xlsx`. */
export interface FindingCase {
  readonly sheet: Omit<MadeSheet, 'name'>;
  /** Rows of a second sheet. */
  readonly beside?: MadeSheet['rows'];
  readonly besideIs?: MadeSheet['visibility'];
  /** Exit code of `import 表.xlsx --yes`. */
  readonly exit: 0 | 1 | 2;
}

const rosterHeadings = ['学校标识码', '园所名称', '所属区县', '办园性质', '班级数'];

/** A roster of one kindergarten with one more column. */
function rosterWith(heading: string, value: MadeCell): MadeSheet['rows'] {
  return [
    [...rosterHeadings, heading],
    ['2137000001', '东湖区阳光幼儿园', '东湖区', '民办', 6, value],
  ];
}

/** A roster of one kindergarten with one of its cells changed. */
function roster(changed: Partial<Record<string, MadeCell>>): MadeSheet['rows'] {
  const row: MadeCell[] = ['2137000001', '东湖区阳光幼儿园', '东湖区', '民办', 6];
  return [
    rosterHeadings,
    row.map((value, index) => {
      const heading = rosterHeadings[index] ?? '';
      return heading in changed ? changed[heading] : value;
    }),
  ];
}

const listHeader: MadeSheet['rows'] = [
  ['序号', '区（市）教体局', '主导园', null, null, null, '联盟园', null, null, null],
  [null, null, '园所名称', '现类别', '办园性质', '责任人', '园所名称', '现类别', '办园性质', '责任人'],
];
const listMerges = ['A1:A2', 'B1:B2', 'C1:F1', 'G1:J1'];
const lead = ['东湖区', '东湖区实验幼儿园', '一类', '教育部门办', '邓淇'];
const member = (name: string) => [`东湖区${name}幼儿园`, '二类', '普惠性民办', '李明'];
const noLead = [null, null, null, null, null];

function list(rows: MadeSheet['rows'], merges: readonly string[] = []): FindingCase['sheet'] {
  return { rows: [...listHeader, ...rows], merges: [...listMerges, ...merges] };
}

const leadership = (name: MadeCell, role: MadeCell = '组长'): MadeSheet['rows'] => [
  ['云溪市幼儿园联盟领导小组'],
  ['序号', '职务', '姓名', '单位及职务'],
  [1, role, name, '云溪市教育局副局长'],
];

/** The form with cells changed by address. */
function form(changed: Readonly<Record<string, MadeCell>> = {}): MadeSheet['rows'] {
  const rows: MadeCell[][] = [
    ['联盟园基本信息', '单位名称', '东湖区阳光幼儿园', null, null, '园所规模', '6个班'],
    [null, '通讯地址', '东湖区人民路1号', null, null, '邮政编码', '277100'],
    [null, '法定代表人', '邓淇', '职务', '园长', '电话', '0632-3312345'],
    [null, '联系人', '李明', '移动电话', '13800008000', '固定电话', '0632-3312346'],
    [null, null, null, null, null, '业务邮箱', 'yg@example.com'],
    ['主导园信息', '单位名称', '东湖区实验幼儿园', null, null, '电话', '0632-3312347'],
    [null, '联系地址', '东湖区文化路2号', null, null, '业务邮箱', 'sy@example.com'],
    ['联盟事宜', '联盟项目内容', '联合教研'],
    [null, '预期效果', '提升一类'],
    ['推荐单位', '东湖区教育和体育局'],
    ['推荐意见', '同意推荐'],
  ];
  for (const [address, value] of Object.entries(changed)) {
    const row = rows[Number(address.slice(1)) - 1];
    if (row) row[address.charCodeAt(0) - 65] = value;
  }
  return rows;
}

const picture = { formula: '_xlfn.DISPIMG("ID_1",1)', value: '=DISPIMG("ID_1",1)' };
const blankForm = Object.fromEntries(
  [
    'C1',
    'G1',
    'C2',
    'G2',
    'C3',
    'E3',
    'G3',
    'C4',
    'E4',
    'G4',
    'G5',
    'C6',
    'G6',
    'C7',
    'G7',
    'C8',
    'C9',
    'B10',
    'B11',
  ].map((address) => [address, null]),
);

/** One case for every finding about tables that a file can bring about. */
export const findingCases: Partial<Record<FindingCode, FindingCase>> = {
  'value-required': { sheet: { rows: roster({ 园所名称: null }) }, exit: 1 },
  'value-kind': { sheet: { rows: form({ G1: { date: '2021-06-09' } }) }, exit: 1 },
  'value-normalised': { sheet: { rows: roster({ 班级数: '6个' }) }, exit: 0 },
  'value-placeholder': { sheet: { rows: rosterWith('通讯地址', '/') }, exit: 0 },
  'value-masked': { sheet: { rows: rosterWith('联系电话', '138****8000') }, exit: 0 },
  'cell-error': { sheet: { rows: roster({ 班级数: { error: '#REF!' } }) }, exit: 1 },
  'cell-picture': { sheet: { rows: rosterWith('园长', picture) }, exit: 1 },
  'cell-picture-ignored': { sheet: { rows: form({ B11: picture }) }, exit: 0 },
  'formula-without-value': { sheet: { rows: roster({ 班级数: { formula: 'SUM(2,4)' } }) }, exit: 1 },
  'name-invalid': { sheet: { rows: roster({ 园所名称: '12' }) }, exit: 1 },
  'name-several': { sheet: { rows: roster({ 园所名称: '阳光幼儿园、月亮幼儿园' }) }, exit: 1 },
  'person-name-invalid': { sheet: { rows: rosterWith('园长', '邓淇13800008000') }, exit: 1 },
  'person-several': { sheet: { rows: rosterWith('园长', '邓淇、李明') }, exit: 0 },
  'person-remark': { sheet: { rows: rosterWith('园长', '邓淇（代）') }, exit: 0 },
  'role-unknown': { sheet: { rows: leadership('邓淇', '顾问') }, exit: 0 },
  'integer-invalid': { sheet: { rows: roster({ 班级数: '约6' }) }, exit: 1 },
  'coordinate-invalid': { sheet: { rows: rosterWith('经度', 0) }, exit: 1 },
  'coordinates-swapped': { sheet: { rows: rosterWith('经度', 34.8107) }, exit: 1 },
  'yes-no-invalid': { sheet: { rows: rosterWith('是否普惠', '部分') }, exit: 1 },
  'yes-no-blank': {
    sheet: {
      rows: [...rosterWith('是否新建', '√'), ['2137000002', '东湖区月亮船幼儿园', '东湖区', '民办', 3, null]],
    },
    exit: 0,
  },
  'term-unknown': { sheet: { rows: roster({ 办园性质: '军民共建' }) }, exit: 0 },
  'term-not-allowed': { sheet: { rows: roster({ 办园性质: '12' }) }, exit: 1 },
  'number-truncated': { sheet: { rows: rosterWith('联系电话', 1.38e10) }, exit: 1 },
  'code-lost-zero': { sheet: { rows: roster({ 学校标识码: 137000001 }) }, exit: 1 },
  'code-invalid': { sheet: { rows: roster({ 学校标识码: '21370000012' }) }, exit: 1 },
  'credit-code-invalid': { sheet: { rows: rosterWith('统一社会信用代码', '370402123456789') }, exit: 1 },
  'credit-code-check': { sheet: { rows: rosterWith('统一社会信用代码', '91350100M000100Y44') }, exit: 1 },
  'integer-unclear': { sheet: { rows: roster({ 班级数: '一百二' }) }, exit: 1 },
  'phone-invalid': { sheet: { rows: rosterWith('联系电话', '1380000800') }, exit: 1 },
  'phone-without-area': { sheet: { rows: rosterWith('联系电话', '3312345') }, exit: 0 },
  'email-invalid': { sheet: { rows: form({ G5: 'yg.example.com' }) }, exit: 1 },
  'table-unknown': {
    sheet: {
      rows: [
        ['品名', '数量', '单价'],
        ['桌子', 3, 120],
      ],
    },
    exit: 2,
  },
  'sheet-unread': {
    sheet: { rows: roster({}) },
    beside: [
      ['品名', '数量'],
      ['桌子', 3],
    ],
    exit: 0,
  },
  'column-missing': {
    sheet: {
      rows: [
        ['云溪市幼儿园联盟名单'],
        ['主导园名称', '主导园类别', '联盟园类别'],
        ['东湖区实验幼儿园', '一类', '二类'],
      ],
    },
    exit: 2,
  },
  'column-duplicate': {
    sheet: {
      rows: [
        [...rosterHeadings, '园所名称'],
        ['2137000001', '东湖区阳光幼儿园', '东湖区', '民办', 6, '东湖区月亮幼儿园'],
      ],
    },
    exit: 2,
  },
  'header-ambiguous': {
    sheet: {
      rows: [
        ['园所名称', '园长', '班级数'],
        ['园长', '园所名称', '班级数'],
        ['东湖区阳光幼儿园', '邓淇', 6],
      ],
    },
    exit: 2,
  },
  'columns-by-order': {
    sheet: {
      rows: [
        ['序号', '区（市）教体局', ...(listHeader[1]?.slice(2) ?? [])],
        [1, ...lead, ...member('阳光')],
      ],
    },
    exit: 0,
  },
  'heading-loose': { sheet: { rows: rosterWith('在园幼儿数（学籍）', 90) }, exit: 0 },
  'heading-unknown': { sheet: { rows: rosterWith('占地面积', 3000) }, exit: 0 },
  'column-unheaded': {
    sheet: {
      rows: [rosterHeadings, ['2137000001', '东湖区阳光幼儿园', '东湖区', '民办', 6, '13900001234']],
    },
    exit: 0,
  },
  'hidden-columns': { sheet: { rows: roster({}), hiddenColumns: [5] }, exit: 0 },
  'hidden-sheet': {
    sheet: { rows: roster({ 学校标识码: '2137000002', 园所名称: '东湖区月亮幼儿园' }) },
    beside: roster({}),
    besideIs: 'veryHidden',
    exit: 0,
  },
  'hidden-rows': { sheet: { rows: roster({}), hiddenRows: [2] }, exit: 0 },
  'header-changed': {
    sheet: {
      rows: [
        ...roster({}),
        ['园所名称', '学校标识码', '所属区县', '班级数'],
        ['东湖区月亮幼儿园', '2137000002', '东湖区', 3],
      ],
    },
    exit: 0,
  },
  'header-unreadable': {
    sheet: {
      rows: [
        ...roster({}),
        ['学校标识码', '简称', '所属区县', '班级数'],
        ['2137000002', '月亮', '东湖区', 3],
      ],
    },
    exit: 1,
  },
  'value-carried': {
    sheet: list([[1, ...lead, ...member('阳光')], [], [2, ...noLead, ...member('月亮')]]),
    exit: 0,
  },
  'block-unclear': {
    sheet: list(
      [
        [1, ...lead, ...member('阳光')],
        [null, ...noLead, ...member('月亮')],
        [2, ...noLead, ...member('星星')],
      ],
      ['C3:C4'],
    ),
    exit: 1,
  },
  'block-rejected': {
    sheet: list([
      [1, '东湖区', { error: '#REF!' }, null, null, null, ...member('阳光')],
      [2, ...noLead, ...member('月亮')],
    ]),
    exit: 1,
  },
  'ditto-without-value': { sheet: { rows: roster({ 所属区县: '同上' }) }, exit: 1 },
  'rows-after-end': {
    sheet: {
      rows: [
        ...roster({}),
        ['填表说明：一行一所。'],
        ['2137000002', '东湖区月亮幼儿园', '东湖区', '民办', 3],
      ],
    },
    exit: 0,
  },
  'label-missing': { sheet: { rows: form({ B1: '全名' }) }, exit: 1 },
  'label-duplicate': { sheet: { rows: form({ F2: '园所规模' }) }, exit: 1 },
  'form-blank': { sheet: { rows: form(blankForm) }, exit: 1 },
  'form-value-unclear': { sheet: { rows: form({ D1: '东湖区月亮幼儿园' }) }, exit: 1 },
  'form-unread': {
    sheet: { rows: form({ A12: '（由主导园填写）', A10: null, B10: null, C10: '见附页' }) },
    exit: 0,
  },
};
