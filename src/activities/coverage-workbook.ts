import { maskName } from '../common/masking.ts';
import { type ListColumn, newWorkbook, writeListSheet } from '../tables/list-layout.ts';
import { workbookBytes } from '../tables/sheet-style.ts';
import type { Coverage, KindergartenCoverage } from './coverage.ts';

/** `85.7%`; empty where there is none. */
export function percent(share: number | null): string {
  return share === null ? '' : `${Math.round(share * 1000) / 10}%`;
}

const stateWords: Readonly<Record<KindergartenCoverage['state'], string>> = {
  counted: '',
  'staff-unknown': '教职工数不详',
  'more-than-staff': '参训人数多于教职工数，请核对',
};

/** Why a kindergarten has no share; empty where it has one. */
export const coverageRemark = ({ state }: Pick<KindergartenCoverage, 'state'>): string => stateWords[state];

/** The whole in one line. */
export function coverageTotals({ kindergartens, staff, trained, share, elsewhere }: Coverage): string {
  const open = kindergartens.filter(({ state }) => state !== 'counted').length;
  return [
    `${kindergartens.length - open} 所园教职工 ${staff} 人，参训 ${trained} 人${share === null ? '' : `，覆盖 ${percent(share)}`}`,
    ...(open > 0 ? [`另有 ${open} 所教职工数不详或对不上，没有计入`] : []),
    ...(elsewhere.length > 0 ? [`单位不是台账园所的 ${elsewhere.length} 人，没有计入`] : []),
  ].join('；');
}

interface PersonRow {
  readonly kindergarten: string;
  readonly name: string;
  readonly state: string;
  readonly hours: number | null;
  readonly activities: number | null;
}

/**
 * The coverage as a workbook to print: a line for each kindergarten, and on a second sheet its people, trained and not.
 * Equal content gives equal bytes.
 */
export async function coverageWorkbook(
  coverage: Coverage,
  { period, masked }: { readonly period: string; readonly masked: boolean },
): Promise<Uint8Array> {
  const workbook = await newWorkbook();
  const columns: readonly ListColumn<KindergartenCoverage>[] = [
    { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
    { heading: '园所', width: 30, value: ({ name }) => name },
    { heading: '区县', width: 12, centred: true, value: ({ district }) => district ?? '' },
    {
      heading: '教职工数',
      width: 10,
      centred: true,
      value: ({ staff }) => (staff === null ? '' : String(staff)),
    },
    { heading: '参训人数', width: 10, centred: true, value: ({ trained }) => String(trained.length) },
    { heading: '覆盖率', width: 10, centred: true, value: ({ share }) => percent(share) },
    {
      heading: '未参训',
      width: 9,
      centred: true,
      value: ({ missing }) => (missing === null ? '' : String(missing)),
    },
    { heading: '备注', width: 28, value: coverageRemark },
  ];
  const remarks = [period, coverageTotals(coverage)];
  const shares = workbook.addWorksheet('覆盖率');
  const layout = { title: '教职工培训覆盖情况表', remarks, printed: columns.length };
  writeListSheet(shares, layout, columns, coverage.kindergartens);
  const shown = (name: string) => (masked ? maskName(name) : name);
  const people = coverage.kindergartens.flatMap((each): PersonRow[] => [
    ...each.trained.map(({ name, hours, activities }) => {
      return { kindergarten: each.name, name: shown(name), state: '已参训', hours, activities };
    }),
    ...each.untrained.map(({ name }) => {
      return { kindergarten: each.name, name: shown(name), state: '未参训', hours: null, activities: null };
    }),
  ]);
  const personColumns: readonly ListColumn<PersonRow>[] = [
    { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
    { heading: '园所', width: 30, value: ({ kindergarten }) => kindergarten },
    { heading: '姓名', width: 14, centred: true, value: ({ name }) => name },
    { heading: '参训', width: 10, centred: true, value: ({ state }) => state },
    {
      heading: '学时',
      width: 10,
      centred: true,
      value: ({ hours }) => (hours === null ? '' : String(hours)),
    },
    {
      heading: '次数',
      width: 8,
      centred: true,
      value: ({ activities }) => (activities === null ? '' : String(activities)),
    },
  ];
  const names = workbook.addWorksheet('人员');
  const note = '未参训的只列台账里有姓名的人；没有姓名的，人数见“覆盖率”。';
  const list = { title: '教职工参训人员表', remarks: [period, note], printed: personColumns.length };
  writeListSheet(names, list, personColumns, people);
  return workbookBytes(workbook);
}
