import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { Group } from '../groups/group.ts';
import { clauseCitation } from './conclusions.ts';
import type { YearEvaluation } from './evaluation-meant.ts';

/** A member on which nobody's opinion was heard yet, although the rubric wants it before a result is final. */
export interface OpinionWanted {
  readonly group: Group;
  readonly kindergartenId: number;
  readonly name: string;
  readonly citation: string;
}

/** The members on which the lead's (主导园 / 中心园) opinion is wanted and not on record. */
export function opinionsWanted({
  rubric,
  policy,
  groups,
  opinions,
}: Pick<YearEvaluation, 'rubric' | 'policy' | 'groups' | 'opinions'>): OpinionWanted[] {
  const heard = new Set(opinions.map(({ groupId, kindergartenId }) => `${groupId} ${kindergartenId}`));
  return rubric.opinions.flatMap(({ clause }) =>
    groups.flatMap((group) =>
      group.members
        .filter(({ kindergartenId }) => !heard.has(`${group.id} ${kindergartenId}`))
        .map(({ kindergartenId, name }) => ({
          group,
          kindergartenId,
          name,
          citation: clauseCitation(policy, clause),
        })),
    ),
  );
}

export function wantedFinding(evaluation: YearEvaluation, { group, name, citation }: OpinionWanted): Finding {
  const by = evaluation.policy.names.lead;
  return makeFinding('evaluation-opinion-missing', {
    value: name,
    group: group.name,
    by,
    citation,
    year: evaluation.year,
  });
}
