import type { OptionDefinition } from '../cli/command.ts';

/** Options that every export of an official table has, as far as it has use for them. */
export const exportOptions = {
  output: { flags: '-o, --output <file>', description: '存为哪个文件（.xlsx）' },
  on: { flags: '--on <date>', description: '按哪一天的情况导出（默认今天）' },
  policy: {
    flags: '--policy <id>',
    description: '依据哪一份政策（只有一份时可省略）；标题和“主导园”“联盟园”等称呼随政策',
  },
  masked: { flags: '--masked', description: '隐去电话号码中间几位（138****8000）' },
  reporter: { flags: '--reporter <name>', description: '表下的填报人' },
  date: { flags: '--date <date>', description: '表下的日期' },
  format: {
    flags: '--format <format>',
    description: 'xlsx 表格（默认），或 json 数据：没有 --output 时输出到屏幕',
    choices: ['xlsx', 'json'],
    default: 'xlsx',
  },
} as const satisfies Record<string, OptionDefinition>;
