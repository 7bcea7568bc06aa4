import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, requiredText, textOption } from '../../cli/options.ts';
import { renderJson, renderTable } from '../../cli/table.ts';
import { laterDay } from '../../common/dates.ts';
import { type Context, today } from '../../context.ts';
import { Failure } from '../../findings/catalogue.ts';
import { resolveGroup } from '../../groups/group-reference.ts';
import { listGroups } from '../../groups/groups.store.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { openLedger } from '../../ledger/open-ledger.ts';
import { resolveKindergarten } from '../../roster/find-kindergarten.ts';
import type { Ledger } from '../../store/ledger.ts';
import { listActivities } from '../activities.store.ts';
import type { Activity } from '../activity.ts';
import { shownActivity } from '../activity-words.ts';
import { addBlock, listBlocks, removeBlock, type StoredBlock } from '../blocks.store.ts';
import { kindergartenNames } from '../kindergarten-names.store.ts';
import { personMeant } from '../person-meant.ts';

type Options = CommandInput['options'];

/** Blocks as `--json` prints them. */
function records(ledger: Ledger, on: string, blocks: readonly StoredBlock[]) {
  const groups = new Map(listGroups(ledger, on, { includeEnded: true }).map(({ id, name }) => [id, name]));
  const nameOf = kindergartenNames(ledger);
  return blocks.map(({ id, from, to, groupId, kindergartenId, person, reason }) => ({
    id,
    from,
    to,
    group: groupId === null ? null : (groups.get(groupId) ?? null),
    kindergarten: kindergartenId === null ? null : nameOf(kindergartenId, from),
    person,
    reason,
  }));
}

type Shown = ReturnType<typeof records>[number];

function whoText({ group, kindergarten, person }: Shown): string {
  if (person) return `${person.name}（${person.unit}）`;
  return kindergarten ?? group ?? '全部';
}

const daysText = ({ from, to }: Pick<Shown, 'from' | 'to'>) => (from === to ? from : `${from} 至 ${to}`);

/** @throws Failure `option-value`, `group-unknown`, `group-ambiguous`, `kindergarten-unknown`, `kindergarten-ambiguous` */
function enter(ledger: Ledger, options: Options, on: string): ChangeReport {
  const from = dateOption(options, 'from');
  if (from === undefined)
    throw new Failure('option-value', { option: '--from', value: '', expected: '应写明从哪一天起' });
  const to = dateOption(options, 'to') ?? from;
  if (to < from)
    throw new Failure('option-value', { option: '--to', value: to, expected: `不能早于 --from（${from}）` });
  const reason = requiredText(options, 'reason');
  const group = textOption(options, 'group');
  const kindergarten = textOption(options, 'kindergarten');
  const person = textOption(options, 'person');
  if ([group, kindergarten, person].filter((each) => each !== undefined).length > 1) {
    throw new Failure('option-value', {
      option: '--group',
      value: group ?? kindergarten ?? '',
      expected: '--group、--kindergarten、--person 一次只写一个',
    });
  }
  const id = addBlock(ledger, {
    from,
    to,
    groupId:
      group === undefined ? null : resolveGroup(listGroups(ledger, on, { includeEnded: true }), group).id,
    kindergartenId: kindergarten === undefined ? null : resolveKindergarten(ledger, kindergarten, from).id,
    personId: person === undefined ? null : personMeant(ledger, '--person', person),
    reason,
  });
  const entered = report(ledger, on, id === null ? [] : [id], '不排活动');
  const hit = listBlocks(ledger)
    .filter((block) => block.id === id)
    .flatMap((block) => activitiesHit(ledger, block, on));
  if (hit.length === 0) return entered;
  const shown = hit.slice(0, mostShown).map(shownActivity).join('、');
  const rest = hit.length > mostShown ? `等` : '';
  return {
    ...entered,
    lines: [...entered.lines, `其间已有计划 ${hit.length} 项：${shown}${rest}`],
    hint: `请再排一次，改到别的日子：youlian activity plan${hit.some(({ fixed }) => fixed) ? '；定死的不会移动，请用 youlian activity move 改期' : ''}`,
  };
}

const mostShown = 5;

/** What is planned for days that are blocked now, of those the block concerns; past days do not matter any more. */
function activitiesHit(
  ledger: Ledger,
  { from, to, groupId, kindergartenId, personId }: StoredBlock,
  on: string,
): Activity[] {
  const planned = listActivities(ledger, { states: ['planned'], from: laterDay(from, on), to });
  return planned.filter(
    ({ groupId: own, hostId, kindergartens, people }) =>
      (groupId === null || own === groupId) &&
      (kindergartenId === null ||
        hostId === kindergartenId ||
        kindergartens.some((each) => each.kindergartenId === kindergartenId)) &&
      (personId === null || people.some((each) => each.personId === personId)),
  );
}

/** @throws Failure `block-unknown` */
function remove(ledger: Ledger, text: string, on: string): ChangeReport {
  const id = Number(text);
  const found = listBlocks(ledger).filter((block) => block.id === id);
  if (found.length === 0) throw new Failure('block-unknown', { value: text });
  const gone = report(ledger, on, [id], '不再避开');
  removeBlock(ledger, id);
  return gone;
}

function report(ledger: Ledger, on: string, ids: readonly number[], verb: string): ChangeReport {
  const shown = records(
    ledger,
    on,
    listBlocks(ledger).filter(({ id }) => ids.includes(id)),
  );
  return {
    lines: shown.map((each) => `${verb}：${daysText(each)}，${whoText(each)}（${each.reason}）`),
    findings: [],
    record: { blocks: shown },
    hint: '让计划照此调整：youlian activity plan',
  };
}

function list(context: Context, options: Options): ExitCode {
  const ledger = openLedger(context);
  try {
    const blocks = records(ledger, today(context), listBlocks(ledger));
    context.stdout.write(
      flagOption(options, 'json')
        ? renderJson({ operation: null, dryRun: false, blocks, findings: [] })
        : renderTable(
            blocks,
            [
              { heading: '编号', align: 'right', value: ({ id }) => id },
              { heading: '日期', value: daysText },
              { heading: '谁', value: whoText },
              { heading: '原因', value: ({ reason }) => reason },
            ],
            context.ambiguousIsWide,
          ),
    );
    return 0;
  } finally {
    ledger.close();
  }
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  if (flagOption(options, 'list')) return list(context, options);
  const on = today(context);
  const gone = textOption(options, 'remove');
  const operation =
    gone === undefined
      ? { kind: 'activity-block', title: '登记不排活动的日子' }
      : { kind: 'activity-unblock', title: '取消不排活动的日子' };
  return applyChange(context, options, operation, (ledger) =>
    gone === undefined ? enter(ledger, options, on) : remove(ledger, gone, on),
  );
}
