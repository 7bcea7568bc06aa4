import { ActivityWorld } from '../../activities/activity-world.ts';
import type { CommandInput, ExitCode } from '../../cli/command.ts';
import { dateOption, flagOption, requiredText, textOption } from '../../cli/options.ts';
import { type Context, today } from '../../context.ts';
import { Failure, makeFinding, refuseErrors } from '../../findings/catalogue.ts';
import { applyChange, type ChangeReport } from '../../ledger/apply-change.ts';
import { postingKinds } from '../../policy/posting/posting.ts';
import { daysText } from '../../tables/fields/days.ts';
import { postingRecords } from '../posting-record.ts';
import { addPosting, findPosting } from '../postings.store.ts';
import {
  asNewPosting,
  overlapping,
  type SaidPosting,
  samePosting,
  understandPosting,
  withoutGroup,
} from '../understand-posting.ts';

type Options = CommandInput['options'];

/** @throws Failure `option-value` */
function sayPosting(options: Options): SaidPosting {
  const person = requiredText(options, 'person');
  const [, name = person, unit] = /^(.+?)[（(](.+)[）)]$/u.exec(person) ?? [];
  const days = textOption(options, 'days');
  if (days !== undefined && !/^[1-9]\d{0,4}$/.test(days)) {
    throw new Failure('option-value', { option: '--days', value: days, expected: '应是天数，如 120' });
  }
  const from = dateOption(options, 'from');
  if (from === undefined) {
    throw new Failure('option-value', { option: '--from', value: '', expected: '请写开始的日期' });
  }
  return {
    person: name,
    unit,
    rank: textOption(options, 'rank'),
    postingKind: requiredText(options, 'kind'),
    origin: textOption(options, 'origin'),
    originTier: textOption(options, 'originTier'),
    destination: requiredText(options, 'destination'),
    destinationTier: textOption(options, 'destinationTier'),
    destinationPoor: flagOption(options, 'poor') ? true : undefined,
    from,
    to: dateOption(options, 'to'),
    days: days === undefined ? undefined : Number(days),
    group: textOption(options, 'group'),
    note: textOption(options, 'note'),
  };
}

export async function run(context: Context, { options }: CommandInput): Promise<ExitCode> {
  const said = sayPosting(options);
  const title = `登记派驻 ${said.person}（${daysText(said.from, said.to ?? null)}）`;
  return applyChange(context, options, { kind: 'posting-record', title }, (ledger): ChangeReport => {
    const world = new ActivityWorld(ledger, context.templateFolders);
    const { posting, problems } = understandPosting(said, world);
    const findings = problems.map(({ code, parameters }) => makeFinding(code, parameters));
    refuseErrors(findings);
    if (!posting) throw new Failure('posting-person', { value: said.person });
    const same = samePosting(world, posting);
    if (same) {
      throw new Failure('posting-twice', {
        name: same.name,
        from: same.from,
        destination: posting.destinationName,
        kind: postingKinds[same.kind],
        value: same.id,
      });
    }
    for (const other of overlapping(world, posting)) {
      findings.push(
        makeFinding('posting-overlap', {
          name: posting.name,
          days: daysText(posting.from, posting.to),
          other: `第 ${other.id} 条 ${daysText(other.from, other.to)}`,
        }),
      );
    }
    const ungrouped = withoutGroup(world, said, posting);
    if (ungrouped) findings.push(makeFinding('posting-without-group', ungrouped));
    const id = addPosting(ledger, asNewPosting(world, posting, 'hand'));
    const record = postingRecords(world, today(context))(findPosting(ledger, id)!);
    const way = `${record.origin ?? record.unit} → ${record.destination}`;
    return {
      lines: [
        `${record.person}（${record.unit}）${record.kind.name}：${way}，${daysText(record.from, record.to)}，编号 ${id}`,
      ],
      findings,
      record: { posting: record },
      hint: '谁欠派、谁到哪天满一年，见 youlian posting due。',
    };
  });
}
