import type { Cell, OfficialDocument } from '../document.ts';

/** A picture of one grey pixel. */
const pixel = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
    'base64',
  ),
);

const cell = (text: string): Cell => ({ inlines: [text], align: 'centre' });

/** A document that has every part that a document can have. */
export const fullDocument: OfficialDocument = {
  head: { issuer: '云湖区教育局', number: '云教〔2026〕7号' },
  title: '关于2026年第三季度\n幼儿园联盟工作的通报',
  addressee: '各镇（街道）教育办公室，各联盟主导园',
  body: [
    { kind: 'paragraph', inlines: ['现将本季度情况通报如下。'] },
    { kind: 'heading', level: 1, inlines: ['一、总体情况'] },
    { kind: 'heading', level: 2, inlines: ['（一）活动开展'] },
    { kind: 'heading', level: 3, inlines: ['1.月调度'] },
    { kind: 'heading', level: 4, inlines: ['（1）城区'] },
    {
      kind: 'paragraph',
      inlines: [
        '应开展',
        { text: '120', figure: 'cadence.due' },
        '次，实际开展',
        { text: '111', figure: 'cadence.done', isBold: true },
        '次，又见',
        { text: '120', figure: 'cadence.due' },
        '次。',
      ],
    },
    {
      kind: 'table',
      caption: '表1 各联盟情况',
      head: [
        [
          { inlines: ['联盟'], rows: 2 },
          { inlines: ['活动'], columns: 2 },
        ],
        [cell('应开展'), cell('已开展')],
      ],
      rows: [
        [cell('第一联盟'), cell('12'), cell('11')],
        [cell('第二联盟'), cell('12'), cell('12')],
      ],
      widths: [2, 1, 1],
    },
    {
      kind: 'picture',
      png: pixel,
      width: 400,
      height: 200,
      caption: '图1 完成率',
      description: '完成率 <图> & 说明',
    },
    { kind: 'paragraph', inlines: ['特此通报。'] },
  ],
  attachments: [
    {
      title: '各联盟活动汇总表',
      isLandscape: true,
      blocks: [
        {
          kind: 'table',
          head: [Array.from({ length: 12 }, (_, at) => cell(`第${at + 1}栏`))],
          rows: [1, 2, 3].map((row) => Array.from({ length: 12 }, () => cell(String(row)))),
        },
      ],
    },
    { title: '未完成事项清单', blocks: [{ kind: 'paragraph', inlines: ['各联盟应在年底前补齐。'] }] },
    { title: '另一份清单', blocks: [{ kind: 'paragraph', inlines: ['没有。'] }] },
  ],
  signature: { units: ['云湖区教育局'], date: '2026-10-08', isSealed: true },
  imprint: { copyTo: ['市教育局', '区政府办公室'], issuedBy: '云湖区教育局办公室', issuedOn: '2026-10-08' },
};
