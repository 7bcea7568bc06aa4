import type { IsoDate } from '../../common/dates.ts';
import type { Finding } from '../../findings/finding.ts';
import type { Office } from '../../ledger/office.ts';
import type { Ledger } from '../../store/ledger.ts';
import { repackDeterministically } from '../../workbook/pack.ts';
import { receivedPackages } from './packages.store.ts';
import type { PackagePeriod } from './period.ts';
import { type PackedFile, writePackage } from './write-package.ts';

const severities: Readonly<Record<Finding['severity'], string>> = {
  error: '要更正',
  warning: '请核对',
  notice: '提示',
};

/** The notice by which a package goes back (退回): why, and a workbook of what was found in it. */
export async function returnNotice(
  ledger: Ledger,
  given: {
    readonly office: Office;
    readonly period: PackagePeriod;
    readonly reason: string;
    readonly on: IsoDate;
  },
): Promise<Uint8Array> {
  const { office, period, reason, on } = given;
  const last = receivedPackages(ledger).findLast(
    (each) => each.officeId === office.id && each.period === period.key,
  );
  const findings = last?.findings ?? [];
  const { level, name, title, regionCode } = office;
  const list: PackedFile = {
    name: '问题清单.xlsx',
    title: '问题清单',
    bytes: await problemWorkbook(given, findings),
    rows: findings.length,
  };
  const { bytes } = writePackage(
    {
      kind: 'return',
      office: { level, name, title, regionCode },
      period: period.key,
      periodName: period.name,
      reports: [],
      packedOn: on,
      stamp: last?.stamp ?? 0,
      masked: false,
      maskedColumns: [],
      reason,
    },
    [list],
  );
  return bytes;
}

async function problemWorkbook(
  { office, period, reason, on }: Parameters<typeof returnNotice>[1],
  findings: readonly Finding[],
): Promise<Uint8Array> {
  const { Workbook } = (await import('exceljs')).default;
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('问题清单', {
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.columns = [{ width: 6 }, { width: 9 }, { width: 70 }, { width: 60 }];
  const font = { name: '宋体', size: 11 };
  const wrap = { vertical: 'top', wrapText: true } as const;
  const line = (text: string, style: Partial<{ bold: boolean; size: number }> = {}) => {
    const row = sheet.addRow([text]);
    sheet.mergeCells(row.number, 1, row.number, 4);
    row.getCell(1).font = { ...font, ...style };
    row.getCell(1).alignment = wrap;
    // Merged cells do not grow by themselves.
    row.height = 18 * Math.max(1, Math.ceil(text.length / 70));
  };
  line('退回报送的问题清单', { bold: true, size: 16 });
  sheet.getRow(1).height = 30;
  line(`退回给：${office.title ?? office.name}　　期：${period.name}　　日期：${on}`);
  line(`原因：${reason}`);
  const head = sheet.addRow(['序号', '程度', '问题', '怎么办']);
  const border = { style: 'thin' } as const;
  const framed = (row: typeof head, style: Partial<{ bold: boolean }> = {}) => {
    row.eachCell({ includeEmpty: true }, (cell) => {
      cell.font = { ...font, ...style };
      cell.alignment = wrap;
      cell.border = { top: border, left: border, bottom: border, right: border };
    });
  };
  framed(head, { bold: true });
  findings.forEach(({ severity, message, remedy, forSender }, index) => {
    const row = sheet.addRow([index + 1, severities[severity], message, forSender ?? remedy]);
    framed(row);
    row.height =
      16 * Math.max(1, Math.ceil(message.length / 32), Math.ceil((forSender ?? remedy).length / 27));
  });
  if (findings.length === 0) line('收取时没有查出具体问题，请照上面的原因更正。');
  sheet.pageSetup.printTitlesRow = `${head.number}:${head.number}`;
  return repackDeterministically(new Uint8Array(await workbook.xlsx.writeBuffer()));
}
