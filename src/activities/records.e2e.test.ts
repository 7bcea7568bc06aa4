import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const binary = join(import.meta.dirname, '../../bin/youlian.js');

function youlian(folder: string, ...words: string[]): Promise<{ exit: number; out: string; err: string }> {
  const env = { ...process.env, YOULIAN_NOW: '2026-11-20', YOULIAN_CLERK: '测试', NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, [binary, ...words], { cwd: folder, env }, (error, out, err) => {
      resolve({ exit: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

it('takes records and sign-in sheets in one batch, files evidence, and tells who was trained, the real program', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlian-活动-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const done = async (...words: string[]) => {
    const result = await youlian(folder, ...words);
    expect(result.exit, result.err).toBe(0);
    return result;
  };
  const office = ['--name', '云溪市教育局', '--level', 'city', '--region', '379900'];
  await done('init', ...office, '--policy', 'zaozhuang-2021', '--yes');
  write('园所.csv', '园所名称,所属区县,教职工数\n东湖区实验幼儿园,东湖区,4\n东湖区星星幼儿园,东湖区,2\n');
  await done('导入', '园所.csv', '--yes');
  const made = ['--lead', '东湖区实验幼儿园', '--member', '星星幼儿园', '--since', '2026-01-01'];
  await done('group', 'create', ...made, '--tier', 'county', '--yes');
  // The sheet of names stands first: the activity it speaks of is taken before it all the same.
  write('1签到.csv', '培训签到表\n姓名,单位,活动,日期,学时\n周岚,星星幼儿园,师德培训,2026-10-14,6\n');
  const record = '活动日期,联盟名称,活动种类,活动名称,参加园所及人数\n';
  write(
    '2记录.csv',
    `活动记录表\n${record}2026年10月14日,东湖区实验幼儿园,教师培训,师德培训,全体成员园各1人\n`,
  );
  write('签到表.pdf', '扫描件');
  await done('导入', '1签到.csv', '2记录.csv', '--yes');
  await done('活动', '归档', '1', '签到表.pdf', '--yes');
  expect(existsSync(join(folder, 'youlian-档案'))).toBe(true);
  await done('档案', '核对');
  await done('档案', '导出', '迎检');
  expect(existsSync(join(folder, '迎检', '档案目录.xlsx'))).toBe(true);
  const { out } = await done('培训', '覆盖', '--json', '--masked');
  expect(JSON.parse(out)).toMatchObject({
    staff: 6,
    trained: 1,
    kindergartens: [{ trained: [] }, { trained: [{ name: '周*', hours: 6 }], share: 0.5 }],
  });
  await done('export', 'activity-record', '-o', '记录.xlsx');
  const again = await done('import', '记录.xlsx', '--yes', '--json');
  expect(JSON.parse(again.out)).toMatchObject({ operation: null, totals: { read: 1, unchanged: 1 } });
});
