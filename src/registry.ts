import { dueCommands } from './activities/due.commands.ts';
import { planningCommands } from './activities/planning.commands.ts';
import { recordCommands } from './activities/records.commands.ts';
import { scheduleCommands } from './activities/schedule.commands.ts';
import { applicationCommands } from './applications/applications.commands.ts';
import { archiveCommands } from './archive/archive.commands.ts';
import { bulletinCommands } from './bulletins/bulletins.commands.ts';
import { calendarCommands } from './calendar/calendar.commands.ts';
import { checkCommands } from './checks/checks.commands.ts';
import { cliCommands } from './cli/cli.commands.ts';
import type { CommandDefinition, NounDefinition } from './cli/command.ts';
import { committeeCommands } from './committees/committees.commands.ts';
import { evaluationCommands } from './evaluation/evaluation.commands.ts';
import { resultCommands } from './evaluation/results.commands.ts';
import { rubricCommands } from './evaluation/rubric.commands.ts';
import { templateCommands } from './exports/exports.commands.ts';
import { fundCommands } from './funds/funds.commands.ts';
import { groupCommands } from './groups/groups.commands.ts';
import { importCommands } from './imports/imports.commands.ts';
import { indicatorCommands } from './indicators/indicators.commands.ts';
import { inspectionCommands } from './inspections/inspections.commands.ts';
import { ledgerCommands } from './ledger/ledger.commands.ts';
import { paperCommands } from './papers/papers.commands.ts';
import { recordPaperCommands } from './papers/record-papers.commands.ts';
import { verifyCommands } from './papers/verify.commands.ts';
import { postingCommands } from './postings/postings.commands.ts';
import { registerCommands } from './registers/registers.commands.ts';
import { reportingCommands } from './reporting/reporting.commands.ts';
import { rosterCommands } from './roster/roster.commands.ts';
import { workflowCommands } from './workflow/workflow.commands.ts';

/** The nouns of the command line, in the order of the help. */
export const nouns: readonly NounDefinition[] = [
  { name: 'kindergarten', alias: '园所', summary: '园所：查找、查看、登记、修改、合并' },
  { name: 'group', alias: '联盟', summary: '联盟（集团、学区）：组建、查看、调整' },
  { name: 'application', alias: '申请表', summary: '申请表：打印' },
  { name: 'submit', alias: '报送', summary: '报送：应报材料、打包、收取、退回、审核、锁定' },
  { name: 'policy', alias: '政策', summary: '政策：查看内置和本单位的政策' },
  { name: 'office', alias: '机构', summary: '机构：查看、修改本单位的登记' },
  { name: 'committee', alias: '领导小组', summary: '领导小组、理事会等机构：登记、查看、任职、卸任' },
  { name: 'activity', alias: '活动', summary: '活动：计划、记录、应做已做、导出日历' },
  { name: 'archive', alias: '档案', summary: '档案：佐证材料的列表、核对、导出' },
  { name: 'training', alias: '培训', summary: '培训：教职工培训覆盖' },
  { name: 'calendar', alias: '校历', summary: '校历：查看和打印，导入放假安排，登记停课' },
  { name: 'evaluate', alias: '考核', summary: '年度考核：评分册、导入评分、意见、定稿、结果、说明' },
  { name: 'bulletin', alias: '通报', summary: '通报：起草季度通报，追溯数字，确认批评，登记印发' },
  { name: 'indicator', alias: '指标', summary: '指标：列出、填写、年度报告' },
  { name: 'register', alias: '登记簿', summary: '登记簿：共享资源、薄弱园档案、典型案例等的登记、核对' },
  { name: 'posting', alias: '派驻', summary: '派驻：跟岗、支教、挂职、蹲点的登记、应派、证明' },
  { name: 'rubric', alias: '细则', summary: '考核细则：查看、检查、新建' },
  { name: 'document', alias: '公文', summary: '公文和文书：报告、通知、批复、协议、证明等，生成 Word 文件' },
  { name: 'inspection', alias: '督导', summary: '督导：督导记录、问题整改、逾期、督学分工' },
  { name: 'fund', alias: '经费', summary: '专项经费：预算、支出、冲销、审计' },
  { name: 'mapping', alias: '对应', summary: '栏目对应：查看、忘记按表头记住的栏目' },
  { name: 'export', alias: '导出', summary: '导出官方表格' },
];

/** Every command of the program: the parser, the help, the completion and the reference come from this list. */
export const commands: readonly CommandDefinition[] = [
  ...ledgerCommands,
  ...importCommands,
  ...rosterCommands,
  ...groupCommands,
  ...workflowCommands,
  ...applicationCommands,
  ...committeeCommands,
  ...calendarCommands,
  ...dueCommands,
  ...planningCommands,
  ...scheduleCommands,
  ...recordCommands,
  ...archiveCommands,
  ...reportingCommands,
  ...bulletinCommands,
  ...checkCommands,
  ...evaluationCommands,
  ...indicatorCommands,
  ...registerCommands,
  ...postingCommands,
  ...recordPaperCommands,
  ...rubricCommands,
  ...resultCommands,
  ...paperCommands,
  ...verifyCommands,
  ...inspectionCommands,
  ...fundCommands,
  ...templateCommands,
  ...cliCommands,
];
