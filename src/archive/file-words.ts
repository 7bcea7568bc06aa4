import type { Policy } from '../policy/schema.ts';
import { reportPeriodName } from '../reporting/meant.ts';
import type { ArchivedFile } from './archive.store.ts';

/** The category and title of a file in words, and the phase (阶段) of the policy that its day falls into. */
export interface FileWords {
  readonly category: string;
  readonly title: string;
  /** Null where the policy names no phases, or the day is in none. */
  readonly stage: string | null;
}

const named = (list: readonly { readonly id: string; readonly name: string }[] | undefined, id: string) =>
  list?.find((each) => each.id === id)?.name ?? id;

/** @param policy the file's; undefined where it has none or its file is gone */
export function fileWords(file: ArchivedFile, policy: Policy | undefined): FileWords {
  const stage = policy?.phases.find(({ from, to }) => from <= file.day && file.day <= to)?.name ?? null;
  return { ...words(file, policy), stage };
}

function words({ source, kind, title }: ArchivedFile, policy: Policy | undefined) {
  switch (source) {
    case 'activity':
      return { category: named(policy?.activities, kind), title };
    case 'document': {
      const checklist = policy?.checklists.find(({ id }) => id === kind);
      return { category: checklist?.name ?? kind, title: named(checklist?.items, title) };
    }
    case 'step': {
      const procedure = policy?.procedures.find(({ id }) => id === kind);
      return { category: procedure?.name ?? kind, title: named(procedure?.steps, title) };
    }
    case 'submission': {
      const period = title === 'once' ? '' : `（${reportPeriodName(title)}）`;
      return { category: '报送材料', title: `${named(policy?.reports, kind)}${period}` };
    }
    case 'bulletin':
      return { category: '通报', title };
    case 'paper':
      return { category: kind, title };
  }
}
