import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Participant, parseParticipants, participantsText } from './participants.ts';

const read = (text: string) =>
  parseParticipants(text).named.map(({ name, people }) => (people === null ? name : `${name} ${people}`));

describe('who took part', () => {
  it.each<[string, string[]]>([
    ['星星幼儿园3人、月亮幼儿园（2人）', ['星星幼儿园 3', '月亮幼儿园 2']],
    ['星星幼儿园(3)，月亮幼儿园：2名；太阳幼儿园 1位', ['星星幼儿园 3', '月亮幼儿园 2', '太阳幼儿园 1']],
    ['星星幼儿园３人\n月亮幼儿园两人', ['星星幼儿园 3', '月亮幼儿园 2']],
    ['星星幼儿园3人 月亮幼儿园2人', ['星星幼儿园 3', '月亮幼儿园 2']],
    ['1.星星幼儿园3人\n2.月亮幼儿园2人', ['星星幼儿园 3', '月亮幼儿园 2']],
    ['1、星星幼儿园3人；2、月亮幼儿园2人', ['星星幼儿园 3', '月亮幼儿园 2']],
    ['甲园1人、星星幼儿园、月亮幼儿园各2人', ['甲园 1', '星星幼儿园 2', '月亮幼儿园 2']],
    ['星星幼儿园 月亮幼儿园2人', ['星星幼儿园', '月亮幼儿园 2']],
    ['星星幼儿园 教师2人', ['星星幼儿园教师 2']],
    ['星星3 月亮2', ['星星 3', '月亮 2']],
    ['星星幼儿园、月亮幼儿园', ['星星幼儿园', '月亮幼儿园']],
    ['第一幼儿园3人、第二幼儿园', ['第一幼儿园 3', '第二幼儿园']],
    ['星星幼儿园（东园）3人、月亮幼儿园（东园）', ['星星幼儿园（东园） 3', '月亮幼儿园（东园）']],
    ['星星幼儿园（园长1人、教师2人）', ['星星幼儿园 3']],
    ['星星幼儿园教师3人、月亮幼儿园3人教师', ['星星幼儿园教师 3', '月亮幼儿园 3']],
    ['机关二幼十二人、实验学校一百零五人', ['机关二幼 12', '实验学校 105']],
    ['实验幼儿园@东湖区2人', ['实验幼儿园@东湖区 2']],
    ['甲园0人', ['甲园 0']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
    expect(parseParticipants(text).problems).toEqual([]);
  });

  it.each<[string, number | null]>([
    ['全体成员园', null],
    ['联盟全体成员园各2人', 2],
    ['各成员园2人', 2],
    ['所有联盟园均参加', null],
  ])('%s means all members', (text, people) => {
    const { named, everyone, problems } = parseParticipants(text);
    expect({ named, everyone, problems }).toEqual({ named: [], everyone: { people }, problems: [] });
  });

  it.each(['全体成员园5人', '联盟全体成员园（5人）', '全体成员园，共5人'])(
    '%s says no count of each',
    (text) => {
      const { everyone, total } = parseParticipants(text);
      expect({ everyone, total }).toEqual({ everyone: { people: null }, total: 5 });
    },
  );

  it('takes a total for itself', () => {
    expect(parseParticipants('星星幼儿园3人、月亮幼儿园2人，共5人')).toMatchObject({
      total: 5,
      problems: [],
    });
    expect(read('星星幼儿园3人、合计：十二人')).toEqual(['星星幼儿园 3']);
  });

  it.each<[string, 'negative' | 'unclear']>([
    ['星星幼儿园-3人', 'negative'],
    ['星星幼儿园（-3人）', 'negative'],
    ['星星幼儿园约3人', 'unclear'],
    ['星星幼儿园3-4人', 'unclear'],
    ['星星幼儿园2.5人', 'unclear'],
    ['星星幼儿园若干', 'unclear'],
    ['星星幼儿园等12所', 'unclear'],
    ['星星幼儿园（园长、教师2人）', 'unclear'],
    ['星星幼儿园99999人', 'unclear'],
    ['15人', 'unclear'],
  ])('%s is not guessed at', (text, kind) => {
    expect(parseParticipants(text)).toMatchObject({ named: [], problems: [{ kind }] });
  });

  const word = fc.array(fc.constantFrom(...'东湖星月亮阳第一二实验机关镇'), { minLength: 1, maxLength: 6 });
  const name = fc
    .tuple(word, fc.constantFrom('幼儿园', '学校', '中心', '幼儿园（东园）', '第1', '二幼', '园12'))
    .map(([start, end]) => start.join('') + end);
  const participant: fc.Arbitrary<Participant> = fc.record({
    name,
    people: fc.option(fc.nat(10_000)),
  });

  it('reads back what it writes, however it is parted', () => {
    fc.assert(
      fc.property(
        fc.array(participant, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('、', '，', '；', '\n', ', '),
        (named, separator) => {
          const text = participantsText(named);
          expect(parseParticipants(text)).toEqual({ named, everyone: null, total: null, problems: [] });
          const parted = named.map((each) => participantsText([each])).join(separator);
          expect(parseParticipants(parted).named).toEqual(named);
        },
      ),
      { numRuns: 300, seed: 20211103 },
    );
  });

  it('never throws, and gives no count that nobody wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        for (const { people } of parseParticipants(text).named) {
          expect(people === null || (Number.isInteger(people) && people >= 0)).toBe(true);
        }
      }),
      { numRuns: 300, seed: 20211103 },
    );
  });
});
