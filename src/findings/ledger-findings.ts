import type { FindingDefinition } from './finding.ts';

/** What can be wrong with the ledger file (台账), its journal and its history. */
export const ledgerFindings = {
  'ledger-missing': {
    severity: 'error',
    title: '没有台账',
    message: '找不到台账文件“{value}”。',
    remedy: '请先运行 youlian init 建立台账，或用 --ledger 指明台账文件。',
  },
  'ledger-exists': {
    severity: 'error',
    title: '台账已存在',
    message: '台账文件“{value}”已经存在，没有重新建立。',
    remedy: '要用现有台账，直接运行其他命令即可；要另建一本，请用 --ledger 换一个文件名。',
  },
  'ledger-not-ours': {
    severity: 'error',
    title: '不是台账文件',
    message: '文件“{value}”不是幼联的台账，或者已经损坏：{reason}。',
    remedy: '请检查 --ledger 所指的文件；如有备份，可用 youlian restore 恢复。',
  },
  'backup-not-ours': {
    severity: 'error',
    title: '不是台账的备份',
    message: '文件“{value}”不是幼联台账的备份，或者已经损坏，没有恢复。',
    remedy: '请改用 youlian backup 存下的文件；现有的台账没有改动。',
  },
  'ledger-newer': {
    severity: 'error',
    title: '台账版本较新',
    message: '台账“{value}”是由更新版本的幼联写成的（台账版本 {found}，本程序只认到 {known}）。',
    remedy: '请先升级幼联再打开这本台账。',
  },
  'ledger-busy': {
    severity: 'error',
    title: '台账正被使用',
    message: '台账正被占用，等了 {seconds} 秒仍未空出：{holder}。',
    remedy: '请等那个操作完成后再运行一次。',
  },
  'ledger-full': {
    severity: 'error',
    title: '磁盘已满',
    message: '磁盘空间不足，台账没有改动。',
    remedy: '请清理磁盘空间后再运行一次。',
  },
  'ledger-readonly': {
    severity: 'error',
    title: '台账不可写',
    message: '台账文件“{value}”是只读的，或者所在文件夹不允许写入。',
    remedy: '请检查文件属性和文件夹权限。',
  },
  'ledger-on-network': {
    severity: 'warning',
    title: '台账在网络盘上',
    message: '台账“{value}”放在网络盘上，两台电脑同时写入时文件锁不可靠，台账可能损坏。',
    remedy: '请把台账放在本机硬盘上，用 youlian backup 把备份存到网络盘。',
  },
  'operation-missing': {
    severity: 'error',
    title: '没有这次操作',
    message: '操作历史里没有第 {value} 次操作（最后一次是第 {last} 次）。',
    remedy: '请先运行 youlian history 查看操作的编号。',
  },
  'undo-founding': {
    severity: 'error',
    title: '建账不能撤销',
    message: '第 {value} 次操作是建立台账本身，不能撤销。',
    remedy: '要改单位、政策、学期，请用 youlian office set；要重建台账，请用 --ledger 另起一个文件名。',
  },
  'undo-done': {
    severity: 'error',
    title: '已经撤销过',
    message: '第 {value} 次操作“{title}”已经被第 {by} 次操作撤销。',
    remedy: '要恢复它，请撤销那一次撤销：youlian undo {by}。',
  },
  'undo-schema-changed': {
    severity: 'error',
    title: '台账升级后不能撤销',
    message: '第 {value} 次操作“{title}”之后台账升级过，{tables}的旧记录已不能恢复。',
    remedy: '请用导入或修改命令改正，或从升级前的备份恢复。',
  },
  'undo-blocked': {
    severity: 'error',
    title: '后来的操作依赖它',
    message: '第 {value} 次操作“{title}”不能撤销：{blockers}',
    remedy: '请先从后往前撤销上面列出的操作，再撤销这一次。',
  },
  'ledger-damaged': {
    severity: 'error',
    title: '台账文件已损坏',
    message: '台账文件“{value}”已损坏：{problem}。',
    remedy: '请用最近的备份恢复：youlian restore 备份文件。',
  },
  'ledger-references': {
    severity: 'error',
    title: '记录之间的联系断了',
    message: '有记录所依靠的记录不存在：{problem}。',
    remedy: '台账可能被别的程序改过；请用最近的备份恢复，或把这段提示发给维护者。',
  },
  'ledger-schema': {
    severity: 'error',
    title: '台账结构被改动',
    message: '台账的结构与本程序所建的不同：{problem}。',
    remedy: '台账可能被别的程序改过；请用最近的备份恢复，或把这段提示发给维护者。',
  },
  'ledger-journal': {
    severity: 'error',
    title: '内容与操作历史不符',
    message: '台账的内容与操作历史不符：{problem}。',
    remedy: '台账可能被别的程序改过；请核对这些记录，必要时用备份恢复。',
  },
  'ledger-leftover': {
    severity: 'notice',
    title: '有遗留的临时文件',
    message: '台账旁边有上次中断时遗留的文件“{value}”。',
    remedy: '没有别的幼联命令在运行时，可以删掉它；不删也不影响使用。',
  },
  'init-incomplete': {
    severity: 'error',
    title: '建账还缺内容',
    message: '建立台账还缺：{missing}。',
    remedy: '请加上选项 {options} 再运行。',
  },
  'office-unchanged': {
    severity: 'error',
    title: '没有要修改的内容',
    message: '没有写明要修改什么。',
    remedy:
      '请加上要改的选项，例如 --name、--seat、--add-policy、--term；用 youlian office show 可查看现状。',
  },
  'school-years-assumed': {
    severity: 'notice',
    title: '学期日期为假定',
    message:
      '{years}学年没有登记全学期，暂按通常日期：第1学期 9月1日至次年1月20日，第2学期 2月20日至7月10日。',
    remedy: '知道校历后请登记：youlian office set --term {year}:1={begins}-09-01..{next}-01-20。',
  },
  'terms-assumed': {
    severity: 'notice',
    title: '学期日期为假定',
    message: '没有登记学期，暂按通常日期：第1学期 9月1日至次年1月20日，第2学期 2月20日至7月10日。',
    remedy: '知道校历后请登记：youlian office set --term 2021-2022:1=2021-09-01..2022-01-20。',
  },
} as const satisfies Record<string, FindingDefinition>;
