import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, textOption } from '../../cli/options.ts';
import { renderFinding } from '../../cli/render-finding.ts';
import { renderJson, renderTable, type TableColumn } from '../../cli/table.ts';
import type { IsoDate } from '../../common/dates.ts';
import { maskPhones } from '../../common/masking.ts';
import { squeezeText } from '../../common/text.ts';
import { type Context, today } from '../../context.ts';
import { makeFinding } from '../../findings/catalogue.ts';
import type { Finding } from '../../findings/finding.ts';
import { districtStem } from '../../ledger/office.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { type Kindergarten, rosterRecord } from '../kindergarten.ts';
import { listKindergartens } from '../roster.store.ts';

/** Which kindergartens to list: every condition given must hold; what is not known does not hold. */
export interface KindergartenFilter {
  readonly on: IsoDate;
  readonly district?: string | undefined;
  readonly town?: string | undefined;
  readonly ownership?: string | undefined;
  readonly category?: string | undefined;
  readonly isNew: boolean;
  readonly isWeak: boolean;
  readonly inclusive: boolean;
}

/** 公办 also covers the kinds of it that the statistics tell apart, 民办 those of private ones. */
export type Sectors = ReadonlyMap<string, 'public' | 'private' | 'joint' | undefined>;

const broad = { 公办: 'public', 民办: 'private' } as const;

const samePlace = (name: string | null, wanted: string) =>
  name !== null && (name === wanted || districtStem(name) === wanted);

const townStem = (name: string) => name.replace(/(?:街道办事处|街道|镇|乡)$/u, '');

function isOfOwnership(ownership: string | null, wanted: string, sectors: Sectors): boolean {
  if (ownership === null) return false;
  if (ownership === wanted) return true;
  const sector = broad[wanted as keyof typeof broad];
  return sector !== undefined && sectors.get(ownership) === sector;
}

/** Whether a kindergarten meets the filter. */
export function meetsFilter(
  kindergarten: Kindergarten,
  filter: KindergartenFilter,
  sectors: Sectors,
): boolean {
  const { district, town, ownership, category } = filter;
  return (
    (district === undefined || samePlace(kindergarten.district, district)) &&
    (town === undefined || (kindergarten.town !== null && townStem(kindergarten.town) === townStem(town))) &&
    (ownership === undefined || isOfOwnership(kindergarten.ownership, ownership, sectors)) &&
    (category === undefined || kindergarten.category === category) &&
    (!filter.isNew || kindergarten.isNew === true) &&
    (!filter.isWeak || kindergarten.isWeak === true) &&
    (!filter.inclusive || kindergarten.inclusive === true)
  );
}

/** Values named where a condition fits no kindergarten. */
const namedValues = 8;

const conditions = {
  district: '所属区县',
  town: '所属镇街',
  ownership: '办园性质',
  category: '现类别',
} as const;

/** A word on each condition that by itself fits no kindergarten at all: it may be misspelt. The nearest values first. */
function unmatchedConditions(
  all: readonly Kindergarten[],
  filter: KindergartenFilter,
  sectors: Sectors,
): Finding[] {
  return (Object.keys(conditions) as (keyof typeof conditions)[]).flatMap((key) => {
    const value = filter[key];
    if (value === undefined || all.length === 0) return [];
    const alone = { on: filter.on, isNew: false, isWeak: false, inclusive: false, [key]: value };
    if (all.some((each) => meetsFilter(each, alone, sectors))) return [];
    const near = (known: string) => [...value].filter((character) => known.includes(character)).length;
    const known = [...new Set(all.flatMap((each) => each[key] ?? []))].sort(
      (one, other) => near(other) - near(one),
    );
    const more = known.length > namedValues ? '等' : '';
    const words =
      known.length === 0 ? '这一栏都没有填。' : `有的是：${known.slice(0, namedValues).join('、')}${more}。`;
    return [makeFinding('filter-unmatched', { field: conditions[key], value, known: words })];
  });
}

const yesNo = (value: boolean | null) => (value === null ? null : value ? '是' : '否');

const columns: readonly TableColumn<Kindergarten>[] = [
  { heading: '标识码', value: (each) => each.code },
  { heading: '园所名称', value: (each) => each.name },
  { heading: '区县', value: (each) => each.district },
  { heading: '镇街', value: (each) => each.town },
  { heading: '办园性质', value: (each) => each.ownership },
  { heading: '普惠', value: (each) => yesNo(each.inclusive) },
  { heading: '现类别', value: (each) => each.category },
  { heading: '班级', align: 'right', value: (each) => each.classes },
  { heading: '幼儿', align: 'right', value: (each) => each.children },
  { heading: '园长', value: (each) => each.principal },
];

/** The sectors of the ownership dictionary; read only where a broad kind is asked for. */
async function sectorsFor(ownership: string | undefined, folders: readonly string[]): Promise<Sectors> {
  if (ownership === undefined || !(ownership in broad)) return new Map();
  const { loadDictionary } = await import('../../tables/load.ts');
  return new Map(loadDictionary('ownership', folders).terms.map(({ term, sector }) => [term, sector]));
}

export async function run(context: Context, input: CommandInput): Promise<ExitCode> {
  const { options } = input;
  const squeezed = (name: string) => {
    const text = textOption(options, name);
    return text === undefined ? undefined : squeezeText(text);
  };
  const filter: KindergartenFilter = {
    on: dateOption(options, 'on') ?? today(context),
    district: squeezed('district'),
    town: squeezed('town'),
    ownership: squeezed('ownership'),
    category: textOption(options, 'category'),
    isNew: flagOption(options, 'new'),
    isWeak: flagOption(options, 'weak'),
    inclusive: flagOption(options, 'inclusive'),
  };
  const sectors = await sectorsFor(filter.ownership, context.templateFolders);
  const ledger = openLedger(context);
  try {
    const all = listKindergartens(ledger, filter.on);
    const found = all.filter((each) => meetsFilter(each, filter, sectors));
    for (const finding of unmatchedConditions(all, filter, sectors)) {
      context.stderr.write(renderFinding(finding));
    }
    if (flagOption(options, 'json')) {
      const mask = flagOption(options, 'masked');
      const records = found
        .map(rosterRecord)
        .map((each) => (mask && each.phone ? { ...each, phone: maskPhones(each.phone) } : each));
      context.stdout.write(renderJson(records));
      if (!mask && found.some((each) => each.phone)) {
        context.stderr.write('含完整电话号码，只供内部使用；要隐去请加 --masked。\n');
      }
      return 0;
    }
    if (found.length > 0) context.stdout.write(renderTable(found, columns, context.ambiguousIsWide));
    context.stderr.write(
      found.length === all.length
        ? `共 ${all.length} 所园。\n`
        : `符合条件的 ${found.length} 所，台账里共 ${all.length} 所。\n`,
    );
    return 0;
  } finally {
    ledger.close();
  }
}
