import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../findings/catalogue.ts';
import type { Block, Inline } from '../document.ts';
import { loadWording } from './load-wording.ts';
import { inspectWording, parseWording } from './parse-wording.ts';
import { printWording } from './print-wording.ts';
import { type RenderOptions, renderWording } from './render-wording.ts';
import { Figure, type WordingValues } from './values.ts';

const plain = (inlines: readonly Inline[]) =>
  inlines.map((inline) => (typeof inline === 'string' ? inline : inline.text)).join('');

/** Blocks as short text: what a reader sees. */
function seen(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'heading':
        return [`${'#'.repeat(block.level)} ${plain(block.inlines)}`];
      case 'paragraph':
        return [plain(block.inlines)];
      case 'table':
        return [...block.head, ...block.rows].map((row) =>
          row.map(({ inlines }) => plain(inlines)).join(' | '),
        );
      default:
        return [`(${block.kind})`];
    }
  });
}

function say(text: string, values: WordingValues = {}, options?: RenderOptions) {
  const rendered = renderWording(parseWording(text, '模板.md'), values, options);
  return { ...rendered, seen: seen(rendered.body), codes: rendered.findings.map(({ code }) => code) };
}

const values: WordingValues = {
  期间: '2026 年上半年',
  次数: 2,
  零次: 0,
  率: 0.9333,
  空: null,
  单位: { 名称: '云溪市教育局', 电话: '13800138000' },
  日: '2026-11-02',
  园所: [
    { 名称: '甲园', 班数: 6, 示范: true },
    { 名称: '乙园', 班数: 3, 示范: false },
    { 名称: '丙园', 班数: 9, 示范: false },
  ],
  名单: ['甲', '乙', '丙', '丁'],
  无: [],
};

describe('fields', () => {
  it.each([
    ['{{期间}}共{{次数}}次', '2026 年上半年共2次'],
    ['｛｛ 单位.名称 ｝｝', '云溪市教育局'],
    ['{{率|百分比}}、{{率|百分比 2}}、{{率|百分比 0}}', '93.3%、93.33%、93%'],
    [
      '{{日|日期}} {{日|中文日期}} {{日｜月份}} {{日|月日}}',
      '2026年11月2日 二〇二六年十一月二日 2026年11月 11月2日',
    ],
    ['{{次数|中文}}项、{{次数|几}}次', '二项、两次'],
    ['{{单位.电话|隐号}}', '138****8000'],
    [
      '{{名单|连接}}；{{名单|顿号}}；{{名单|连接 2 所}}；{{名单|数量}}',
      '甲、乙、丙和丁；甲、乙、丙、丁；甲、乙等4所；4',
    ],
    ['{{园所.名称|连接}}', '甲园、乙园和丙园'],
    ['{{空|默认 待定}}{{无|数量}}', '待定0'],
    ['\\{{原样}} 50\\% \\| C:\\表', '{{原样}} 50\\% | C:\\表'],
  ])('%s', (text, expected) => {
    expect(say(text, values)).toMatchObject({ seen: [expected], findings: [] });
  });

  it('formats amounts and changes', () => {
    const amounts = { 分: 123_456_789, 多: 3, 少: -2, 平: 0, 升: 0.052, 大: 12345.5 };
    expect(
      say(
        '{{分|元}} {{分|万元}} {{多|增减 次}} {{少|增减}} {{平|增减 次}} {{升|升降}} {{大|千分位}}',
        amounts,
      ).seen,
    ).toEqual(['1,234,567.89 123.46 增加3次 减少2 持平 上升5.2个百分点 12,345.5']);
  });

  it('carries the ids of figures, also through lists and formats', () => {
    const { body } = say('完成{{率|百分比}}，**{{两}}**', {
      率: new Figure('rate', 0.5),
      两: [new Figure('a', 1), new Figure('b', 2)],
    });
    expect(body).toEqual([
      {
        kind: 'paragraph',
        style: 'body',
        inlines: [
          '完成',
          { text: '50%', figure: 'rate' },
          '，',
          { text: '1', figure: 'a', isBold: true },
          { text: '、', isBold: true },
          { text: '2', figure: 'b', isBold: true },
        ],
      },
    ]);
  });

  it('leaves a blank that nobody overlooks, and lists it', () => {
    const { seen: lines, blanks, findings } = say('联系人：{{空}}\n{{空}}', values);
    expect(lines).toEqual(['联系人：＿＿', '＿＿']);
    expect(blanks.map(({ name, place }) => [name, place.line])).toEqual([
      ['空', 1],
      ['空', 2],
    ]);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['wording-field-blank', 'warning'],
      ['wording-field-blank', 'warning'],
    ]);
  });

  it('names an unknown field with its place and the nearest one, also where it is left out now', () => {
    const { findings } = say('正文\n{{#如果 空}}\n  共 {{单位.名秤}}\n{{/如果}}', values);
    expect(findings).toMatchObject([
      {
        code: 'wording-field-unknown',
        file: '模板.md',
        value: '名秤',
        message: expect.stringContaining('第 3 行第 7 列'),
      },
    ]);
    expect(findings[0]?.message).toContain('是不是“名称”');
  });

  it('knows what stands in a list, and by what name an entry goes', () => {
    expect(say('{{#每个 园所 为 园}}{{园.名称}}{{园.班}}{{/每个}}', values).findings).toMatchObject([
      { value: '班' },
    ]);
    expect(say('{{#每个 无 为 园}}{{园.名称}}{{/每个}}', values).findings).toEqual([]);
    const fields = { 无: { list: { fields: { 名称: 'value' } } } } as const;
    expect(say('{{#每个 无 为 园}}{{园.名字}}{{/每个}}', values, { fields }).codes).toEqual([
      'wording-field-unknown',
    ]);
  });

  it('refuses a value that does not fit its format', () => {
    expect(say('{{期间|百分比}}', values)).toMatchObject({
      seen: ['＿＿'],
      codes: ['wording-value-unfit'],
    });
    expect(say('{{单位}}', values).codes).toContain('wording-value-unfit');
  });
});

describe('conditions, lists and numbers', () => {
  const test = (condition: string) => say(`{{#如果 ${condition}}}是{{#否则}}否{{/如果}}`, values).seen[0];

  it.each([
    ...[
      '次数',
      '次数 > 1',
      '次数>=2',
      '次数 ＝ 2',
      '率 ≥ 90%',
      '园所',
      '园所 = 3',
      '单位.名称 = “云溪市教育局”',
    ],
    ...[
      '次数 大于 1 且 率 < 1',
      '空 或 次数',
      '没有 空',
      '非 (空 或 无)',
      '没有 零次',
      '零次 = 0',
      '(空 或 次数) 且 园所',
    ],
  ])('holds: %s', (condition) => expect(test(condition)).toBe('是'));

  it.each([
    '空',
    '无',
    '零次',
    '次数 > 2',
    '空 > 0',
    '空 = 0',
    '空 ≠ 1',
    '无 > 0',
    '次数 且 空',
    '单位.名称 = "别处"',
  ])('does not hold: %s', (condition) => expect(test(condition)).toBe('否'));

  it('takes the first branch that holds', () => {
    const text = '{{#如果 次数 > 5}}\n多\n{{#否则如果 次数 > 1}}\n几\n{{#否则}}\n少\n{{/如果}}';
    expect(say(text, values).seen).toEqual(['几']);
  });

  it('has words for zero, one and many', () => {
    const text = '{{#按数 数}}{{#零}}没有开展活动{{#一}}开展活动一次{{#多}}开展活动{{数}}次{{/按数}}。';
    expect([0, 1, 2].map((count) => say(text, { 数: count }).seen[0])).toEqual([
      '没有开展活动。',
      '开展活动一次。',
      '开展活动2次。',
    ]);
    expect(say('{{#按数 无}}{{#零}}没有{{#多}}有{{/按数}}', values).seen).toEqual(['没有']);
  });

  it('repeats lines and pieces, joins them, and counts', () => {
    const lines = '{{#每个 园所}}\n{{序号}}．{{名称}}（共{{总数}}所）\n{{/每个}}';
    expect(say(lines, values).seen).toEqual(['1．甲园（共3所）', '2．乙园（共3所）', '3．丙园（共3所）']);
    const pieces = '{{#每个 园所 用 ， 和}}{{名称}}{{#如果 示范}}（示范）{{/如果}}{{/每个}}';
    expect(say(pieces, values).seen).toEqual(['甲园（示范），乙园和丙园']);
    const some = '{{#每个 园所 用 、}}{{#如果 班数 > 5}}{{名称}}{{/如果}}{{/每个}}';
    expect(say(some, values).seen).toEqual(['甲园、丙园']);
    expect(say('{{#每个 名单 用 、}}{{本身}}{{/每个}}', values).seen).toEqual(['甲、乙、丙、丁']);
    expect(say('{{#每个 无}}{{本身}}{{#否则}}没有{{/每个}}', values).seen).toEqual(['没有']);
  });
});

describe('the whole', () => {
  it('numbers headings anew and leaves out sections without content', () => {
    const text = `# 关于{{期间}}情况的
# 通报
【主送】各区教体局
## 一、总体
有话
## 空的一节
### 也空
{{#如果 空}}
没有
{{/如果}}
## 三、问题
### （一）甲
{{#如果 次数}}
#### 1. 子
##### （1）孙
话
{{/如果}}
### 乙
话
+ 其一
+ 其二
## 末节也空`;
    const { title, particulars, seen: lines } = say(text, values);
    expect([title, particulars]).toEqual(['关于2026 年上半年情况的\n通报', { addressee: ['各区教体局'] }]);
    expect(lines).toEqual([
      ...[
        '# 一、总体',
        '有话',
        '# 二、问题',
        '## （一）甲',
        '### 1.子',
        '#### （1）孙',
        '话',
        '## （二）乙',
        '话',
      ],
      ...['1.其一', '2.其二'],
    ]);
  });

  it('makes tables with repeated rows, spans, sides and shares of the width; none without rows', () => {
    const text = `【表题】名单
| 序号 | 园所 | << |
| ^^ | 名称 | 班数 |
| --: | :---- | :-: |
{{#每个 园所}}
| {{序号}} | {{名称}} | {{班数}} |
{{/每个}}

| 空表 |
| --- |
{{#每个 无}}
| {{本身}} |
{{/每个}}`;
    const { body } = say(text, values);
    expect(body).toHaveLength(1);
    expect(body[0]).toMatchObject({
      caption: '名单',
      widths: [2, 4, 1],
      head: [
        [
          { inlines: ['序号'], rows: 2 },
          { inlines: ['园所'], columns: 2 },
        ],
        [{ inlines: ['名称'] }, { inlines: ['班数'] }],
      ],
    });
    expect(seen(body).slice(2)).toEqual(['1 | 甲园 | 6', '2 | 乙园 | 3', '3 | 丙园 | 9']);
    expect(body[0]?.kind === 'table' && body[0].rows[0]?.map(({ align }) => align)).toEqual([
      'right',
      'left',
      'centre',
    ]);
  });

  it('puts in what is made elsewhere, and has attachments with headings of their own', () => {
    const table: Block = { kind: 'table', head: [], rows: [[{ inlines: ['x'] }]] };
    const text =
      '正文\n【插入 图甲】\n【插入 图乙】\n【分页】\n## 一节\n话\n【附件 横向】一览表\n【插入 表】\n## 说明\n话\n【附件】空的\n{{#如果 空}}\n话\n{{/如果}}';
    const {
      seen: lines,
      attachments,
      codes,
    } = say(text, values, {
      inserts: { 图甲: null, 图乙: [{ kind: 'page-break' }, table], 表: table },
    });
    expect(codes).toEqual([]);
    expect(lines).toEqual(['正文', '(page-break)', 'x', '(page-break)', '# 一、一节', '话']);
    expect(attachments.map(({ title, isLandscape, blocks }) => [title, isLandscape, seen(blocks)])).toEqual([
      ['一览表', true, ['x', '# 一、说明', '话']],
    ]);
    expect(say('【插入 图丙】', values, { inserts: { 图甲: null } }).findings).toMatchObject([
      { code: 'wording-field-unknown', value: '图丙' },
    ]);
  });

  it('lets a value of several lines be several paragraphs where it stands alone, and one line elsewhere', () => {
    const long = { 做法: '第一段\r\n\n# 第二段\n| 三 |' };
    expect(say('{{做法}}\n做法：{{做法}}', long).seen).toEqual([
      ...['第一段', '# 第二段', '| 三 |', '做法：第一段 # 第二段 | 三 |'],
    ]);
  });

  it('keeps particulars, styles and remarks apart', () => {
    const text =
      '【说明】给编辑看的 {{不管\n【发文机关】云溪市教育局\n【文号】云教〔2026〕{{次数}}号\n【居中】居中的\n【署名】甲\n【署名】乙\n【日期】{{日}}\n【盖章】';
    const { particulars, isSealed, body } = say(text, values);
    expect(particulars).toEqual({
      ...{
        issuer: ['云溪市教育局'],
        number: ['云教〔2026〕2号'],
        signedBy: ['甲', '乙'],
        signedOn: ['2026-11-02'],
      },
    });
    expect(isSealed).toBe(true);
    expect(body).toEqual([{ kind: 'paragraph', style: 'centred', inlines: ['居中的'] }]);
  });
});

describe('mistakes in a template', () => {
  const mistakes = (text: string) =>
    inspectWording(text, '模板.md').problems.map(({ line, column, expected }) => [line, column, expected]);

  it.each([
    ['甲{{名称', 1, 2, '没有结束'],
    ['{{#如果 a}}\n话', 1, 3, '{{/如果}}'],
    ['话\n{{/每个}}', 2, 3, '{{#每个 …}}'],
    ['{{#如果 a}}\n{{#每个 b}}\n{{/如果}}\n{{/每个}}\n{{/如果}}', 3, 3, '{{/每个}}'],
    ['甲{{#如果 a}}话', 1, 4, '{{/如果}}'],
    ['{{#否则}}', 1, 3, '只能写在'],
    ['{{#如果 a}}1{{#否则}}2{{#否则}}3{{/如果}}', 1, 21, '不能再有'],
    ['{{#按数 a}}话{{#零}}无{{/按数}}', 1, 3, '紧接'],
    ['{{#若是 a}}', 1, 3, '看不懂'],
    ['{{#如果 a >}}x{{/如果}}', 1, 10, '没有写完'],
    ['{{#如果 a b}}x{{/如果}}', 1, 9, '且'],
    ['{{#如果 (a}}x{{/如果}}', 1, 9, '括号'],
    ['{{#如果 a = “b}}x{{/如果}}', 1, 11, '引号'],
    ['{{a b}}', 1, 3, '不能作字段名'],
    ['{{}}', 1, 3, '字段名'],
    ['{{率|百分率}}', 1, 5, '是不是“百分比”'],
    ['甲**乙', 1, 2, '成对'],
    ['###### 六', 1, 1, '四级'],
    ['【主送單位】', 1, 1, '是不是“【主送】”'],
    ['【主送】', 1, 5, '没有文字'],
    ['【插入】', 1, 1, '插入什么'],
    ['| 甲 | 乙 |\n| --- |', 1, 1, '2 格'],
    ['| 甲 |\n| --- |\n| 丙 | 丁 |', 3, 1, '<<'],
  ])('%s', (text, line, column, expected) => {
    expect(mistakes(text)).toContainEqual([line, column, expect.stringContaining(expected)]);
  });

  it('is refused with every place at once', () => {
    const read = () => parseWording('{{a b}}\n话\n{{/如果}}', '模板.md');
    expect(read).toThrow(Failure);
    try {
      read();
    } catch (error) {
      const failure = error as Failure;
      expect(
        [failure.finding, ...failure.also].map(({ code, message }) => [code, message.slice(0, 14)]),
      ).toEqual([
        ['wording-invalid', '文稿模板第 1 行第 3 列'],
        ['wording-invalid', '文稿模板第 3 行第 3 列'],
      ]);
    }
  });
});

describe('loading', () => {
  it("finds the office's own first, also one saved as ANSI, and names what is missing", () => {
    const folder = mkdtempSync(join(tmpdir(), '模板 测试-'));
    try {
      for (const name of ['own', 'built-in']) mkdirSync(join(folder, name, 'papers'), { recursive: true });
      const folders = [join(folder, 'own'), join(folder, 'built-in')];
      writeFileSync(join(folder, 'built-in/papers/甲.md'), '自带的');
      // 自备 in GBK
      writeFileSync(join(folder, 'own/papers/甲.md'), Uint8Array.of(0xd7, 0xd4, 0xb1, 0xb8));
      expect(printWording(loadWording('papers/甲.md', folders))).toBe('自备\n');
      expect(() => loadWording('papers/乙.md', folders)).toThrow(/找不到文稿模板“papers\/乙.md”/);
      try {
        loadWording('papers/乙.md', folders);
      } catch (error) {
        expect((error as Failure).finding.code).toBe('wording-missing');
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Pieces of templates, right and wrong, in any order. */
const piece = fc.constantFrom(
  ...[
    '# 标题',
    '## 节',
    '### （一）节',
    '段落',
    '| 甲 | 乙 |',
    '| --- | :-: |',
    '| << | ^^ |',
    '+ 项',
    '',
    '【分页】',
    '【附件】附',
    '【插入 x】',
  ],
  ...[
    '{{#如果 a > 1 且 (b 或 c = “是”)}}',
    '{{#否则}}',
    '{{#否则如果 非 a}}',
    '{{/如果}}',
    '{{#每个 列 为 甲 用 、 和}}',
    '{{/每个}}',
  ],
  ...[
    '{{#按数 a}}',
    '{{#零}}',
    '{{#一}}',
    '{{#多}}',
    '{{/按数}}',
    '{{a|百分比 1}}',
    '**粗**',
    '\\【x',
    '\\{{x}}',
    '{{',
    '}}',
    '|',
    '*',
    '\\',
    '【',
    '#',
    '<<',
  ],
);
const template = fc
  .array(fc.tuple(piece, fc.constantFrom('\n', '', ' ', '　')), { maxLength: 25 })
  .map((pieces) => pieces.flat().join(''));

/** Without places, which printing moves. */
const bare = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each) => (key === 'place' ? undefined : each)));

describe('for all templates and values', () => {
  it('prints what reads the same', () => {
    fc.assert(
      fc.property(template, (text) => {
        const { wording, problems } = inspectWording(text, 'x');
        fc.pre(problems.length === 0);
        const printed = printWording(wording);
        const again = inspectWording(printed, 'x');
        expect(again.problems).toEqual([]);
        expect(bare(again.wording.nodes)).toEqual(bare(wording.nodes));
        expect(printWording(again.wording)).toBe(printed);
      }),
      { numRuns: 1500 },
    );
  });

  it('never fails on what cannot be read, and says where it is', () => {
    fc.assert(
      fc.property(fc.oneof(template, fc.string({ unit: 'grapheme' })), (text) => {
        const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
        for (const { line, column } of inspectWording(text, 'x').problems) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads nothing of a value as template: the shape stays, the text is the value', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('\n')),
      fc.constantFrom(
        '{{单位}}',
        '# 假标题',
        '| 假 | 格 |',
        '<w:p/>&amp;',
        '𠮷野',
        '【附件】假',
        '\u0000\u001b[2J',
        '<<',
        '^^',
      ),
    );
    const wording = parseWording(
      '# 题{{值}}\n## 节{{值}}\n甲{{值}}乙\n| {{值}} | 丙 |\n{{#每个 列}}\n| {{本身}} | {{值}} |\n{{/每个}}\n+ 项{{值}}\n+ 又\n【附件】附{{值}}\n话',
      'x',
    );
    const shape = (value: string) => {
      const { title, body, attachments, codes } = {
        ...renderWording(wording, { 值: value, 列: [value, value] }),
        codes: [],
      };
      return { title, blocks: body, count: attachments.length, codes };
    };
    const usual = shape('值');
    fc.assert(
      fc.property(hostile, (value) => {
        const line = value.replace(/[\n\r\t\u000b\u000c\u0085\u2028\u2029]+/g, ' ');
        fc.pre(
          line.trim() !== '' &&
            !/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]/.test(
              line,
            ),
        );
        const got = shape(value);
        expect(got.count).toBe(1);
        expect(got.blocks.map(({ kind }) => kind)).toEqual(usual.blocks.map(({ kind }) => kind));
        expect(got.title).toBe(`题${line}`.trim());
        expect(seen(got.blocks)).toEqual([
          `# 一、节${line}`,
          `甲${line}乙`,
          `${line} | 丙`,
          `${line} | ${line}`,
          `${line} | ${line}`,
          `1.项${line}`,
          '2.又',
        ]);
      }),
      { numRuns: 400 },
    );
  });
});
