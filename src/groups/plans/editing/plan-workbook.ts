import type { Workbook } from 'exceljs';
import type { Policy } from '../../../policy/schema.ts';
import type { Kindergarten } from '../../../roster/kindergarten.ts';
import type { ColumnDefinition, ListDefinition } from '../../../tables/definition.ts';
import { type Choices, offerChoices } from '../../../tables/drop-downs.ts';
import { type ListColumn, writeListSheet } from '../../../tables/list-layout.ts';
import { renderList } from '../../../tables/render-list.ts';
import type { Wording } from '../../../tables/sheet-style.ts';
import type { AllianceListRow } from '../../alliance-list.rows.ts';
import type { PlanProblem, PlanResult } from '../../plan.ts';
import { kilometres } from '../words.ts';
import { labelsOf, wishTexts } from './labels.ts';
import { elsewhereWord, excludeWord, keepWord } from './wish.ts';

/** Headings by which the sheet is read back. */
export const wishHeading = '调整';
export const numberHeading = '园所编号';
export const nameHeading = '园所名称';
/** On the sheet of leads: they do not lead. */
export const notLeadingWord = '不担任';
const leadsSheet = '主导园';

/** Stands on every sheet, in sight: by it the plan is known again, whatever program saved the file. */
function planMark(plan: number | null): string {
  return plan === null ? '组建方案（试算，没有存）' : `组建方案 ${plan}`;
}

export interface EditablePlan {
  /** Null in a trial. */
  readonly plan: number | null;
  readonly policy: Policy;
  readonly problem: PlanProblem;
  readonly result: PlanResult;
  readonly kindergartens: ReadonlyMap<number, Kindergarten>;
}

/** The official list, as it is known to the office. */
export interface OfficialList {
  readonly definition: ListDefinition;
  readonly wording: Wording;
  readonly rows: readonly AllianceListRow[];
}

const ownColumns: readonly ColumnDefinition[] = [
  { key: 'distance', path: ['距离（公里）'], synonyms: [], type: 'text', width: 9 },
  { key: 'number', path: [numberHeading], synonyms: [], type: 'text', width: 9 },
  { key: 'wish', path: [wishHeading], synonyms: [], type: 'longText', width: 26 },
];

const mark = (id: number) => `#${id}`;

/**
 * A plan as a workbook to be edited: the official list (联盟名单) with a column 调整, a sheet of those without a place, one
 * of the leads, and how to fill them in. The same plan gives the same bytes.
 */
export async function planWorkbook(edited: EditablePlan, list: OfficialList): Promise<Uint8Array> {
  const { problem, result } = edited;
  const label = labelsOf(edited.kindergartens);
  const left = withoutPlace(edited);
  const distances = new Map(
    result.groups.flatMap(({ members }) => members.map((member) => [member.id, member] as const)),
  );
  const leads = leadsOf(edited);
  const texts = wishTexts(problem, {
    label,
    rows: new Set([...distances.keys(), ...left.map(({ id }) => id)]),
    leads: new Set(leads.map(({ id }) => id)),
  });
  const choices: Choices = {
    values: [keepWord, excludeWord, elsewhereWord, ...leads.map(({ id }) => label(id))],
    open: true,
  };
  const rows = list.rows.map((row) => {
    const member = row.memberId === null ? undefined : distances.get(row.memberId);
    if (!member) return row;
    const far = `${kilometres(member.millimetres)}${member.basis === 'administrative' ? '＊' : ''}`;
    const values = { ...row.values, distance: far, number: mark(member.id), wish: texts.get(member.id) };
    return { ...row, values };
  });
  const definition = { ...list.definition, columns: [...list.definition.columns, ...ownColumns] };
  const title = list.wording.heading?.title ?? list.definition.title;
  const heading = { title, attachment: `${planMark(edited.plan)}（调整稿，填法见“填写说明”）` };
  return renderList(definition, {
    rows,
    wording: { ...list.wording, heading },
    finish: (workbook, sheet, { first, last }) => {
      offerChoices(workbook, sheet, { column: definition.columns.length, first, last }, choices, prompt);
      if (left.length > 0) writeLeft(workbook, edited, { left, texts, choices });
      writeLeads(workbook, edited, leads);
      writeGuide(workbook, edited);
    },
  });
}

interface Left {
  readonly id: number;
  readonly name: string;
  readonly reason: string;
}

/** Those without a place, with those whom the clerk left out. */
function withoutPlace({ problem, result, kindergartens }: EditablePlan): Left[] {
  const excluded = problem.excluded.flatMap((id): Left[] => {
    const name = kindergartens.get(id)?.name;
    return name === undefined ? [] : [{ id, name, reason: '指定不编入' }];
  });
  return [...result.unassigned, ...result.undetermined, ...excluded];
}

interface Lead {
  readonly id: number;
  readonly name: string;
  readonly members: number | null;
  readonly reason: string;
}

function leadsOf({ result }: EditablePlan): Lead[] {
  return [
    ...result.groups.map(({ leadId, lead, members }) => ({
      ...{ id: leadId, name: lead, members: members.length, reason: '' },
    })),
    ...result.leadsWithoutGroup.map(({ id, name, reason }) => ({ id, name, members: null, reason })),
  ];
}

const prompt = {
  title: wishHeading,
  text: '空着：由程序安排。可从下拉列表选，也可写“不到某园”“与某园一起”“不与某园一起”。',
};

function writeLeft(
  workbook: Workbook,
  { plan, kindergartens }: EditablePlan,
  { left, texts, choices }: { left: readonly Left[]; texts: ReadonlyMap<number, string>; choices: Choices },
): void {
  const columns: ListColumn<Left>[] = [
    { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
    { heading: '区县', width: 12, value: ({ id }) => kindergartens.get(id)?.district ?? '' },
    { heading: nameHeading, width: 28, value: ({ name }) => name },
    { heading: '没有编入的原因', width: 46, value: ({ reason }) => reason },
    { heading: numberHeading, width: 10, centred: true, value: ({ id }) => mark(id) },
    { heading: wishHeading, width: 28, value: ({ id }) => texts.get(id) ?? '' },
  ];
  const sheet = workbook.addWorksheet('没有编入');
  const remark = '要编入的，在“调整”一栏写主导园的名称；地方不够时，请同时把别的园所调开。';
  const first = writeListSheet(
    sheet,
    { title: `${planMark(plan)}　没有编入的园所`, remarks: [remark] },
    columns,
    left,
  );
  const range = { column: columns.length, first, last: first + left.length - 1 };
  offerChoices(workbook, sheet, range, choices, prompt);
}

function writeLeads(workbook: Workbook, { plan, kindergartens }: EditablePlan, leads: readonly Lead[]): void {
  const columns: ListColumn<Lead>[] = [
    { heading: '序号', width: 6, centred: true, value: (_, index) => String(index + 1) },
    { heading: '区县', width: 12, value: ({ id }) => kindergartens.get(id)?.district ?? '' },
    { heading: nameHeading, width: 28, value: ({ name }) => name },
    { heading: '联盟园（所）', width: 12, centred: true, value: ({ members }) => String(members ?? '') },
    { heading: '没有组成的原因', width: 40, value: ({ reason }) => reason },
    { heading: numberHeading, width: 10, centred: true, value: ({ id }) => mark(id) },
    { heading: wishHeading, width: 16, value: () => '' },
  ];
  const sheet = workbook.addWorksheet(leadsSheet);
  const remark = `这次不让它担任的，在“调整”一栏写“${notLeadingWord}”。`;
  const first = writeListSheet(
    sheet,
    { title: `${planMark(plan)}　主导园`, remarks: [remark] },
    columns,
    leads,
  );
  const choices = { values: [notLeadingWord], open: false };
  offerChoices(workbook, sheet, { column: columns.length, first, last: first + leads.length - 1 }, choices);
}

function writeGuide(workbook: Workbook, { plan, policy: { names } }: EditablePlan): void {
  const guide: readonly (readonly [string, string])[] = [
    ['空着', `由程序安排：可能留在原来的${names.lead}，也可能换到别处。`],
    [keepWord, `留在现在的${names.lead}。`],
    [`${names.lead}的名称`, `编到这所${names.lead}；名称相同的写“名称@区县”，或写园所编号，如 #12。`],
    [`不到某${names.lead}`, `编到哪里都可以，就是不到这所${names.lead}，如“不到东湖区实验幼儿园”。`],
    [elsewhereWord, `编到哪里都可以，就是不在现在的${names.lead}。`],
    [excludeWord, '这次不编入。'],
    ['与某园一起', '与写明的园所编在同一组。'],
    ['不与某园一起', '不与写明的园所编在同一组。'],
    ['几样要求', '写在同一格里，用分号隔开，如“不到甲园；不与乙园一起”。'],
  ];
  const columns: ListColumn<readonly [string, string]>[] = [
    { heading: '“调整”一栏写', width: 24, value: ([what]) => what },
    { heading: '意思', width: 76, value: ([, meaning]) => meaning },
  ];
  const again =
    '改好后运行 youlian group propose --from 文件名.xlsx，程序照您的要求重新安排，做成一份新的方案，并说明与这份有哪些不同。';
  const remarks = [
    again,
    '只改“调整”一栏；园所、主导园两栏改了不起作用。做不到的要求，程序会指出是哪一格。各表上方的方案编号请保留。',
  ];
  writeListSheet(
    workbook.addWorksheet('填写说明'),
    { title: `${planMark(plan)}　填写说明`, remarks },
    columns,
    guide,
  );
}
