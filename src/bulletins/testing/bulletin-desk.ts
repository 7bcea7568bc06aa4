import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addActivity } from '../../activities/activities.store.ts';
import { testContext } from '../../cli/test-context.ts';
import { createGroup } from '../../groups/groups.store.ts';
import { findOrAddOffice } from '../../ledger/offices.store.ts';
import { adoptPolicy } from '../../ledger/policies-in-force.store.ts';
import { saveTerm } from '../../ledger/terms.store.ts';
import { run } from '../../main.ts';
import { addKindergarten } from '../../roster/roster.store.ts';
import { Ledger, type OperationInfo } from '../../store/ledger.ts';

const info: OperationInfo = {
  kind: 'test',
  title: '测试',
  commandLine: 'youlian',
  clerk: '测试',
  at: new Date('2021-01-01T00:00:00Z'),
};

/** An activity of the invented ledger: whose (0 for the office), which, when. */
export interface DeskActivity {
  readonly group: number;
  readonly kind: string;
  readonly on: string;
  readonly title?: string;
  readonly outcome?: string;
  readonly outstanding?: boolean;
  /** Whether all kindergartens of the group took part. */
  readonly all?: boolean;
}

export interface DeskOptions {
  readonly policy?: string;
  readonly level?: 'city' | 'county';
  /** How many groups; they go round the districts. */
  readonly groups: number;
  readonly districts?: readonly string[];
  readonly since?: string;
  readonly cycleEnd?: string | null;
  readonly groupName?: (index: number) => string;
  readonly memberName?: (group: number, index: number) => string;
  readonly activities?: readonly DeskActivity[];
  readonly now?: string;
}

const usualDistricts = ['东湖区', '西岭区', '南山市', '北川区'] as const;
const numerals = '一二三四五六七八九十';

/** 第十二 and so on, to a hundred. */
function ordinal(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const sign = (digit: number) => numerals[digit - 1] ?? '';
  return `${tens > 1 ? sign(tens) : ''}${tens > 0 ? '十' : ''}${ones > 0 ? sign(ones) : ''}`;
}

/**
 * The invented 云溪市 with groups of one lead and three members each, under a policy, and what they held; one
 * kindergarten of each district is in no group.
 * @returns what a command typed there prints, and the ledger's folder
 */
export async function bulletinDesk(options: DeskOptions) {
  const {
    policy = 'zaozhuang-2021',
    since = '2021-03-16',
    cycleEnd = '2023-12-31',
    activities = [],
  } = options;
  const { districts = usualDistricts, level = 'city', now = '2026-11-22' } = options;
  const folder = mkdtempSync(join(tmpdir(), 'youlian-bulletin-'));
  const ledgerPath = join(folder, 'youlian.db');
  const ledger = Ledger.create(ledgerPath);
  const groupIds: number[] = [];
  await ledger.perform(info, () => {
    const own = findOrAddOffice(ledger, {
      level,
      name: level === 'city' ? '云溪市' : '东湖区',
      parentId: null,
    }).id;
    const title = level === 'city' ? '云溪市教育局' : '东湖区教育局';
    ledger.prepare('UPDATE office SET is_own = 1, title = ? WHERE id = ?').run(title, own);
    adoptPolicy(ledger, policy);
    const places = districts.map((name) =>
      level === 'city'
        ? { name, id: findOrAddOffice(ledger, { level: 'county', name, parentId: own }).id }
        : { name, id: findOrAddOffice(ledger, { level: 'town', name, parentId: own }).id },
    );
    const where = ({ id }: { readonly id: number }) =>
      level === 'city' ? { districtId: id } : { districtId: own, townId: id };
    const kindergartens = new Map<number, number[]>();
    for (let index = 0; index < options.groups; index += 1) {
      const place = places[index % places.length]!;
      const label = ordinal(Math.floor(index / places.length) + 1);
      const lead = addKindergarten(ledger, {
        name: `${place.name}第${label}实验幼儿园`,
        ownership: '教育部门办',
        category: '省级示范',
        principal: `周${index}`,
        phone: '13800138000',
        ...where(place),
      } as Parameters<typeof addKindergarten>[1]);
      const members = [1, 2, 3].map((number) =>
        addKindergarten(ledger, {
          name:
            options.memberName?.(index + 1, number) ??
            `${place.name}第${label}联盟${'甲乙丙'[number - 1]}幼儿园`,
          ownership: '民办',
          inclusive: true,
          category: '二类',
          ...where(place),
        }),
      );
      const id = createGroup(ledger, {
        policyId: policy,
        tier: policy === 'zaozhuang-2021' ? 'county' : null,
        name: options.groupName?.(index + 1) ?? `${place.name}第${label}实验幼儿园联盟`,
        officeId: level === 'city' ? place.id : own,
        cycleStart: since,
        cycleEnd,
        validFrom: since,
        origin: 'hand',
        lead: { kindergartenId: lead },
        members: members.map((kindergartenId) => ({ kindergartenId })),
      });
      groupIds.push(id);
      kindergartens.set(index + 1, [lead, ...members]);
    }
    for (const place of places) {
      addKindergarten(ledger, { name: `${place.name}未入盟幼儿园`, ownership: '民办', ...where(place) });
    }
    for (let year = 2020; year <= 2026; year += 1) {
      const schoolYear = `${year}-${year + 1}`;
      saveTerm(ledger, { schoolYear, number: 1, starts: `${year}-09-01`, ends: `${year + 1}-01-20` });
      saveTerm(ledger, { schoolYear, number: 2, starts: `${year + 1}-02-20`, ends: `${year + 1}-07-10` });
    }
    for (const { group, kind, on, title, outcome, outstanding = false, all = true } of activities) {
      const own_ = kindergartens.get(group) ?? [];
      addActivity(ledger, {
        policyId: policy,
        ...(group === 0 ? { officeId: own } : { groupId: groupIds[group - 1]!, hostId: own_[0]! }),
        kind,
        title: title ?? `${kind}活动`,
        state: 'done',
        heldOn: on,
        origin: 'hand',
        outstanding,
        ...(outcome === undefined ? {} : { outcome }),
        kindergartens: (all ? own_ : own_.slice(0, 1)).map((kindergartenId) => ({
          kindergartenId,
          people: 5,
        })),
      });
    }
  });
  ledger.close();
  const youlian = async (...words: string[]) => {
    const context = testContext(folder, { ledgerPath, now: () => new Date(`${now}T01:00:00Z`) });
    const exit = await run(words, context);
    return { exit, out: context.out(), err: context.err() };
  };
  return { youlian, folder, ledgerPath, groupIds };
}
