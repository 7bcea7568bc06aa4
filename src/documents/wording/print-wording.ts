import {
  type CellText,
  type Comparison,
  type Condition,
  isControl,
  type Line,
  type Nested,
  type Operand,
  type Part,
  type Text,
  type Wording,
} from './wording.ts';
import { directives, eachWords, tagWords } from './words.ts';

/** A template as text again; reading it gives the same template. */
export function printWording({ nodes }: Wording): string {
  return `${printLines(nodes).join('\n')}\n`;
}

function printLines(nodes: readonly Nested<Line>[]): string[] {
  return nodes.flatMap((node) =>
    isControl(node) ? printControl(node, (body) => printLines(body)) : [printLine(node)],
  );
}

type Control<T> = Extract<Nested<T>, { kind: 'choose' | 'count' | 'each' }>;

/** The tags with what stands between them. */
function printControl<T extends Line | Part>(
  node: Control<T>,
  printBody: (body: readonly Nested<T>[]) => string[],
): string[] {
  const lines: string[] = [];
  switch (node.kind) {
    case 'choose':
      for (const [index, { condition, body }] of node.branches.entries()) {
        const word = condition ? tagWords[index === 0 ? 'choose' : 'elseChoose'][0] : tagWords.otherwise[0];
        lines.push(`{{#${word}${condition ? ` ${printCondition(condition)}` : ''}}}`, ...printBody(body));
      }
      return [...lines, `{{/${tagWords.choose[0]}}}`];
    case 'count':
      lines.push(`{{#${tagWords.count[0]} ${node.path.names.join('.')}}}`);
      for (const by of ['zero', 'one', 'many'] as const) {
        const body = node.branches[by];
        if (body) lines.push(`{{#${tagWords[by][0]}}}`, ...printBody(body));
      }
      return [...lines, `{{/${tagWords.count[0]}}}`];
    default: {
      const { path, as, between, body, otherwise } = node;
      const joined = between ? ` ${eachWords.between[0]} ${between.usual} ${between.last}` : '';
      const named = as === undefined ? '' : ` ${eachWords.as[0]} ${as}`;
      lines.push(`{{#${tagWords.each[0]} ${path.names.join('.')}${named}${joined}}}`, ...printBody(body));
      if (otherwise) lines.push(`{{#${tagWords.otherwise[0]}}}`, ...printBody(otherwise));
      return [...lines, `{{/${tagWords.each[0]}}}`];
    }
  }
}

const nameOf = (wanted: (directive: (typeof directives)[string]) => boolean) =>
  Object.entries(directives).find(([, directive]) => wanted(directive))?.[0] ?? '';

function printLine(line: Line): string {
  switch (line.kind) {
    case 'title':
      return `# ${printText(line.text)}`;
    case 'heading':
      return `${'#'.repeat(line.level + 1)} ${printText(line.text)}`;
    case 'item':
      return `+ ${printText(line.text)}`;
    case 'particular':
      return `【${nameOf((each) => each.kind === 'particular' && each.of === line.of)}】${printText(line.text)}`;
    case 'paragraph':
      if (line.style === 'body') return atLineStart(printText(line.text));
      return `【${nameOf((each) => each.kind === 'style' && each.style === line.style)}】${printText(line.text)}`;
    case 'row':
      return `| ${line.cells.map(printCell).join(' | ')} |`;
    case 'rule':
      return `| ${line.columns
        .map(({ share, align }) => {
          const left = align === 'left' || align === 'centre' ? ':' : '';
          const right = align === 'right' || align === 'centre' ? ':' : '';
          return `${left}${'-'.repeat(share)}${right}`;
        })
        .join(' | ')} |`;
    case 'insert':
      return `【插入 ${line.name}】`;
    case 'attachment':
      return `【附件${line.isLandscape ? ' 横向' : ''}】${printText(line.text)}`;
    case 'caption':
      return `【表题】${printText(line.text)}`;
    case 'remark':
      return `【说明】${line.words}`;
    case 'gap':
      return '';
    default:
      return `【${nameOf((each) => each.kind === line.kind)}】`;
  }
}

/** A paragraph that begins like a heading, a numbered item or a directive. */
function atLineStart(text: string): string {
  return /^(?:#|【|\+\s)/.test(text) ? `\\${text}` : text;
}

function printCell(cell: CellText): string {
  if (cell === 'leftwards') return '<<';
  if (cell === 'upwards') return '^^';
  const text = printText(cell);
  return text === '<<' || text === '^^' ? `\\${text}` : text;
}

function printText(text: Text): string {
  let isBold = false;
  const print = (nodes: readonly Nested<Part>[]): string[] =>
    nodes.flatMap((node) => {
      if (isControl(node)) return printControl(node, print);
      const toggle = node.isBold === isBold ? '' : '**';
      isBold = node.isBold;
      return [toggle + (node.kind === 'text' ? escaped(node.text) : printField(node))];
    });
  const printed = print(text).join('');
  return isBold ? `${printed}**` : printed;
}

const escaped = (text: string) => text.replace(/[\\{}｛｝|*]/g, (sign) => `\\${sign}`);

function printField({ path, formats }: Extract<Part, { kind: 'field' }>): string {
  const calls = formats.map(({ name, arguments: given }) => `|${[name, ...given].join(' ')}`);
  return `{{${path.names.join('.')}${calls.join('')}}}`;
}

function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'has':
      return condition.path.names.join('.');
    case 'not':
      return `非 (${printCondition(condition.of)})`;
    case 'compare':
      return `${printOperand(condition.left)} ${condition.operator satisfies Comparison} ${printOperand(condition.right)}`;
    default:
      return condition.of
        .map((each) =>
          each.kind === 'all' || each.kind === 'any' ? `(${printCondition(each)})` : printCondition(each),
        )
        .join(condition.kind === 'all' ? ' 且 ' : ' 或 ');
  }
}

function printOperand(operand: Operand): string {
  if (!('literal' in operand)) return operand.names.join('.');
  if (typeof operand.literal === 'number') return String(operand.literal);
  const quotes = [
    ['“', '”'],
    ['"', '"'],
    ["'", "'"],
    ['‘', '’'],
  ] as const;
  const text = operand.literal;
  const [open, close] = quotes.find(([, each]) => !text.includes(each)) ?? quotes[0];
  return `${open}${text}${close}`;
}
