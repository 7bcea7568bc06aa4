/**
 * An official table as data (`templates/tables/*.yaml`): one definition for the blank, the import and the export.
 */

/** How a column's or label's value is understood: one normaliser for each, in `fields/`. */
export type FieldType =
  | 'text'
  | 'longText'
  | 'name'
  | 'sequence'
  | 'integer'
  | 'decimal'
  | 'longitude'
  | 'latitude'
  | 'yesNo'
  | 'term'
  | 'identityCode'
  | 'creditCode'
  | 'phone'
  | 'postcode'
  | 'email'
  | 'district'
  | 'date'
  /** A day, or the first and last of several. */
  | 'days'
  /** 学时 */
  | 'hours'
  | 'percentage'
  /** Yuan, exact to the cent (金额). */
  | 'money'
  | 'personName'
  | 'role';

export interface FieldDefinition {
  readonly key: string;
  readonly type: FieldType;
  /** For `term`: the dictionary in `templates/dictionaries/`. */
  readonly dictionary?: string;
  /** A row without it is rejected. */
  readonly required?: boolean;
  /** The column must be there, though a row may leave it blank: without it the table cannot be understood. */
  readonly needed?: boolean;
}

export interface ColumnDefinition extends FieldDefinition {
  /** Headings from the top down, as printed: `['主导园', '园所名称']`. */
  readonly path: readonly string[];
  /** Other wordings of the leaf heading. */
  readonly synonyms: readonly string[];
  /** On export, cells of rows with the same value of this block (`lead`, `role`, `office`) are merged; on import a blank takes the value above within the block. */
  readonly block?: string;
  /** Characters wide. */
  readonly width: number;
}

export interface FooterDefinition {
  readonly key: string;
  readonly label: string;
  readonly synonyms: readonly string[];
}

export interface PrintDefinition {
  readonly orientation: 'portrait' | 'landscape';
  readonly titleSize: number;
  readonly headerSize: number;
  readonly bodySize: number;
  readonly rowHeight: number;
  /** Inches left and right, where the columns need more than the usual page has. */
  readonly sideMargin?: number;
}

interface TableBase {
  readonly id: string;
  /** Short Chinese name: 联盟名单. */
  readonly name: string;
  /** Printed above the table; `{area}`, `{slogan}`, `{kind}` come from the office and the policy. */
  readonly title: string;
  /** `附件2`, printed above the title; empty for companion tables. */
  readonly attachment: string;
  /** Words in a title or sheet name that speak for this table. */
  readonly titleWords: readonly string[];
  readonly print: PrintDefinition;
  readonly footer: readonly FooterDefinition[];
}

export interface ListDefinition extends TableBase {
  readonly kind: 'list';
  readonly columns: readonly ColumnDefinition[];
  /** The table of a register (登记簿). */
  readonly isRegister?: true;
  /** Other wordings of parent headings: 主导园 → 龙头园, 集团园 … */
  readonly parents: Readonly<Record<string, readonly string[]>>;
}

export interface FormField extends FieldDefinition {
  /** Label as printed; a form is read by it and by `group`. */
  readonly label: string;
  readonly synonyms: readonly string[];
  /** Label of the group to the left (联盟园基本信息); empty for the rows that have none. */
  readonly group: string;
  /** Cells of the grid, rows counted from the first grid row: `B1`, `C1:E1`. */
  readonly labelAt: string;
  readonly valueAt: string;
}

export interface FormDefinition extends TableBase {
  readonly kind: 'form';
  /** Group labels and where they stand in the grid. */
  readonly groups: readonly {
    readonly label: string;
    readonly synonyms: readonly string[];
    readonly at: string;
  }[];
  readonly fields: readonly FormField[];
  /** Characters wide, by column. */
  readonly columnWidths: readonly number[];
  /** Points high, by grid row. */
  readonly rowHeights: readonly number[];
}

export type TableDefinition = ListDefinition | FormDefinition;
