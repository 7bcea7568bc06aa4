import type { IsoDate } from '../common/dates.ts';
import type { Ledger } from '../store/ledger.ts';
import type { Figure } from './figure.ts';
import type { Confirmation } from './quarter-facts.ts';

/** A bulletin (通报) as the ledger keeps it: the draft of a quarter, or the one that was issued. */
export interface StoredBulletin {
  readonly id: number;
  readonly policyId: string;
  readonly quarter: string;
  readonly state: 'draft' | 'issued';
  readonly title: string;
  readonly countedOn: IsoDate;
  readonly number: string | null;
  readonly issuedOn: IsoDate | null;
  /** The file's name, hash and size. */
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly figures: readonly Figure[];
  /** The activity that the issuing was entered as. */
  readonly activityId: number | null;
}

type Row = Omit<StoredBulletin, 'figures'> & { readonly figures: string };

const columns = `id, policy_id AS policyId, quarter, state, title, counted_on AS countedOn, number,
  issued_on AS issuedOn, name, sha256, bytes, figures, activity_id AS activityId`;

const withFigures = ({ figures, ...row }: Row): StoredBulletin => ({
  ...row,
  figures: JSON.parse(figures) as Figure[],
});

/** Drafts and issued ones, by quarter; what is not given does not matter. */
export function listBulletins(
  ledger: Ledger,
  filter: {
    readonly quarter?: string | undefined;
    readonly policyId?: string | undefined;
    readonly state?: StoredBulletin['state'];
  } = {},
): StoredBulletin[] {
  const { quarter = null, policyId = null, state = null } = filter;
  return ledger
    .prepare<[Record<'quarter' | 'policyId' | 'state', string | null>], Row>(
      `SELECT ${columns} FROM bulletin WHERE (@quarter IS NULL OR quarter = @quarter)
        AND (@policyId IS NULL OR policy_id = @policyId) AND (@state IS NULL OR state = @state)
       ORDER BY quarter, policy_id, state DESC`,
    )
    .all({ quarter, policyId, state })
    .map(withFigures);
}

export function findBulletin(
  ledger: Ledger,
  key: Pick<StoredBulletin, 'policyId' | 'quarter' | 'state'>,
): StoredBulletin | undefined {
  return listBulletins(ledger, key)[0];
}

export function bulletinsWithFile(ledger: Ledger, sha256: string): StoredBulletin[] {
  return ledger
    .prepare<[string], Row>(`SELECT ${columns} FROM bulletin WHERE sha256 = ? ORDER BY state DESC, id`)
    .all(sha256)
    .map(withFigures);
}

export function bulletinNumbered(ledger: Ledger, number: string): StoredBulletin | undefined {
  const row = ledger
    .prepare<[string], Row>(`SELECT ${columns} FROM bulletin WHERE number = ? AND state = 'issued'`)
    .get(number);
  return row && withFigures(row);
}

/** Stores a bulletin in place of the one of the same policy, quarter and state (inside `perform`); gives its row id. */
export function putBulletin(ledger: Ledger, bulletin: Omit<StoredBulletin, 'id'>): number {
  const known = findBulletin(ledger, bulletin);
  const values = { ...bulletin, figures: JSON.stringify(bulletin.figures) };
  if (known) {
    const { id: _, ...before } = known;
    if (JSON.stringify({ ...before, figures: JSON.stringify(before.figures) }) === JSON.stringify(values))
      return known.id;
    ledger
      .prepare<[object]>(
        `UPDATE bulletin SET title = @title, counted_on = @countedOn, number = @number, issued_on = @issuedOn,
          name = @name, sha256 = @sha256, bytes = @bytes, figures = @figures, activity_id = @activityId
         WHERE id = @id`,
      )
      .run({ ...values, id: known.id });
    return known.id;
  }
  const { lastInsertRowid } = ledger
    .prepare<[object]>(
      `INSERT INTO bulletin (policy_id, quarter, state, title, counted_on, number, issued_on, name, sha256, bytes,
        figures, activity_id)
       VALUES (@policyId, @quarter, @state, @title, @countedOn, @number, @issuedOn, @name, @sha256, @bytes,
        @figures, @activityId)`,
    )
    .run(values);
  return Number(lastInsertRowid);
}

export function listConfirmations(ledger: Ledger, policyId: string, quarter: string): Confirmation[] {
  return ledger
    .prepare<[string, string], Confirmation>(
      `SELECT id, policy_id AS policyId, quarter, source, rule_id AS ruleId, group_id AS groupId,
        kindergarten_id AS kindergartenId, reason, confirmed_by AS confirmedBy, confirmed_on AS confirmedOn
       FROM bulletin_confirmation WHERE policy_id = ? AND quarter = ?
       ORDER BY group_id, kindergarten_id, source, rule_id`,
    )
    .all(policyId, quarter);
}

/** Inside `perform`. */
export function addConfirmation(ledger: Ledger, confirmation: Omit<Confirmation, 'id'>): void {
  ledger
    .prepare<[object]>(
      `INSERT INTO bulletin_confirmation (policy_id, quarter, source, rule_id, group_id, kindergarten_id, reason,
        confirmed_by, confirmed_on)
       VALUES (@policyId, @quarter, @source, @ruleId, @groupId, @kindergartenId, @reason, @confirmedBy, @confirmedOn)`,
    )
    .run(confirmation);
}

/** Inside `perform`. */
export function changeConfirmation(
  ledger: Ledger,
  id: number,
  given: Pick<Confirmation, 'reason' | 'confirmedBy' | 'confirmedOn'>,
): void {
  ledger
    .prepare<[object]>(
      `UPDATE bulletin_confirmation SET reason = @reason, confirmed_by = @confirmedBy, confirmed_on = @confirmedOn
       WHERE id = @id`,
    )
    .run({ ...given, id });
}

/** Inside `perform`. */
export function removeConfirmation(ledger: Ledger, id: number): void {
  ledger.prepare('DELETE FROM bulletin_confirmation WHERE id = ?').run(id);
}
