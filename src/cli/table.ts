import { textWidth } from '../common/text-width.ts';
import { visibleText } from '../common/visible-text.ts';

export interface TableColumn<T> {
  readonly heading: string;
  readonly align?: 'left' | 'right';
  value(row: T): string | number | null;
}

/** A plain table, aligned for CJK text; a row per line, two spaces between columns, no frame. */
export function renderTable<T>(
  rows: readonly T[],
  columns: readonly TableColumn<T>[],
  ambiguousIsWide = true,
): string {
  const cells = [
    columns.map((column) => column.heading),
    ...rows.map((row) =>
      columns.map((column) => visibleText(String(column.value(row) ?? '').replace(/\s*\n\s*/g, ' '))),
    ),
  ];
  const widths = columns.map((_, index) =>
    Math.max(...cells.map((line) => textWidth(line[index] ?? '', ambiguousIsWide))),
  );
  return cells
    .map((line) =>
      line
        .map((text, index) => {
          const padding = ' '.repeat((widths[index] ?? 0) - textWidth(text, ambiguousIsWide));
          return columns[index]?.align === 'right' ? padding + text : text + padding;
        })
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** The one way in which `--json` prints: two spaces of indentation, a line feed at the end. */
export function renderJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
