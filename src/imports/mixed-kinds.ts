import type { ColumnDefinition, ListDefinition } from '../tables/definition.ts';
import type { Dictionaries } from '../tables/dictionary.ts';
import { normalise } from '../tables/fields/normalise.ts';
import { addressOf, rawOf } from '../tables/list-record.ts';
import type { TableLocation, TableRecord } from '../tables/record.ts';

/** A column that holds another's kind of values: so many rows, and so large a share of what is filled in. */
const kindRules = { rows: 5, share: 0.6 } as const;

/** A column in whose cells another column's kind of values stands: phones under 园长. */
export interface MixedColumn {
  readonly field: string;
  /** The column whose kind it is. */
  readonly kind: string;
  readonly rows: number;
  readonly samples: readonly { readonly cell: string; readonly value: string }[];
}

/** Findings about a cell that may mean that its value belongs elsewhere. */
const misfits: ReadonlySet<string> = new Set([
  'value-kind',
  'name-invalid',
  'person-name-invalid',
  'integer-invalid',
  'coordinate-invalid',
  'coordinates-swapped',
  'yes-no-invalid',
  'term-unknown',
  'term-not-allowed',
  'code-lost-zero',
  'code-invalid',
  'credit-code-invalid',
  'phone-invalid',
  'email-invalid',
  'date-invalid',
]);

/** Kinds by which a value is surely told; a name of a person only where nothing surer fits. */
const tellingKinds: ReadonlySet<ColumnDefinition['type']> = new Set([
  'integer',
  'longitude',
  'latitude',
  'yesNo',
  'term',
  'identityCode',
  'creditCode',
  'phone',
  'email',
]);

/** The commonest surnames (百家姓): without one of them two to four signs are no name (约六个, 不清楚). */
const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝';

const isPerson = (text: string) => /^[\u4e00-\u9fff]{2,4}$/u.test(text) && surnames.includes(text[0] ?? '，');

interface Pair {
  rows: number;
  readonly samples: { cell: string; value: string }[];
}

const samplesKept = 3;
/** Different texts whose kind is remembered: they recur. */
const textsKept = 5_000;

/** Watches one list for columns that hold another's kind of values. */
export class KindWatch {
  readonly #columns: readonly ColumnDefinition[];
  readonly #places: TableLocation['columns'];
  readonly #dictionaries: Dictionaries;
  readonly #given = new Map<string, number>();
  readonly #pairs = new Map<string, Map<string, Pair>>();
  readonly #kinds = new Map<string, string | undefined>();
  #rows = 0;

  constructor(definition: ListDefinition, columns: TableLocation['columns'], dictionaries: Dictionaries) {
    this.#columns = definition.columns.filter(({ key }) => columns[key] !== undefined);
    this.#places = columns;
    this.#dictionaries = dictionaries;
  }

  take(record: TableRecord): void {
    this.#rows += 1;
    for (const [key, given] of this.#given) {
      if (record.values[key] !== undefined) this.#given.set(key, given + 1);
    }
    for (const { code, cell } of record.findings) {
      if (!misfits.has(code) || cell === undefined) continue;
      const column = this.#columns.find(({ key }) => addressOf(record, key) === cell);
      if (column) this.#misfit(record, column, cell);
    }
  }

  #misfit(record: TableRecord, column: ColumnDefinition, cell: string): void {
    const { key } = column;
    // Only columns with a misfit are counted; of the rows above the first one each is taken to be filled in.
    const given = this.#given.get(key);
    if (given === undefined) this.#given.set(key, this.#rows);
    else if (record.values[key] === undefined) this.#given.set(key, given + 1);
    const value = rawOf(record, key);
    const kind = value === undefined ? undefined : this.#kindOf(value, column);
    if (value === undefined || kind === undefined) return;
    const kinds = this.#pairs.get(key) ?? new Map<string, Pair>();
    this.#pairs.set(key, kinds);
    const pair = kinds.get(kind) ?? { rows: 0, samples: [] };
    kinds.set(kind, pair);
    pair.rows += 1;
    if (pair.samples.length < samplesKept) pair.samples.push({ cell, value });
  }

  /** The nearest column of the sheet whose kind the text is; undefined where it is nobody's. */
  #kindOf(value: string, own: ColumnDefinition): string | undefined {
    const key = `${own.key}\0${value}`;
    if (this.#kinds.has(key)) return this.#kinds.get(key);
    const place = this.#places[own.key] ?? 0;
    const distance = ({ key: other }: ColumnDefinition) => Math.abs((this.#places[other] ?? 0) - place);
    const others = this.#columns
      .filter((each) => each !== own && each.type !== own.type)
      .concat(own.type === 'term' ? this.#columns.filter((each) => each !== own && each.type === 'term') : [])
      .sort((one, other) => distance(one) - distance(other));
    const kind =
      others.find((other) => tellingKinds.has(other.type) && this.#fits(value, other)) ??
      others.find(({ type }) => type === 'name' && /园|幼儿/u.test(value)) ??
      others.find((column) => column.type === 'personName' && isPerson(value) && this.#fits(value, column));
    if (this.#kinds.size < textsKept) this.#kinds.set(key, kind?.key);
    return kind?.key;
  }

  #fits(value: string, column: ColumnDefinition): boolean {
    const read = normalise({ type: 'text', value }, column, { dictionaries: this.#dictionaries });
    return read.value !== undefined && read.findings.length === 0;
  }

  mixed(): MixedColumn[] {
    return [...this.#pairs.entries()].flatMap(([field, kinds]) => {
      const [most] = [...kinds.entries()].sort(([, one], [, other]) => other.rows - one.rows);
      if (!most) return [];
      const [kind, { rows, samples }] = most;
      const given = this.#given.get(field) ?? rows;
      return rows >= kindRules.rows && rows >= given * kindRules.share
        ? [{ field, kind, rows, samples }]
        : [];
    });
  }
}
