import { listActivities } from '../../activities/activities.store.ts';
import { activityPlanRows } from '../../activities/activity-plan.rows.ts';
import { activityRecordRows } from '../../activities/activity-record.rows.ts';
import { ActivityWorld } from '../../activities/activity-world.ts';
import { listApplications } from '../../applications/applications.store.ts';
import { applicationForm, planForms } from '../../applications/print-forms.ts';
import { openCalendar } from '../../calendar/open-calendar.ts';
import { bodyKind } from '../../committees/body.ts';
import { listBodies } from '../../committees/committees.store.ts';
import { leadershipRows } from '../../committees/leadership.rows.ts';
import { safeFileName, uniqueNames } from '../../common/file-names.ts';
import { listWorkbook } from '../../exports/deliver-list.ts';
import { policyForExport } from '../../exports/policy-for-export.ts';
import { wordingOf } from '../../exports/wording.ts';
import { allianceRows } from '../../groups/alliance-list.rows.ts';
import { withoutSuperseded } from '../../groups/group.ts';
import { listGroups } from '../../groups/groups.store.ts';
import { enteredRows } from '../../indicators/indicators.rows.ts';
import { listEntries } from '../../indicators/indicators.store.ts';
import { wholeOfficeName } from '../../indicators/whole-office.ts';
import { listOffices, ownOffice } from '../../ledger/offices.store.ts';
import { loadPolicy, policyIds } from '../../policy/load.ts';
import type { Policy } from '../../policy/schema.ts';
import { rosterRecords } from '../../roster/kindergarten.ts';
import { listKindergartens } from '../../roster/roster.store.ts';
import { renderForm } from '../../tables/render-form.ts';
import { type PackedTable, type TableGround, workbookFile } from './packed-table.ts';
import { funds, inspections, postings, registers } from './record-tables.ts';
import type { PackedFile } from './write-package.ts';

/** One workbook for each policy that rows come from. */
async function byPolicy<T>(
  title: string,
  policyIds: readonly string[],
  { folders }: TableGround,
  rowsOf: (policyId: string) => readonly T[],
  render: (policy: Policy, rows: readonly T[]) => Promise<Uint8Array>,
): Promise<PackedFile[]> {
  const files: PackedFile[] = [];
  const ids = [...new Set(policyIds)].sort();
  for (const id of ids) {
    const rows = rowsOf(id);
    if (rows.length === 0) continue;
    const bytes = await render(loadPolicy(id, folders), rows);
    files.push(workbookFile(ids.length > 1 ? `${title}（${id}）` : title, bytes, rows.length));
  }
  return files;
}

const roster: PackedTable = {
  table: 'roster',
  title: '园所信息表',
  async render({ ledger, folders, on, masked }) {
    const rows = rosterRecords(listKindergartens(ledger, on), masked).map((values) => ({ values }));
    if (rows.length === 0) return [];
    const bytes = await listWorkbook(ledger, { table: 'roster', rows, policy: undefined }, folders);
    return [workbookFile(this.title, bytes, rows.length)];
  },
};

const allianceList: PackedTable = {
  table: 'alliance-list',
  title: '联盟名单',
  render(ground) {
    const { ledger, folders, on, masked } = ground;
    const groups = withoutSuperseded(listGroups(ledger, on));
    const world = { kindergartens: listKindergartens(ledger, on), offices: listOffices(ledger) };
    return byPolicy(
      this.title,
      groups.map(({ policyId }) => policyId),
      ground,
      (id) => groups.filter(({ policyId }) => policyId === id),
      (policy, own) =>
        listWorkbook(
          ledger,
          { table: 'alliance-list', rows: allianceRows({ ...world, groups: own }, masked), policy },
          folders,
        ),
    );
  },
};

const leadership: PackedTable = {
  table: 'leadership',
  title: '领导小组',
  async render({ ledger, folders, on, masked }) {
    const offices = listOffices(ledger);
    const own = ownOffice(ledger);
    const unique = uniqueNames();
    const files: PackedFile[] = [];
    const known = (id: string | null) => (id === null ? undefined : loadPolicy(id, folders));
    for (const body of listBodies(ledger, on).filter(({ seats }) => seats.length > 0)) {
      const policy = known(body.policyId);
      const isLeadership = body.kind === 'leadership' && body.groupId === null;
      const area = offices.find(({ id }) => id === body.officeId && id !== own.id)?.name;
      const bytes = await listWorkbook(
        ledger,
        {
          table: 'leadership',
          rows: leadershipRows(body, masked),
          policy,
          area,
          heading: isLeadership ? undefined : { title: body.title, attachment: '' },
          roles: bodyKind(policy, body.kind).roles,
        },
        folders,
      );
      files.push(workbookFile(unique(safeFileName(body.title)), bytes, body.seats.length, '工作机构/'));
    }
    return files;
  },
};

/** Forms beyond this number stay with the office: what they say is among the package's data all the same. */
export const mostForms = 300;

const applications: PackedTable = {
  table: 'application',
  title: '申请表',
  async render({ ledger, folders, on, masked }) {
    const received = listApplications(ledger).length;
    if (received === 0 || received > mostForms) return [];
    const definition = applicationForm(folders);
    const own = ownOffice(ledger).name;
    const { forms } = planForms(ledger, definition, { names: 'all', masked, policyId: undefined, on });
    const files: PackedFile[] = [];
    for (const { policyId, file: name, kindergarten, values } of forms) {
      const policy = policyForExport(ledger, { named: policyId, present: [], on }, folders);
      const { bytes } = await renderForm(definition, {
        values,
        wording: wordingOf(definition.id, own, policy),
        isBlank: false,
      });
      files.push({ name: `申请表/${name}.xlsx`, title: `申请表（${kindergarten}）`, bytes, rows: 1 });
    }
    return files;
  },
};

const activities = (state: 'done' | 'planned'): PackedTable => ({
  table: state === 'done' ? 'activity-record' : 'activity-plan',
  title: state === 'done' ? '活动记录表' : '活动计划表',
  async render({ ledger, folders, period }) {
    const world = new ActivityWorld(ledger, folders);
    const found = listActivities(ledger, {
      from: period.firstDay,
      to: period.lastDay,
      states: [state],
    });
    if (found.length === 0) return [];
    const present = [...new Set(found.map(({ policyId }) => policyId))];
    const [only] = present;
    const policy = present.length === 1 && only !== undefined ? loadPolicy(only, folders) : undefined;
    const rows =
      state === 'done'
        ? activityRecordRows(found, world)
        : activityPlanRows(found, world, await openCalendar(ledger, folders));
    const bytes = await listWorkbook(ledger, { table: this.table, rows, policy }, folders);
    return [workbookFile(this.title, bytes, rows.length)];
  },
});

const indicators: PackedTable = {
  table: 'indicators',
  title: '指标数据表',
  render(ground) {
    const { ledger, folders, on } = ground;
    const offices = new Map(listOffices(ledger).map((office) => [office.id, office]));
    const places = {
      kindergartens: listKindergartens(ledger, on),
      districtName: (id: number | null) => {
        const office = id === null ? undefined : offices.get(id);
        return office?.level === 'county' ? office.name : null;
      },
      whole: wholeOfficeName(ownOffice(ledger)),
    };
    const entries = policyIds(folders).flatMap((policyId) => listEntries(ledger, { policyId }));
    return byPolicy(
      this.title,
      entries.map(({ policyId }) => policyId),
      ground,
      (id) =>
        enteredRows(
          loadPolicy(id, folders),
          entries.filter(({ policyId }) => policyId === id),
          places,
        ),
      (policy, rows) =>
        listWorkbook(
          ledger,
          { table: 'indicators', rows: rows.map((values) => ({ values })), policy },
          folders,
        ),
    );
  },
};

/** The official tables of a package, in its order. */
export const packedTables: readonly PackedTable[] = [
  roster,
  allianceList,
  leadership,
  applications,
  activities('planned'),
  activities('done'),
  indicators,
  postings,
  inspections,
  funds,
  registers,
];
