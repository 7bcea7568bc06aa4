import { makeFinding } from '../findings/catalogue.ts';
import type { Finding } from '../findings/finding.ts';
import type { Group } from '../groups/group.ts';
import { clauseCitation } from './conclusions.ts';
import type { YearEvaluation } from './evaluation-meant.ts';
import { participantKey } from './participants.ts';
import type { Rubric, RubricSubject } from './rubric.ts';

/**
 * A member, or its principal, of which nobody's opinion was heard yet, although the rubric wants it before a result is
 * final.
 */
export interface OpinionWanted {
  readonly group: Group;
  readonly kindergartenId: number;
  readonly name: string;
  readonly subject: RubricSubject;
  readonly citation: string;
}

/** The sheets of members on which the lead's (主导园 / 中心园) opinion is wanted and not on record, each by itself. */
export function opinionsWanted({
  rubric,
  policy,
  groups,
  opinions,
}: Pick<YearEvaluation, 'rubric' | 'policy' | 'groups' | 'opinions'>): OpinionWanted[] {
  const heard = new Set(opinions.map(participantKey));
  return rubric.opinions.flatMap(({ clause }) =>
    groups.flatMap((group) =>
      group.members.flatMap(({ kindergartenId, name }) =>
        memberSubjects(rubric)
          .filter(
            (subject) =>
              !heard.has(participantKey({ groupId: group.id, subject: subject.id, kindergartenId })),
          )
          .map((subject) => ({
            group,
            kindergartenId,
            name,
            subject,
            citation: clauseCitation(policy, clause),
          })),
      ),
    ),
  );
}

/** The subjects that an opinion can be of: what members, and their principals, are scored on. The usual one first. */
export function memberSubjects(rubric: Pick<Rubric, 'subjects'>): RubricSubject[] {
  const own = rubric.subjects.filter(({ of }) => of === 'member');
  return [...own.filter(({ whom }) => whom === 'unit'), ...own.filter(({ whom }) => whom !== 'unit')];
}

export function wantedFinding(
  evaluation: YearEvaluation,
  { group, name, subject, citation }: OpinionWanted,
): Finding {
  const [usual] = memberSubjects(evaluation.rubric);
  const by = evaluation.policy.names.lead;
  return makeFinding('evaluation-opinion-missing', {
    value: name,
    what: subject.name,
    which: subject.id === usual?.id ? '' : ` --subject ${subject.name}`,
    group: group.name,
    by,
    citation,
    year: evaluation.year,
  });
}
